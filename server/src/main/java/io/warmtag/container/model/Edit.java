package io.warmtag.container.model;

import io.warmtag.catalog.Problem;
import java.util.List;

/** What a change of a draft came to. */
public sealed interface Edit {
    /**
     * It is done.
     *
     * @param entity that was made or changed, or has been deleted
     */
    record Done(Workspace workspace, Entity entity) implements Edit {}

    /** It can't be done; nothing has changed. */
    record Refused(List<Problem> problems) implements Edit {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** There is no such entity. */
    record Missing() implements Edit {}
}
