package io.warmtag.rule;

import io.warmtag.occasion.Flood;
import java.util.concurrent.TimeUnit;

/** Keeps long work from being in the way of events: to be told of every few milliseconds of it. For one thread, which it blocks. */
final class Pace {
    private final Flood flood;
    private long since = System.nanoTime();

    Pace(Flood flood) {
        this.flood = flood;
    }

    /** Stands back for as long as what was done since the last time demands; mostly not at all. */
    void rest() throws InterruptedException {
        flood.rest(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
        since = System.nanoTime();
    }
}
