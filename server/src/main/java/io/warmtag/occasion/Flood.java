package io.warmtag.occasion;

/**
 * Whether events come in as fast as they can be committed: then what follows from them stands back, because it is recorded and
 * can wait, and whoever sends an event can't. From any thread.
 */
public final class Flood {
    /** A commit takes what queued while the one before ran: so many only where there is no end of them. */
    private static final int MANY = 24;

    private static final long LASTS_NS = 300_000_000;

    private volatile boolean seen;
    private volatile long at;

    void committed(int together) {
        if (together >= MANY) {
            at = System.nanoTime();
            seen = true;
        }
    }

    /** How long to do nothing after something that took a while, both in ms: 0 when nobody is in a hurry. */
    public long pause(long tookMs) {
        // Seven eighths of the time belong to the events; never for long, so that nothing is forgotten.
        return isOn() ? Math.min(4_000, Math.max(2, 7 * tookMs)) : 0;
    }

    /** Whether somebody is in a hurry just now. */
    public boolean isOn() {
        return seen && System.nanoTime() - at < LASTS_NS;
    }
}
