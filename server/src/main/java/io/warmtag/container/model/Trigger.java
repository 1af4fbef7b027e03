package io.warmtag.container.model;

import io.warmtag.catalog.Value;
import java.util.List;

/**
 * When something happens.
 *
 * @param type id of a trigger type
 * @param conditions all of them must hold
 */
public record Trigger(int id, Label label, String type, Value.Fields params, List<Condition> conditions)
        implements Entity {
    public Trigger {
        conditions = List.copyOf(conditions);
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
