package io.warmtag.visitor;

import io.warmtag.visitor.model.PersonState;
import org.jspecify.annotations.Nullable;

/**
 * What the members hold of a person: the folded state and how much of it PostgreSQL knows.
 *
 * @param logged how many transitions are in the log, this state's included
 * @param seenStored ms of the last sighting that his row was written with
 * @param revision of the row that he was last to be written with. What has come into the state since then has ids greater
 *     than all before, so that it is found again by them
 */
record GridState(PersonState state, int logged, long seenStored, int revision) {
    /** His row need not follow every page view: it is at most this many ms behind. */
    static final long SEEN_EVERY_MS = 30_000;

    static final GridState NEW = new GridState(PersonState.EMPTY, 0, Long.MIN_VALUE / 2, 0);

    boolean isSightingDue(PersonState after) {
        return after.lastSeen() - seenStored >= SEEN_EVERY_MS;
    }

    static boolean sameFold(@Nullable GridState one, @Nullable GridState other) {
        return one == null || other == null ? one == other : one.state.equals(other.state);
    }
}
