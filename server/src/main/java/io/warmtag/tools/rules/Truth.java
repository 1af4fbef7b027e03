package io.warmtag.tools.rules;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.rules.Story.Happened;
import io.warmtag.tools.rules.Story.Ordered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a condition is true of somebody at a moment, found in the plainest way: by looking at all that had come in. */
final class Truth {
    private static final long MINUTE = 60_000;
    private static final Set<String> OF_CONTEXT =
            Set.of("url", "referrer", "title", "language", "device", "system", "browser", "country");
    private static final Map<String, String> DEEDS =
            Map.of("seen", "view_item", "wished", "add_to_wishlist", "carted", "add_to_cart", "bought", "purchase");

    private final Map<Integer, JsonObject> audiences;
    private final boolean asksConsent;

    /** @param audiences the condition of each by id */
    Truth(Map<Integer, JsonObject> audiences, boolean asksConsent) {
        this.audiences = audiences;
        this.asksConsent = asksConsent;
    }

    /** When something happened, and how much it was. */
    private record Amount(long time, double amount) {}

    boolean holds(JsonObject condition, Story story, long now) {
        return switch (condition.getString("kind")) {
            case "all" -> parts(condition).stream().allMatch(part -> holds(part, story, now));
            case "any" -> parts(condition).stream().anyMatch(part -> holds(part, story, now));
            case "none" -> parts(condition).stream().noneMatch(part -> holds(part, story, now));
            case "audience" -> holds(audience(condition), story, now);
            case "temperature" -> texts(condition, "is").contains(story.temperature(now));
            case "event", "product", "orders" -> measures(condition, amounts(condition, story, now), now);
            case "visit" -> visited(condition, story, now);
            case "consent" -> consents(condition, story, now);
            default -> throw unknown(condition);
        };
    }

    /** The instants at which time alone may change the answer, as far as anything that ever came in has to do with it. */
    void turns(JsonObject condition, Story story, Set<Long> into) {
        switch (condition.getString("kind")) {
            case "all", "any", "none" -> parts(condition).forEach(part -> turns(part, story, into));
            case "audience" -> turns(audience(condition), story, into);
            case "event", "product", "orders", "visit" -> {
                long window = condition.getInteger("minutes", 0) * MINUTE;
                for (Amount each : amounts(condition, story, Long.MAX_VALUE)) {
                    if (window > 0) {
                        into.add(each.time + window);
                    }
                    if (isLast(condition)) {
                        Double least = number(condition, "least");
                        Double most = number(condition, "most");
                        into.add(each.time + (least == null ? 0 : (long) Math.ceil(least * MINUTE)));
                        into.add(each.time + (most == null ? 0 : (long) Math.floor(most * MINUTE) + 1));
                    }
                }
            }
            // Within the time that is looked at nobody cools down.
            case "temperature", "consent" -> {}
            default -> throw unknown(condition);
        }
    }

    private static IllegalArgumentException unknown(JsonObject condition) {
        return new IllegalArgumentException("the replay doesn't know this condition: " + condition.encode());
    }

    private JsonObject audience(JsonObject condition) {
        return Objects.requireNonNull(audiences.get(condition.getInteger("audience")), condition::encode);
    }

    private static boolean isLast(JsonObject condition) {
        return "last".equals(condition.getString("measure"));
    }

    /** What a condition counts, adds up or looks for the last of. */
    private List<Amount> amounts(JsonObject condition, Story story, long now) {
        var amounts = new ArrayList<Amount>();
        switch (condition.getString("kind")) {
            case "event" -> {
                for (Happened event : story.by(now)) {
                    if (event.name.equals(condition.getString("name")) && passes(condition, event)) {
                        String field = condition.getString("field", "");
                        List<String> found = field.isEmpty() ? List.of() : Texts.at(event.data(), field);
                        amounts.add(new Amount(event.time, found.isEmpty() ? 0 : Texts.number(found.get(0))));
                    }
                }
            }
            case "product" -> {
                for (Happened event : story.by(now)) {
                    if (event.name.equals(DEEDS.get(condition.getString("did"))) && hasProduct(condition, event)) {
                        amounts.add(new Amount(event.time, 1));
                    }
                }
            }
            case "orders" -> {
                for (Ordered order : story.ordersBy(now)) {
                    String currency = condition.getString("currency");
                    if (currency == null || currency.equals(order.currency())) {
                        amounts.add(new Amount(order.placed(), order.value()));
                    }
                }
                if (!condition.getString("stage", "placed").equals("placed")) {
                    throw unknown(condition);
                }
            }
            default -> {
                for (Happened event : story.by(now)) {
                    String found = field(event, condition.getString("field"));
                    if (found != null && passes(condition, found)) {
                        amounts.add(new Amount(event.time, 1));
                    }
                }
            }
        }
        return amounts;
    }

