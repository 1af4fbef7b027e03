package io.warmtag.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rule has come to so far, without tests.
 *
 * @param limited how often it would have fired but for a limit or a missing consent
 * @param last null: never
 */
public record RuleTotals(
        long fired, long heldOut, long limited, @Nullable Instant last) {
    public static final RuleTotals NONE = new RuleTotals(0, 0, 0, null);
}
