package io.warmtag.destination;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Condition.Operator;
import io.warmtag.destination.Defaults.Pace;
import io.warmtag.destination.Mapping.Line;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A destination's settings as JSON: as stored, and as the API writes them. Pure. */
public final class SettingsJson {
    /** From the least to the most that a number may be, by its name. */
    public static final Map<String, Range> RANGES =
            Map.of("per_second", new Range(1, 500), "at_once", new Range(1, 20), "timeout_ms", new Range(500, 20_000));

    public record Range(int least, int most) {}

    /** Names may be of any letters, as sites send them. */
    private static final int MOST_EVENT_NAME = 100;

    private static final int MOST_PORT = 65_535;

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

    /**
     * What {@link #read} would pass over in JSON that somebody wrote, or could not read; a mistyped condition would let leave what it
     * should hold.
     */
    public static List<Problem> strangers(JsonObject json) {
        var problems = new ArrayList<Problem>();
        each(json, "mapping", problems, (place, line) -> {
            others(place, line, Set.of("event", "as", "fields", "constants"), problems);
            form(place, line, "event", "text", String.class::isInstance, problems);
            form(place, line, "as", "text", String.class::isInstance, problems);
            form(place, line, "fields", "texts", SettingsJson::isOfTexts, problems);
            form(place, line, "constants", "object", SettingsJson::hasNoNull, problems);
        });
        each(json, "filter", problems, (place, condition) -> {
            others(place, condition, Set.of("field", "is", "value"), problems);
            form(place, condition, "field", "text", String.class::isInstance, problems);
            form(place, condition, "value", "value", SettingsJson::isPlain, problems);
            Object is = condition.getValue("is");
            if (is == null) {
                problems.add(new Problem(place + "is", "missing"));
            } else if (Operator.ofCode(String.valueOf(is)).isEmpty()) {
                problems.add(new Problem(place + "is", "operator"));
            }
        });
        form("", json, "allow", "list", SettingsJson::isListOfTexts, problems);
        form("", json, "exclude", "list", SettingsJson::isListOfTexts, problems);
        form("", json, "purpose", "text", String.class::isInstance, problems);
        form("", json, "pace", "object", JsonObject.class::isInstance, problems);
        if (json.getValue("pace") instanceof JsonObject pace) {
            others("pace.", pace, RANGES.keySet(), problems);
            RANGES.keySet().forEach(name -> form("pace.", pace, name, "whole", Integer.class::isInstance, problems));
        }
        return problems;
    }

    private static void each(
            JsonObject json, String name, List<Problem> problems, BiConsumer<String, JsonObject> look) {
        form("", json, name, "objects", JsonArray.class::isInstance, problems);
        if (json.getValue(name) instanceof JsonArray items) {
            for (int i = 0; i < items.size(); i++) {
                if (items.getValue(i) instanceof JsonObject item) {
                    look.accept(name + "[" + i + "].", item);
                } else {
                    problems.add(new Problem(name + "[" + i + "]", "object"));
                }
            }
        }
    }

    private static void others(String place, JsonObject json, Set<String> known, List<Problem> problems) {
        json.fieldNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add(new Problem(place + name, "unknown")));
    }

    /** A field that is there has to be of a form. */
    private static void form(
            String place, JsonObject json, String name, String code, Predicate<Object> form, List<Problem> problems) {
        Object value = json.getValue(name);
        if (json.containsKey(name) && (value == null || !form.test(value))) {
            problems.add(new Problem(place + name, code));
        }
    }

    private static boolean isOfTexts(Object value) {
        return value instanceof JsonObject object
                && object.stream().allMatch(field -> field.getValue() instanceof String);
    }

    private static boolean hasNoNull(Object value) {
        return value instanceof JsonObject object && object.stream().allMatch(field -> field.getValue() != null);
    }

    private static boolean isListOfTexts(Object value) {
        return value instanceof JsonArray list && list.stream().allMatch(String.class::isInstance);
    }

    private static boolean isPlain(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
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
        kind.wrong(settings.values()).ifPresent(problems::add);
        for (Line line : settings.mapping().lines()) {
            if (line.event().isBlank() || line.event().length() > MOST_EVENT_NAME) {
                problems.add(new Problem("mapping", "event"));
            }
        }
        for (Condition condition : settings.mapping().filter()) {
            if (condition.field().isBlank()) {
                problems.add(new Problem("filter", "missing"));
            } else if (!condition.canHold()) {
                problems.add(new Problem("filter", "number"));
            }
        }
        if (!Consent.PURPOSES.contains(settings.purpose())) {
            problems.add(new Problem("purpose", "form"));
        }
        Pace pace = settings.pace();
        range("per_second", pace.perSecond(), problems);
        range("at_once", pace.atOnce(), problems);
        range("timeout_ms", pace.timeoutMs(), problems);
        return problems;
    }

    private static void range(String name, int value, List<Problem> problems) {
        Range range = Objects.requireNonNull(RANGES.get(name));
        if (value < range.least || value > range.most) {
            problems.add(new Problem(name, "range"));
        }
    }

    private static boolean fits(Setting setting, String value) {
        return switch (setting.kind()) {
            case ADDRESS -> isAddress(value);
            case CHECK -> value.equals("true") || value.equals("false");
            case AUDIENCE -> value.matches("\\d{1,9}");
            case AREA -> value.length() <= 20_000;
            case CHOICE -> setting.choices().contains(value);
            case TEXT, SECRET -> setting.form().isEmpty() || value.matches(setting.form());
        };
    }

    /** One that a request can be sent to: else the destination would stop at its first event. */
    private static boolean isAddress(String value) {
        boolean good = value.matches("https?://[^\\s/@?#]+(:\\d{1,5})?([/?][^\\s#]*)?") && value.length() <= 1_000;
        try {
            URI address = URI.create(good ? value : "");
            return good && address.getHost() != null && address.getPort() <= MOST_PORT;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
