package io.warmtag.visitor.model;

import java.util.UUID;

/** The place of an event in the one order in which a person's events are folded: by time, then by unsigned id. */
public record EventKey(long time, UUID id) implements Comparable<EventKey> {

    @Override
    public int compareTo(EventKey other) {
        return compare(time, id, other.time, other.id);
    }

    /** Whether its id is the greater one, whatever the times are. */
    public boolean hasGreaterIdThan(EventKey other) {
        return compare(0, id, 0, other.id) > 0;
    }

    /** ms since 1970 by the clock that made the id. */
    public long idTime() {
        return id.getMostSignificantBits() >>> 16;
    }

    static int compare(long time, UUID id, long otherTime, UUID otherId) {
        if (time != otherTime) {
            return time < otherTime ? -1 : 1;
        }
        // UUID.compareTo is signed; the database and the page order ids as unsigned bytes.
        int high = Long.compareUnsigned(id.getMostSignificantBits(), otherId.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(id.getLeastSignificantBits(), otherId.getLeastSignificantBits());
    }
}
