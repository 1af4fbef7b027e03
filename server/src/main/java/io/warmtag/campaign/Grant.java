package io.warmtag.campaign;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * That a person was given an offer, and what became of it.
 *
 * @param variant counts from 0
 * @param redeemed when an order named the code
 */
public record Grant(
        UUID id,
        UUID person,
        int offer,
        int variant,
        Outcome outcome,
        Optional<String> code,
        boolean test,
        Instant granted,
        Instant expires,
        Optional<Instant> shown,
        Optional<Instant> clicked,
        Optional<Instant> dismissed,
        Optional<Instant> redeemed) {

    /** Whether there is anything to show. */
    public enum Outcome {
        GIVEN,
        /** The list of codes was empty. */
        NO_CODE,
        /** The offer was paused, over, not yet begun or deleted. */
        OFF;

        static Outcome of(short code) {
            return values()[code];
        }

        short code() {
            return (short) ordinal();
        }

        /** As the API writes it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
