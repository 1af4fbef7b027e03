package io.warmtag.rule.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many messages of all rules together one person of a site gets at most: in any 24 hours, and in any seven days.
 *
 * @param perDay null: no limit
 * @param perWeek null: no limit
 */
public record Frequency(@Nullable Integer perDay, @Nullable Integer perWeek) {
    public static final Frequency NONE = new Frequency(null, null);
    /** What was sent before that doesn't matter any more. */
    public static final Duration LOOKS_BACK = Duration.ofDays(7);

    private static final Duration DAY = Duration.ofDays(1);

    /** Whether he may have another one, after those that were sent to him at some instants. */
    public boolean allows(List<Instant> sent, Instant now) {
        return allows(perDay, sent, now.minus(DAY)) && allows(perWeek, sent, now.minus(LOOKS_BACK));
    }

    private static boolean allows(@Nullable Integer most, List<Instant> sent, Instant since) {
        return most == null || sent.stream().filter(at -> at.isAfter(since)).count() < most;
    }
}
