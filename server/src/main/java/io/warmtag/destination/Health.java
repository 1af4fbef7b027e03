package io.warmtag.destination;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a destination is doing.
 *
 * @param waiting at most {@value #MOST_COUNTED} are counted
 * @param dead at most {@value #MOST_COUNTED} are counted
 * @param failingSince null while the last request went well
 * @param failure the last one
 * @param nextTry of who waits after failures
 * @param delivered in the last 24 hours, to the other side
 * @param sandboxed in the last 24 hours, taken by the built-in double
 * @param withheld in the last 24 hours, by filter or missing consent
 * @param ms of a request, on average of the last 24 hours
 */
public record Health(
        long waiting,
        long dead,
        @Nullable Instant lastDelivery,
        @Nullable Instant failingSince,
        Optional<Reason> failure,
        @Nullable Instant nextTry,
        long delivered,
        long sandboxed,
        long withheld,
        long ms) {
    public static final int MOST_COUNTED = 10_000;

    public static final Health NONE = new Health(0, 0, null, null, Optional.empty(), null, 0, 0, 0, 0);
}
