package io.warmtag.container;

import io.warmtag.catalog.Problem;
import io.warmtag.container.model.Change;
import io.warmtag.container.model.Entity;
import java.util.List;
import java.util.Optional;

/** What saving a change of a draft came to. */
public sealed interface Saved {
    /** @param entity that was made or changed, or has been deleted */
    record Done(Draft draft, Entity entity) implements Saved {}

    /** Nothing has changed. */
    record Refused(List<Problem> problems) implements Saved {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** There is no such entity, or not any more. */
    record Missing() implements Saved {}

    /**
     * Somebody else has changed the entity since; nothing has been saved.
     *
     * @param by who did it last
     * @param change in words, when it is known from what it was changed
     */
    record Conflict(Draft draft, Draft.Stamp by, Optional<Change> change) implements Saved {}
}
