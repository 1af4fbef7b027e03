package io.warmtag.visitor;

import io.warmtag.visitor.model.Transition;
import java.util.List;

/**
 * What is to be written of a person.
 *
 * @param nextChange ms of his next change by time alone, or {@link #NEVER}
 * @param transitions to be logged; the last one has the number {@code after.logged()}
 * @param done called once it is committed
 */
record PersonWrite(
        PersonKey key,
        GridState after,
        double score,
        long firstSeen,
        long nextChange,
        List<Transition> transitions,
        Runnable done) {
    static final long NEVER = Long.MAX_VALUE;

    int number(int index) {
        return after.logged() - transitions.size() + 1 + index;
    }
}
