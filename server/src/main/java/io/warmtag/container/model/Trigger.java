package io.warmtag.container.model;

import io.warmtag.catalog.FieldReader;
import io.warmtag.catalog.Value;
import java.util.List;
import java.util.stream.Stream;

/**
 * When something happens.
 *
 * @param type id of a trigger type
 * @param conditions all of them must hold
 */
public record Trigger(int id, Label label, String type, Value.Fields params, List<Condition> conditions)
        implements Entity {
    /** The parameter of types that ask where the trigger is to do anything. */
    static final String ENABLE = "enable";

    public Trigger {
        conditions = List.copyOf(conditions);
    }

    /** What must hold on a page so that the trigger does anything there. */
    List<Condition> enabling() {
        return EntityReader.conditions(new FieldReader(params), ENABLE);
    }

    /** All that pages test, in their order: what enables it comes first. */
    public List<Condition> tested() {
        return Stream.of(enabling(), conditions).flatMap(List::stream).toList();
    }

    @Override
    public Trigger withId(int other) {
        return new Trigger(other, label, type, params, conditions);
    }

    @Override
    public Trigger withLabel(Label other) {
        return new Trigger(id, other, type, params, conditions);
    }

    public Trigger withContent(Value.Fields otherParams, List<Condition> otherConditions) {
        return new Trigger(id, label, type, otherParams, otherConditions);
    }
}
