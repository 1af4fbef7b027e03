package io.warmtag.destination;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The engine's patience, all in ms.
 *
 * @param tick between looks for what is due
 * @param lease how long a claim holds; longer than any request
 * @param firstRetry after the first failure; doubled with each, up to {@code mostRetry}
 * @param firstPause of a circuit breaker; doubled with each, up to {@code mostPause}
 */
public record Times(long tick, long lease, long firstRetry, long mostRetry, long firstPause, long mostPause) {
    public static final Times USUAL = new Times(250, 90_000, 5_000, 1_800_000, 10_000, 300_000);

    /** The same for all of a batch, so that it stays one. */
    long patience(int attempts) {
        return doubled(firstRetry, attempts, mostRetry);
    }

    /** With a part left to chance, so that not everybody comes back at once. */
    long retry(int attempts) {
        return jittered(patience(attempts));
    }

    long pause(int times) {
        return jittered(doubled(firstPause, times, mostPause));
    }

    private static long doubled(long first, int times, long most) {
        return Math.min(most, first << Math.min(20, Math.max(0, times - 1)));
    }

    private static long jittered(long ms) {
        return ms / 2 + ThreadLocalRandom.current().nextLong(ms / 2 + 1);
    }
}
