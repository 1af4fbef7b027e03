package io.warmtag.campaign.model;

import java.time.Instant;
import java.util.Optional;

/** When an offer that was shown runs out, for everybody to see. */
public sealed interface Countdown {
    /** When it is over, for who first saw it then. */
    Optional<Instant> end(Instant shown);

    /** There is none. */
    record None() implements Countdown {
        @Override
        public Optional<Instant> end(Instant shown) {
            return Optional.empty();
        }
    }

    /** @param minutes from when it was first shown */
    record Minutes(int minutes) implements Countdown {
        @Override
        public Optional<Instant> end(Instant shown) {
            return Optional.of(shown.plusSeconds(60L * minutes));
        }
    }

    /** @param at the same for everybody */
    record Until(Instant at) implements Countdown {
        @Override
        public Optional<Instant> end(Instant shown) {
            return Optional.of(at);
        }
    }
}
