package io.warmtag.destination;

import io.warmtag.destination.Defaults.Pace;
import java.time.Instant;
import java.util.Optional;

/** How much may leave for one destination from this node now: rate, requests at once, circuit breaker. On one thread. */
final class Lane {
    private static final int FAILURES_THAT_OPEN = 3;

    private final Times times;
    private Target target;
    private int underWay;
    private long nextSlot;
    private long pausedUntil;
    private int failures;
    private int pauses;

    Lane(Target target, Times times) {
        this.target = target;
        this.times = times;
    }

    Target target() {
        return target;
    }

    /** After its settings have been changed nothing stands against trying it at once. */
    void change(Target changed) {
        if (!target.equals(changed)) {
            target = changed;
            failures = 0;
            pauses = 0;
            pausedUntil = 0;
        }
    }

    boolean isFree(long now) {
        // While the breaker was open before and nothing has gone well since, one request tries it.
        int atOnce = pauses > 0 ? 1 : target.settings().pace().atOnce();
        return now >= pausedUntil && underWay < atOnce;
    }

    boolean isProbing() {
        return pauses > 0;
    }

    void enter() {
        underWay++;
    }

    void leave() {
        underWay--;
    }

    /** Takes the next place in the rate; how long it is until then, in ms. */
    long slot(long now) {
        Pace pace = target.settings().pace();
        long at = Math.max(now, nextSlot);
        nextSlot = at + Math.max(1, 1_000 / pace.perSecond());
        return at - now;
    }

    void wentWell() {
        failures = 0;
        pauses = 0;
    }

    /** The breaker opens after a few failures in a row, and after each failed try from then on. */
    void failed(long now) {
        failures++;
        if (failures >= FAILURES_THAT_OPEN || pauses > 0) {
            pauses++;
            pauseUntil(now + times.pause(pauses));
        }
    }

    void pauseUntil(long at) {
        pausedUntil = Math.max(pausedUntil, at);
    }

    boolean isPaused(long now) {
        return now < pausedUntil;
    }

    Optional<Instant> nextTry(long now) {
        return isPaused(now) ? Optional.of(Instant.ofEpochMilli(pausedUntil)) : Optional.empty();
    }
}
