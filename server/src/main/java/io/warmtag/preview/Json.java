package io.warmtag.preview;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads values that may have any form, and writes them for people. */
final class Json {
    private static final int MOST_SHOWN = 20_000;

    private Json() {}

    static OptionalDouble number(Value.Fields fields, String name) {
        return fields.get(name).orElse(Value.NOTHING) instanceof Value.Numeric numeric
                ? OptionalDouble.of(numeric.number())
                : OptionalDouble.empty();
    }

    /** -1 when there is none. */
    static int index(Value.Fields fields, String name) {
        double number = number(fields, name).orElse(-1);
        return number >= 0 && number < 1e6 ? (int) number : -1;
    }

    static Value.Fields object(Value.Fields fields, String name) {
        return fields.get(name).orElse(Value.NOTHING) instanceof Value.Fields object ? object : Value.Fields.NONE;
    }

    static List<Value> items(Value value) {
        return value instanceof Value.Items items ? items.items() : List.of();
    }

    static List<Value> items(Value.Fields fields, String name) {
        return items(fields.get(name).orElse(Value.NOTHING));
    }

    static Value at(List<Value> items, int index) {
        return index >= 0 && index < items.size() ? items.get(index) : Value.NOTHING;
    }

    static String text(Value value) {
        return value instanceof Value.Text text ? text.text() : "";
    }

    /** On one line, with quotes around text, so that "1" and 1 look different. */
    static String shown(Value value) {
        return cut(special(value).orElseGet(() -> ValueJson.write(value)));
    }

    /** What JSON has no word for, as the page copied it: {@code {"$":kind,"text":…}}. */
    private static Optional<String> special(Value value) {
        if (!(value instanceof Value.Fields fields) || fields.text("$").isEmpty()) {
            return Optional.empty();
        }
        String text = fields.text("text").orElse("");
        return Optional.of(text.isEmpty() ? fields.text("$").orElse("") : text);
    }

    /** Indented; empty for an empty object. */
    static String indented(Value value) {
        if (value.equals(Value.NOTHING) || value.equals(Value.Fields.NONE)) {
            return "";
        }
        var text = new StringBuilder();
        indent(value, "", text);
        return cut(text.toString());
    }

    private static void indent(Value value, String margin, StringBuilder text) {
        if (text.length() > MOST_SHOWN) {
            return;
        }
        String inner = margin + "  ";
        if (value instanceof Value.Fields object
                && !object.fields().isEmpty()
                && special(value).isEmpty()) {
            text.append("{\n");
            object.fields().forEach((name, each) -> {
                text.append(inner).append(ValueJson.write(Value.of(name))).append(": ");
                indent(each, inner, text);
                text.append('\n');
            });
            text.append(margin).append('}');
        } else if (value instanceof Value.Items items && !items.items().isEmpty()) {
            text.append("[\n");
            items.items().forEach(each -> {
                text.append(inner);
                indent(each, inner, text);
                text.append('\n');
            });
            text.append(margin).append(']');
        } else {
            text.append(shown(value));
        }
    }

    private static String cut(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }
}
