package io.warmtag.destination;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Condition.Operator;
import io.warmtag.destination.Defaults.Pace;
import io.warmtag.destination.Mapping.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A destination's settings as JSON: as stored, and as the API writes them. Pure. */
public final class SettingsJson {
    private SettingsJson() {}

    public static JsonObject write(TargetSettings settings) {
        var values = new JsonObject();
        settings.values().forEach(values::put);
        var lines = new JsonArray();
        settings.mapping()
                .lines()
                .forEach(line -> lines.add(new JsonObject()
                        .put("event", line.event())
                        .put("as", line.as())
                        .put("fields", texts(line.fields()))
                        .put("constants", texts(line.constants()))));
        var filter = new JsonArray();
        settings.mapping()
                .filter()
                .forEach(condition -> filter.add(new JsonObject()
                        .put("field", condition.field())
                        .put("is", condition.is().code())
                        .put("value", condition.value())));
        return new JsonObject()
                .put("values", values)
                .put("mapping", lines)
                .put("filter", filter)
                .put("allow", new JsonArray(settings.mapping().allow()))
                .put("exclude", new JsonArray(settings.mapping().exclude()))
                .put("purpose", settings.purpose())
                .put(
                        "pace",
                        new JsonObject()
                                .put("per_second", settings.pace().perSecond())
                                .put("at_once", settings.pace().atOnce())
                                .put("timeout_ms", settings.pace().timeoutMs()));
    }

    private static JsonObject texts(Map<String, String> texts) {
        var json = new JsonObject();
        texts.forEach(json::put);
        return json;
    }

    /** What {@link #write} wrote. What is missing is as {@code usual} says; a wrong form is a ClassCastException. */
    public static TargetSettings read(JsonObject json, TargetSettings usual) {
        var values = new LinkedHashMap<>(usual.values());
        values.putAll(texts(json.getJsonObject("values")));
        Mapping before = usual.mapping();
        JsonArray lines = json.getJsonArray("mapping");
        JsonArray filter = json.getJsonArray("filter");
        var mapping = new Mapping(
                lines == null
                        ? before.lines()
                        : lines.stream().map(SettingsJson::line).toList(),
                filter == null
                        ? before.filter()
                        : filter.stream().map(SettingsJson::condition).toList(),
                names(json.getJsonArray("allow"), before.allow()),
                names(json.getJsonArray("exclude"), before.exclude()));
        return new TargetSettings(
                Map.copyOf(values),
                mapping,
                json.getString("purpose", usual.purpose()),
                pace(json.getJsonObject("pace", new JsonObject()), usual.pace()));
    }

    private static List<String> names(@Nullable JsonArray json, List<String> before) {
        return json == null ? before : json.stream().map(String.class::cast).toList();
    }

    private static Line line(Object each) {
        var line = (JsonObject) each;
        return new Line(
                line.getString("event", ""),
                line.getString("as", ""),
                texts(line.getJsonObject("fields")),
                texts(line.getJsonObject("constants")));
    }

    private static Condition condition(Object each) {
        var condition = (JsonObject) each;
        return new Condition(
                condition.getString("field", ""),
                Operator.ofCode(condition.getString("is", "")).orElse(Operator.EXISTS),
                condition.getString("value", ""));
    }

    private static Map<String, String> texts(@Nullable JsonObject json) {
        var texts = new LinkedHashMap<String, String>();
        if (json != null) {
            json.forEach(field -> texts.put(field.getKey(), String.valueOf(field.getValue())));
        }
        return texts;
    }

    private static Pace pace(JsonObject json, Pace usual) {
        return new Pace(
                json.getInteger("per_second", usual.perSecond()),
                json.getInteger("at_once", usual.atOnce()),
                json.getInteger("timeout_ms", usual.timeoutMs()));
    }

    /** A field that is wrong, with the key of what is to be said about it. */
    public record Problem(String field, String code) {}

    /** What {@link #read} would pass over in JSON that somebody wrote; a mistyped condition would let leave what it should hold. */
    public static List<Problem> strangers(JsonObject json) {
        var problems = new ArrayList<Problem>();
        each(
                json,
                "mapping",
                (place, line) -> others(place, line, Set.of("event", "as", "fields", "constants"), problems));
        each(json, "filter", (place, condition) -> {
            others(place, condition, Set.of("field", "is", "value"), problems);
            Object is = condition.getValue("is");
            if (is == null) {
                problems.add(new Problem(place + "is", "missing"));
            } else if (Operator.ofCode(String.valueOf(is)).isEmpty()) {
                problems.add(new Problem(place + "is", "form"));
            }
        });
        if (json.getValue("pace") instanceof JsonObject pace) {
            others("pace.", pace, Set.of("per_second", "at_once", "timeout_ms"), problems);
        }
        return problems;
    }

    private static void each(JsonObject json, String name, BiConsumer<String, JsonObject> look) {
        if (json.getValue(name) instanceof JsonArray items) {
            for (int i = 0; i < items.size(); i++) {
                if (items.getValue(i) instanceof JsonObject item) {
                    look.accept(name + "[" + i + "].", item);
                }
            }
        }
    }

    private static void others(String place, JsonObject json, Set<String> known, List<Problem> problems) {
        json.fieldNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add(new Problem(place + name, "unknown")));
    }

    /** What can't be taken of settings and new secrets. */
    public static List<Problem> problems(Destination kind, TargetSettings settings, Map<String, String> secrets) {
        var problems = new ArrayList<Problem>();
        for (Setting setting : kind.settings()) {
            String value = setting.isSecret()
                    ? secrets.getOrDefault(setting.name(), "")
                    : settings.values().getOrDefault(setting.name(), "");
            if (value.isEmpty() && setting.required()) {
                problems.add(new Problem(setting.name(), "missing"));
            } else if (!value.isEmpty() && !fits(setting, value)) {
                problems.add(new Problem(setting.name(), "form"));
            }
        }
        for (Line line : settings.mapping().lines()) {
            if (!line.event().equals(Mapping.ANY) && !line.event().matches("[A-Za-z][\\w .-]{0,99}")) {
                problems.add(new Problem("mapping", "event"));
            }
        }
        if (settings.mapping().filter().stream().anyMatch(each -> each.field().isBlank())) {
            problems.add(new Problem("filter", "missing"));
        }
        Pace pace = settings.pace();
        if (!Consent.PURPOSES.contains(settings.purpose())) {
            problems.add(new Problem("purpose", "form"));
        }
        if (pace.perSecond() < 1 || pace.perSecond() > 500) {
            problems.add(new Problem("per_second", "range"));
        }
        if (pace.atOnce() < 1 || pace.atOnce() > 20) {
            problems.add(new Problem("at_once", "range"));
        }
        if (pace.timeoutMs() < 500 || pace.timeoutMs() > 20_000) {
            problems.add(new Problem("timeout_ms", "range"));
        }
        return problems;
    }

    private static boolean fits(Setting setting, String value) {
        return switch (setting.kind()) {
            case ADDRESS -> value.matches("https?://[^\\s/@?#]+(:\\d{1,5})?([/?][^\\s#]*)?") && value.length() <= 1_000;
            case CHECK -> value.equals("true") || value.equals("false");
            case AUDIENCE -> value.matches("\\d{1,9}");
            case AREA -> value.length() <= 20_000;
            case CHOICE -> setting.choices().contains(value);
            case TEXT, SECRET -> setting.form().isEmpty() || value.matches(setting.form());
        };
    }
}
