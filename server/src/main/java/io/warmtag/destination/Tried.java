package io.warmtag.destination;

import java.util.Optional;

/**
 * A request that left, as it is kept.
 *
 * @param at ms
 * @param request as it left, masked
 * @param answer empty: there was none
 */
record Tried(
        long at,
        long ms,
        boolean sandbox,
        String request,
        Optional<Integer> status,
        Optional<String> answer,
        Kind outcome,
        Optional<Reason> why) {
    /** In the order of their codes in the database. */
    enum Kind {
        DELIVERED,
        REFUSED,
        LATER,
        STOPPED,
        /** Refused as a batch, and halved. */
        HALVED;

        short code() {
            return (short) ordinal();
        }

        /** Says nothing about the events: the destination itself is away or closed. */
        boolean isOfDestination() {
            return this == LATER || this == STOPPED;
        }
    }

    boolean isFailure() {
        return outcome.isOfDestination();
    }
}
