package io.warmtag.container.model;

import io.warmtag.catalog.Kind;

/**
 * Something that an entity refers to.
 *
 * @param field where, like {@code conditions[0].left}
 */
public record Reference(String field, Target target) {

    /** To what it refers. */
    public sealed interface Target {
        /** A variable, or a built-in one. */
        record Named(String variable) implements Target {}

        record Numbered(Kind kind, int id) implements Target {}
    }

    boolean isTo(Entity entity) {
        if (target instanceof Target.Named named) {
            return entity instanceof Variable && entity.name().equals(named.variable());
        }
        return target.equals(new Target.Numbered(entity.kind(), entity.id()));
    }
}
