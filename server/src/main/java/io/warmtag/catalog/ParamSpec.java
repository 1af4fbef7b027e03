package io.warmtag.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A parameter of a type.
 *
 * @param usual the value of who says nothing
 * @param limits what narrows the kind
 * @param showIf only shown, and needed, when another parameter has one of some values
 * @param maxIf when the greatest number counts; empty: always
 * @param wholeIf when a regular expression must match the whole text; empty: never
 */
public record ParamSpec(
        String id,
        ParamKind kind,
        Words title,
        Optional<Words> help,
        boolean required,
        Optional<Value> usual,
        Limits limits,
        Optional<When> showIf,
        Optional<When> maxIf,
        Optional<When> wholeIf) {

    /** One of a fixed set of values. */
    public record Choice(String id, Words title) {}

    /**
     * @param choices of the kind CHOICE
     * @param columns of the kind TABLE
     * @param min the least number
     * @param max the greatest number
     * @param length the most characters
     */
    public record Limits(
            List<Choice> choices, List<ParamSpec> columns, Optional<Double> min, Optional<Double> max, int length) {
        public Limits {
            choices = List.copyOf(choices);
            columns = List.copyOf(columns);
        }
    }

    /** Another parameter has one of some values. */
    public record When(String param, List<Value> is) {
        public When {
            is = List.copyOf(is);
        }

        boolean holds(Value.Fields params, List<ParamSpec> all) {
            Value value = params.get(param)
                    .or(() -> all.stream()
                            .filter(other -> other.id().equals(param))
                            .findFirst()
                            .flatMap(ParamSpec::usual))
                    .orElse(Value.NOTHING);
            return is.contains(value);
        }
    }

    /** Whether it counts, of a type with these other parameters. */
    public boolean isShown(Value.Fields params, List<ParamSpec> all) {
        return showIf.map(when -> when.holds(params, all)).orElse(true);
    }

    /** The greatest number, of a type with these other parameters. */
    Optional<Double> most(Value.Fields params, List<ParamSpec> all) {
        return limits.max()
                .filter(max -> maxIf.map(when -> when.holds(params, all)).orElse(true));
    }
}
