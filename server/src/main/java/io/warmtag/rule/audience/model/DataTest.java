package io.warmtag.rule.audience.model;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.text.Numbers;
import java.util.List;
import java.util.Locale;

/**
 * A test of one value inside of a JSON object.
 *
 * @param path names with dots between them; where a list is on the way, one of its members has to pass
 * @param values what to compare with: one of them for {@link Op#IS}, {@link Op#CONTAINS} and {@link Op#STARTS}, the one number
 *     for the comparisons, none for {@link Op#EXISTS}
 */
public record DataTest(String path, Op op, List<String> values) {

    /** How two values are compared. Texts are compared without regard to upper and lower case. */
    public enum Op {
        IS,
        CONTAINS,
        STARTS,
        /** A number, and at least this. */
        LEAST,
        /** A number, and at most this. */
        MOST,
        EXISTS;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean comparesNumbers() {
            return this == LEAST || this == MOST;
        }
    }

    public DataTest {
        values = List.copyOf(values);
    }

    boolean passes(Value object) {
        return passes(object, path, 0);
    }

    private boolean passes(Value value, String names, int from) {
        if (value instanceof Value.Items items) {
            return items.items().stream().anyMatch(item -> passes(item, names, from));
        }
        if (from > names.length()) {
            return passesValue(value);
        }
        int dot = names.indexOf('.', from);
        int end = dot < 0 ? names.length() : dot;
        return value instanceof Value.Fields fields
                && fields.get(names.substring(from, end))
                        .map(inner -> passes(inner, names, end + 1))
                        .orElse(false);
    }

    private boolean passesValue(Value value) {
        if (value instanceof Value.Text text) {
            return passesText(text.text());
        }
        if (value instanceof Value.Numeric numeric) {
            return passesText(ValueJson.number(numeric.number()));
        }
        return value instanceof Value.Flag flag && passesText(Boolean.toString(flag.on()));
    }

    /** Whether a value of this text passes. */
    boolean passesText(String text) {
        return switch (op) {
            case EXISTS -> !text.isEmpty();
            case IS -> values.stream().anyMatch(wanted -> Numbers.same(text, wanted));
            case CONTAINS -> values.stream().anyMatch(wanted -> lower(text).contains(lower(wanted)));
            case STARTS -> values.stream().anyMatch(wanted -> lower(text).startsWith(lower(wanted)));
            case LEAST -> Numbers.of(text) >= Numbers.of(values.get(0));
            case MOST -> Numbers.of(text) <= Numbers.of(values.get(0));
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
