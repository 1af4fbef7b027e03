package io.warmtag.container.model;

import io.warmtag.catalog.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An event that the site sends, under the name of its label.
 *
 * @param meaning in the shop's own words
 * @param source where it comes from: {@code kind} and what else the builder noted
 * @param weight points for the temperature; empty: as the site's settings say
 * @param made what was made so that the site sends it
 */
public record EventDefinition(
        int id,
        Label label,
        String meaning,
        Value.Fields source,
        List<Param> params,
        boolean conversion,
        Optional<Double> weight,
        Optional<Made> made)
        implements Entity {
    public EventDefinition {
        params = List.copyOf(params);
    }

    /** A parameter that comes with the event. */
    public record Param(String name, Type type, boolean required) {}

    /** What a parameter's value must be. */
    public enum Type {
        NUMBER,
        STRING,
        BOOLEAN,
        /** A list of objects. */
        ITEMS,
        ANY;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Type> ofCode(String code) {
            return Stream.of(values()).filter(type -> type.code().equals(code)).findFirst();
        }
    }

    /** Ids of what the builder made; what has been deleted since is left out. */
    public record Made(Optional<Integer> trigger, Optional<Integer> tag, List<Integer> variables) {
        public Made {
            variables = List.copyOf(variables);
        }
    }

    @Override
    public EventDefinition withId(int other) {
        return new EventDefinition(other, label, meaning, source, params, conversion, weight, made);
    }

    @Override
    public EventDefinition withLabel(Label other) {
        return new EventDefinition(id, other, meaning, source, params, conversion, weight, made);
    }

    public EventDefinition withMade(Optional<Made> other) {
        return new EventDefinition(id, label, meaning, source, params, conversion, weight, other);
    }
}