    private static boolean measures(JsonObject condition, List<Amount> amounts, long now) {
        if (isLast(condition)) {
            long last = Long.MIN_VALUE;
            for (Amount each : amounts) {
                last = each.time <= now ? Math.max(last, each.time) : last;
            }
            return last != Long.MIN_VALUE && within(condition, (now - last) / (double) MINUTE);
        }
        long window = condition.getInteger("minutes", 0) * MINUTE;
        boolean sum = "sum".equals(condition.getString("measure"));
        double found = 0;
        for (Amount each : amounts) {
            if (each.time <= now && (window == 0 || now - each.time < window)) {
                found += sum ? each.amount : 1;
            }
        }
        boolean some = number(condition, "least") != null || number(condition, "most") != null;
        return some ? within(condition, found) : found >= 1;
    }

    private static boolean within(JsonObject condition, double value) {
        Double least = number(condition, "least");
        Double most = number(condition, "most");
        return (least == null || value >= least) && (most == null || value <= most);
    }

    private static @Nullable Double number(JsonObject condition, String field) {
        return condition.getDouble(field);
    }

    private static boolean passes(JsonObject condition, Happened event) {
        JsonArray data = condition.getJsonArray("data", new JsonArray());
        JsonArray items = condition.getJsonArray("items", new JsonArray());
        return data.stream().allMatch(test -> passes((JsonObject) test, (Object) event.data()))
                && (items.isEmpty()
                        || items(event).stream()
                                .anyMatch(item -> items.stream().allMatch(test -> passes((JsonObject) test, item))));
    }

    private static boolean passes(JsonObject test, Object json) {
        return Texts.at(json, test.getString("path")).stream().anyMatch(text -> passes(test, text));
    }

    private static boolean passes(JsonObject test, String text) {
        return Texts.passes(text, test.getString("op", "is"), texts(test, "values"));
    }

    private static JsonArray items(Happened event) {
        return event.data().getValue("items") instanceof JsonArray items ? items : new JsonArray();
    }

    private static boolean hasProduct(JsonObject condition, Happened event) {
        List<String> keys = "item_category".equals(condition.getString("by"))
                ? List.of("item_category", "item_category2", "item_category3", "item_category4", "item_category5")
                : List.of("item_id");
        List<String> wanted = texts(condition, "values");
        return items(event).stream()
                .anyMatch(item -> keys.stream()
                        .flatMap(key -> Texts.at(item, key).stream())
                        .anyMatch(text -> Texts.passes(text, "is", wanted)));
    }

    private boolean visited(JsonObject condition, Story story, long now) {
        String which = condition.getString("which", "any");
        if (which.equals("any")) {
            return measures(condition, amounts(condition, story, now), now);
        }
        boolean first = which.equals("first");
        Happened chosen = null;
        for (Happened event : story.by(now)) {
            boolean better = chosen == null || (first ? event.time < chosen.time : event.time >= chosen.time);
            chosen = better && field(event, condition.getString("field")) != null ? event : chosen;
        }
        String found = chosen == null ? null : field(chosen, condition.getString("field"));
        return found != null && passes(condition, found);
    }

    private static @Nullable String field(Happened event, String name) {
        Object place =
                OF_CONTEXT.contains(name) ? event.context() : event.context().getValue("campaign");
        return !event.comesFromShop()
                        && place instanceof JsonObject object
                        && object.getValue(name) instanceof String text
                ? text
                : null;
    }

    private boolean consents(JsonObject condition, Story story, long now) {
        return grants(story.by(now), condition.getString("purpose")) == condition.getBoolean("granted", false);
    }

    /** By the newest word among some events; of who has said nothing, by whether the shop vouches for him. */
    boolean grants(List<Happened> known, String purpose) {
        boolean vouched = false;
        for (int i = known.size() - 1; i >= 0; i--) {
            JsonObject context = known.get(i).context();
            String said = said(known.get(i), purpose);
            boolean keyed = context.containsKey("keyed") || context.containsKey("imported");
            if ("granted".equals(said) || "denied".equals(said)) {
                return "granted".equals(said);
            }
            if (said == null && !keyed && !asksConsent && context.containsKey("url")) {
                return true;
            }
            vouched |= said == null && keyed;
        }
        return vouched || !asksConsent;
    }

    static @Nullable String said(Happened event, String purpose) {
        return event.context().getValue("consent") instanceof JsonObject consent ? consent.getString(purpose) : null;
    }

    private static List<JsonObject> parts(JsonObject group) {
        return group.getJsonArray("of").stream().map(JsonObject.class::cast).toList();
    }

    private static List<String> texts(JsonObject condition, String field) {
        return condition.getJsonArray(field, new JsonArray()).stream()
                .map(String::valueOf)
                .toList();
    }
}
