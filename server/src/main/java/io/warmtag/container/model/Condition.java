package io.warmtag.container.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A comparison of two texts, in both of which variables may stand. */
public record Condition(String left, Operator operator, String right, boolean negate, boolean ignoreCase) {

    /** How two values are compared. */
    public enum Operator {
        EQUALS,
        CONTAINS,
        STARTS_WITH,
        ENDS_WITH,
        MATCHES_REGEX,
        MATCHES_CSS,
        URL_MATCHES,
        LESS,
        LESS_OR_EQUALS,
        GREATER,
        GREATER_OR_EQUALS;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Operator> ofCode(String code) {
            return Stream.of(values())
                    .filter(operator -> operator.code().equals(code))
                    .findFirst();
        }
    }
}
