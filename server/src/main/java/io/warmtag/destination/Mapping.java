package io.warmtag.destination;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which events leave, and as what. Pure.
 *
 * @param lines the first that fits an event counts
 * @param filter all of them must hold
 * @param allow the only fields of the event's data that may leave; empty: all of them
 * @param exclude fields of the event's data that stay here, allowed or not
 */
public record Mapping(List<Line> lines, List<Condition> filter, List<String> allow, List<String> exclude) {
    private static final Pattern JSON =
            Pattern.compile("true|false|-?(0|[1-9]\\d{0,14})(\\.\\d{1,10})?|\".*\"|\\[.*]|\\{.*}", Pattern.DOTALL);

    /** Stands for every event that has no line of its own before. */
    public static final String ANY = "*";

    /**
     * @param event ours, or {@value Mapping#ANY}
     * @param as theirs; empty: the same name
     * @param fields their field and the path of its value in our event
     * @param constants their field and its value, as JSON where it can be read as that
     */
    public record Line(String event, String as, Map<String, String> fields, Map<String, String> constants) {
        public static Line of(String event, String as) {
            return new Line(event, as, Map.of(), Map.of());
        }
    }

    /** The line for an event; empty when it isn't mapped. */
    public Optional<Line> line(String event) {
        return lines.stream()
                .filter(line -> line.event().equals(event) || line.event().equals(ANY))
                .findFirst();
    }

    public boolean lets(Outgoing event) {
        JsonObject root = Paths.root(event);
        return filter.stream().allMatch(condition -> condition.holds(root));
    }

    /** Their name of an event; what has no line goes by its own, because somebody sends it by name. */
    public String name(String event) {
        return line(event).map(Line::as).filter(as -> !as.isEmpty()).orElse(event);
    }

    /** The event's data without what stays here. */
    public JsonObject data(Outgoing event) {
        JsonObject data = event.data().copy();
        if (!allow.isEmpty()) {
            data.fieldNames().retainAll(allow);
        }
        exclude.forEach(data::remove);
        return data;
    }

    /** What the event's line adds. */
    public JsonObject extra(Outgoing event) {
        var extra = new JsonObject();
        line(event.name()).ifPresent(line -> {
            JsonObject root = Paths.root(event);
            line.fields().forEach((field, path) -> {
                Object value = Paths.get(root, path);
                if (value != null) {
                    extra.put(field, value);
                }
            });
            line.constants().forEach((field, text) -> extra.put(field, constant(text)));
        });
        return extra;
    }

    /** A number, true, false, a list or an object where it can be read as one; else the text. In quotation marks it is one. */
    private static Object constant(String text) {
        // A number with zeros before it is the number of something: of a branch, or a phone's.
        if (!JSON.matcher(text).matches()) {
            return text;
        }
        try {
            return Json.decodeValue(text);
        } catch (DecodeException e) {
            return text;
        }
    }
}
