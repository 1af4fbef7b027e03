package io.warmtag.tools.rules;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.rules.Story.Happened;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule as it is stored: JSON, read field by field as it is needed. */
record Definition(int site, int id, JsonObject json) {
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;

    JsonObject when() {
        return json.getJsonObject("when");
    }

    String kind() {
        return when().getString("kind");
    }

    long delay() {
        return when().getInteger("after", 0) * MINUTE;
    }

    boolean unlessOrder() {
        return unless().getBoolean("order", false);
    }

    List<String> unlessEvents() {
        return unless().getJsonArray("events", new JsonArray()).stream()
                .map(String::valueOf)
                .toList();
    }

    private JsonObject unless() {
        return when().getJsonObject("unless", new JsonObject());
    }

    @Nullable JsonObject condition() {
        return json.getJsonObject("if");
    }

    @Nullable String purpose() {
        return json.getString("purpose");
    }

    List<JsonObject> steps() {
        return json.getJsonArray("steps", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** How often somebody may have it; 0 when there is no end. */
    int times() {
        return perPerson().getInteger("times", 0);
    }

    long withinMs() {
        return perPerson().getInteger("days", 0) * DAY;
    }

    private JsonObject perPerson() {
        return limits().getJsonObject("per_person", new JsonObject());
    }

    /** How often it may fire for all together; 0 when there is no end. */
    int budget() {
        return limits().getJsonObject("overall", new JsonObject()).getInteger("times", 0);
    }

    private JsonObject limits() {
        return json.getJsonObject("limits", new JsonObject());
    }

    boolean passes(Happened event) {
        return when().getJsonArray("where", new JsonArray()).stream()
                .allMatch(test -> passes((JsonObject) test, event.data()));
    }

    private static boolean passes(JsonObject test, JsonObject data) {
        String op = test.getString("op", "is");
        boolean not = op.equals("is_not");
        List<String> wanted = List.of(test.getString("value", ""));
        return not
                != Texts.at(data, test.getString("path")).stream()
                        .anyMatch(text -> Texts.passes(text, not ? "is" : op, wanted));
    }
}
