package io.warmtag.visitor;

import io.warmtag.visitor.model.EventKey;
import io.warmtag.visitor.model.PersonState;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the members hold under a visitor's id: the folded state of the person and how much of it PostgreSQL knows, or where to find
 * the person when he is one with others and another of his visitors stands for him.
 *
 * @param logged how many transitions are in the log, this state's included
 * @param seenStored ms of the last sighting that his row was written with
 * @param revision of the row that he was last to be written with. What has come into the state since then has ids greater
 *     than all before, so that it is found again by them
 * @param joins how often it had changed who belongs to him when this was folded; 0 for nearly everybody
 * @param joinedTo whose state is the person's; then nothing else here means anything, but joins, which is that state's
 */
record GridState(
        PersonState state,
        int logged,
        long seenStored,
        int revision,
        int joins,
        @Nullable UUID joinedTo) {
    /** His row need not follow every page view: it is at most this many ms behind. */
    static final long SEEN_EVERY_MS = 30_000;

    /**
     * Ids of what is in the state and not in his row are at most this many ms younger than the last sighting in the row: there
     * they are looked for, and not in all that was stored since.
     */
    static final long IDS_AHEAD_MS = 7 * 86_400_000L;

    private static final long NEVER_STORED = Long.MIN_VALUE / 2;

    static final GridState NEW = new GridState(PersonState.EMPTY, 0, NEVER_STORED, 0);

    /** Of somebody who was never joined with anybody. */
    GridState(PersonState state, int logged, long seenStored, int revision) {
        this(state, logged, seenStored, revision, 0, null);
    }

    /** @param joins as the other's state has it: who was joined or parted since is looked for anew */
    static GridState joined(UUID to, int joins) {
        return new GridState(PersonState.EMPTY, 0, NEVER_STORED, 0, joins, to);
    }

    boolean isSightingDue(PersonState after) {
        return after.lastSeen() - seenStored >= SEEN_EVERY_MS;
    }

    /** Whether an event's id is younger than any that is looked for behind the row. */
    boolean isOutOfSight(EventKey event) {
        return event.idTime() >= seenStored + IDS_AHEAD_MS;
    }

    static boolean sameFold(@Nullable GridState one, @Nullable GridState other) {
        return one == null || other == null
                ? one == other
                : one.state.equals(other.state)
                        && one.joins == other.joins
                        && Objects.equals(one.joinedTo, other.joinedTo);
    }
}
