package io.warmtag.destination;

import io.warmtag.destination.Outcome.Delivered;
import io.warmtag.destination.Outcome.Later;
import io.warmtag.destination.Outcome.Refused;
import io.warmtag.destination.Outcome.RefusedTogether;
import io.warmtag.destination.Outcome.Stop;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What outcomes mean for rows and for the request as a whole. Pure, but for the part of waiting that is left to chance. */
record Verdict(Times times, Masking masking) {
    /** Until a request that the other side asked to wait for is dropped from its promise. */
    private static final long MOST_WAIT_MS = 3_600_000;

    /** @param halve the request was refused as a whole and is sent again in halves: the row is still ours for as long */
    Fate fate(Claimed row, Outcome outcome, boolean halve) {
        if (outcome instanceof Delivered) {
            return Fate.delivered(row);
        } else if (outcome instanceof Refused refused) {
            return Fate.dead(row, masking.reason(refused.why()));
        } else if (outcome instanceof RefusedTogether refused) {
            return halve
                    ? Fate.waiting(row, times.lease(), masking.reason(refused.why()))
                    : Fate.dead(row, masking.reason(refused.why()));
        } else if (outcome instanceof Later later) {
            // Longer than the destination as a whole: one that is answered so each time must not come first each time.
            long wait = later.slowDown() ? pause(later) + times.patience(row.attempts()) : times.retry(row.attempts());
            return Fate.waiting(row, wait, masking.reason(later.why()));
        }
        return Fate.waiting(row, 0, why(outcome).map(masking::reason).orElseThrow());
    }

    /** How long a destination is left alone that asks for fewer requests; where it doesn't say, for a moment. */
    long pause(Later later) {
        return Math.min(MOST_WAIT_MS, later.after().map(Duration::toMillis).orElse(times.firstRetry()));
    }

    /** What concerns the destination itself comes before what concerns one event. */
    static Outcome worst(List<Outcome> outcomes) {
        return outcomes.stream()
                .max(Comparator.comparingInt(
                        outcome -> tried(outcome).isOfDestination() ? 2 : tried(outcome) == Tried.Kind.REFUSED ? 1 : 0))
                .orElse(Outcome.DELIVERED);
    }

    static Tried.Kind tried(Outcome outcome) {
        if (outcome instanceof Delivered) {
            return Tried.Kind.DELIVERED;
        } else if (outcome instanceof Later) {
            return Tried.Kind.LATER;
        }
        return outcome instanceof Stop ? Tried.Kind.STOPPED : Tried.Kind.REFUSED;
    }

    static Optional<Reason> why(Outcome outcome) {
        if (outcome instanceof Refused refused) {
            return Optional.of(refused.why());
        } else if (outcome instanceof RefusedTogether refused) {
            return Optional.of(refused.why());
        } else if (outcome instanceof Later later) {
            return Optional.of(later.why());
        }
        return outcome instanceof Stop stop ? Optional.of(stop.why()) : Optional.empty();
    }
}
