package io.warmtag.container.model;

import io.warmtag.catalog.Kind;
import java.util.Optional;

/** One thing in a container. Its id is its own in the whole container and is never used again. */
public sealed interface Entity permits Tag, Trigger, Variable, Folder, EventDefinition {
    int id();

    Label label();

    Entity withId(int id);

    Entity withLabel(Label label);

    default String name() {
        return label().name();
    }

    default Optional<Integer> folder() {
        return label().folder();
    }

    default Kind kind() {
        if (this instanceof Tag) {
            return Kind.TAG;
        } else if (this instanceof Trigger) {
            return Kind.TRIGGER;
        } else if (this instanceof Variable) {
            return Kind.VARIABLE;
        }
        return this instanceof Folder ? Kind.FOLDER : Kind.EVENT;
    }
}
