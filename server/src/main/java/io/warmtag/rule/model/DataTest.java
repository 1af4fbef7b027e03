package io.warmtag.rule.model;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.text.Numbers;
import java.util.Locale;
import java.util.Optional;

/**
 * A test of one value of an event's data.
 *
 * @param path names with dots between them; where a list is on the way, one of its members has to pass
 * @param value what to compare with; ignored by {@link Op#EXISTS}
 */
public record DataTest(String path, Op op, String value) {

    /** Texts are compared without regard to upper and lower case. */
    public enum Op {
        IS,
        IS_NOT,
        CONTAINS,
        /** A number, and at least this. */
        LEAST,
        /** A number, and at most this. */
        MOST,
        EXISTS;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean comparesNumbers() {
            return this == LEAST || this == MOST;
        }
    }

    public boolean passes(Value data) {
        return op == Op.IS_NOT ? !found(data, path, Op.IS) : found(data, path, op);
    }

    private boolean found(Value at, String rest, Op how) {
        if (at instanceof Value.Items items) {
            return items.items().stream().anyMatch(item -> found(item, rest, how));
        }
        if (rest.isEmpty()) {
            return text(at).filter(text -> compares(text, how)).isPresent();
        }
        int dot = rest.indexOf('.');
        String name = dot < 0 ? rest : rest.substring(0, dot);
        String after = dot < 0 ? "" : rest.substring(dot + 1);
        return at instanceof Value.Fields fields
                && fields.get(name).filter(inner -> found(inner, after, how)).isPresent();
    }

    private static Optional<String> text(Value value) {
        if (value instanceof Value.Text text) {
            return Optional.of(text.text());
        } else if (value instanceof Value.Numeric numeric) {
            return Optional.of(ValueJson.number(numeric.number()));
        }
        return value instanceof Value.Flag flag ? Optional.of(Boolean.toString(flag.on())) : Optional.empty();
    }

    private boolean compares(String text, Op how) {
        return switch (how) {
            case EXISTS -> !text.isEmpty();
            case IS, IS_NOT -> Numbers.same(text, value);
            case CONTAINS -> text.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
            case LEAST -> Numbers.of(text) >= Numbers.of(value);
            case MOST -> Numbers.of(text) <= Numbers.of(value);
        };
    }
}
