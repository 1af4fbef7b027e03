package io.warmtag.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A parameter of a type.
 *
 * @param usual the value of who says nothing
 * @param limits what narrows the kind
 * @param showIf only shown, and needed, when another parameter has one of some values
 */
public record ParamSpec(
        String id,
        ParamKind kind,
        Words title,
        Optional<Words> help,
        boolean required,
        Optional<Value> usual,
        Limits limits,
        Optional<ShowIf> showIf) {

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

    public record ShowIf(String param, List<Value> is) {
        public ShowIf {
            is = List.copyOf(is);
        }
    }

    /** Whether it counts, of a type with these other parameters. */
    public boolean isShown(Value.Fields params, List<ParamSpec> all) {
        return showIf.map(condition -> {
                    Value value = params.get(condition.param())
                            .or(() -> all.stream()
                                    .filter(other -> other.id().equals(condition.param()))
                                    .findFirst()
                                    .flatMap(ParamSpec::usual))
                            .orElse(Value.NOTHING);
                    return condition.is().contains(value);
                })
                .orElse(true);
    }
}
