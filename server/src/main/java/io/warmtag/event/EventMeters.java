package io.warmtag.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What an operator watches of the events' way into the database, for all event loops together. */
public final class EventMeters {
    private final Counter stored;
    private final Counter duplicates;
    private final Counter refused;
    private final Counter rejected;
    private final Counter limitedPixels;
    private final Counter unstoredPixels;
    private final Timer commits;

    public EventMeters(MeterRegistry registry) {
        stored = Counter.builder("warmtag.events.stored")
                .description("Events stored for the first time")
                .register(registry);
        duplicates = Counter.builder("warmtag.events.duplicate")
                .description("Events that had been stored before")
                .register(registry);
        refused = Counter.builder("warmtag.events.refused")
                .description("Events answered with 503, to be sent again")
                .register(registry);
        rejected = Counter.builder("warmtag.events.rejected")
                .description("Events that can't be taken, kept with their reason")
                .register(registry);
        limitedPixels = Counter.builder("warmtag.pixels.limited")
                .description("Pixels that the rate limit refused: nobody sends them again")
                .register(registry);
        unstoredPixels = Counter.builder("warmtag.pixels.unstored")
                .description("Pixels whose events are not known to be stored: nobody sends them again")
                .register(registry);
        commits = Timer.builder("warmtag.commit")
                .description("Commits of groups of events")
                .register(registry);
    }

    void stored(int stored, int duplicates) {
        this.stored.increment(stored);
        this.duplicates.increment(duplicates);
    }

    void committed(int stored, int duplicates, long nanoseconds) {
        stored(stored, duplicates);
        commits.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    void refused(int events) {
        refused.increment(events);
    }

    void rejected(int events) {
        rejected.increment(events);
    }

    public void limitedPixel() {
        limitedPixels.increment();
    }

    public void unstoredPixel() {
        unstoredPixels.increment();
    }
}
