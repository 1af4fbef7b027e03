package io.warmtag.visitor;

import io.warmtag.visitor.model.Transition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a step on the member that owns the person. A step after which nothing has to be written or done returns
 * null instead: that is the common case, and null costs nothing on the wire.
 *
 * @param after the state when it is to be written, else null
 * @param transitions to be logged, in time order
 */
record StepResult(Kind kind, @Nullable GridState after, List<Transition> transitions) {
    /** What is to be done. The ordinal goes over the wire: only ever append. */
    enum Kind {
        /** Write the person's row and log the transitions. */
        WRITE,
        /** The state is not in memory: fold it from the database. */
        MISSING,
        /** The step would not give what the fold gives: fold again. */
        REFOLD,
        /** Somebody else changed the state meanwhile: fold again. */
        LOST_RACE,
        /** More has changed than the row knows of: what was to be written may be lost, fold from what is. */
        UNWRITTEN,
        /** He is one person with others: do it to the one whom {@code after} names. */
        JOINED,
        /** His orders have to be known for it: do it again with them. */
        ORDERS
    }

    static StepResult joined(GridState where) {
        return new StepResult(Kind.JOINED, where, List.of());
    }

    static final StepResult MISSING = new StepResult(Kind.MISSING, null, List.of());
    static final StepResult ORDERS = new StepResult(Kind.ORDERS, null, List.of());
    static final StepResult REFOLD = new StepResult(Kind.REFOLD, null, List.of());
    static final StepResult UNWRITTEN = new StepResult(Kind.UNWRITTEN, null, List.of());
    static final StepResult LOST_RACE = new StepResult(Kind.LOST_RACE, null, List.of());
}
