package io.warmtag.destination;

import io.vertx.core.json.JsonObject;
import io.warmtag.text.Digits;
import io.warmtag.text.Numbers;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must hold of an event before it leaves. Pure.
 *
 * @param field a path as in {@link Paths}
 * @param value compared as a number where both are one
 */
public record Condition(String field, Operator is, String value) {
    public enum Operator {
        EQUALS,
        NOT_EQUALS,
        CONTAINS,
        AT_LEAST,
        AT_MOST,
        EXISTS,
        MISSING;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Operator> ofCode(String code) {
            return Stream.of(values()).filter(each -> each.code().equals(code)).findFirst();
        }
    }

    /** What is said of a number must be one, or nothing would ever leave. */
    boolean canHold() {
        return is != Operator.AT_LEAST && is != Operator.AT_MOST
                || number(value).isPresent();
    }

    boolean holds(JsonObject root) {
        Object found = Paths.get(root, field);
        if (found == null) {
            return is == Operator.MISSING || is == Operator.NOT_EQUALS;
        }
        String text = String.valueOf(found);
        return switch (is) {
            case EXISTS -> true;
            case MISSING -> false;
            case EQUALS -> same(text);
            case NOT_EQUALS -> !same(text);
            case CONTAINS -> text.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
            case AT_LEAST -> compare(text).map(order -> order >= 0).orElse(false);
            case AT_MOST -> compare(text).map(order -> order <= 0).orElse(false);
        };
    }

    private boolean same(String text) {
        return text.equals(value) || compare(text).map(order -> order == 0).orElse(false);
    }

    private Optional<Integer> compare(String text) {
        Optional<Double> one = number(text);
        Optional<Double> other = number(value);
        return one.isPresent() && other.isPresent()
                ? Optional.of(Double.compare(one.get(), other.get()))
                : Optional.empty();
    }

    private static Optional<Double> number(String text) {
        double number = Numbers.of(Digits.latin(text));
        return Double.isNaN(number) ? Optional.empty() : Optional.of(number);
    }
}
