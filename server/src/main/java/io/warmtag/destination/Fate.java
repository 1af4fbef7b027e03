package io.warmtag.destination;

import java.util.Optional;

/**
 * What becomes of a row.
 *
 * @param waitMs until it is tried again, where it stays {@link State#WAITING}
 */
record Fate(Claimed row, State state, long waitMs, Optional<Reason> why) {
    /** In the order of their codes in the database. */
    enum State {
        WAITING,
        DELIVERED,
        DEAD,
        WITHHELD;

        short code() {
            return (short) ordinal();
        }
    }

    static Fate delivered(Claimed row) {
        return new Fate(row, State.DELIVERED, 0, Optional.empty());
    }

    static Fate dead(Claimed row, Reason why) {
        return new Fate(row, State.DEAD, 0, Optional.of(why));
    }

    static Fate withheld(Claimed row, Reason why) {
        return new Fate(row, State.WITHHELD, 0, Optional.of(why));
    }

    static Fate waiting(Claimed row, long waitMs, Reason why) {
        return new Fate(row, State.WAITING, waitMs, Optional.of(why));
    }
}
