package io.warmtag.destination;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox as people look at it.
 *
 * @param destination the site's number of it
 * @param firing the rule's firing that it came from
 * @param sandbox whether the built-in double answered last; null before the first attempt
 * @param due when it is tried next, while it waits
 * @param done when it came to its end
 */
public record Delivery(
        long number,
        int destination,
        UUID event,
        String name,
        UUID person,
        @Nullable UUID firing,
        State state,
        int attempts,
        @Nullable Boolean sandbox,
        Optional<Reason> why,
        Instant created,
        Instant due,
        @Nullable Instant done) {

    /** In the order of their codes in the database. */
    public enum State {
        WAITING,
        DELIVERED,
        /** Somebody has to look at it. */
        DEAD,
        /** Not to be sent: consent or filter. */
        WITHHELD;

        public short code() {
            return (short) ordinal();
        }

        /** As in addresses, answers and message keys. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<State> ofWord(String word) {
            return Stream.of(values())
                    .filter(state -> state.word().equals(word))
                    .findFirst();
        }
    }

    /**
     * A request that it was part of.
     *
     * @param ms until the answer was there
     * @param events how many the request held
     * @param request as it left, masked
     * @param status null: there was no answer
     * @param outcome delivered, refused, later, stopped or halved
     */
    public record Attempt(
            Instant at,
            long ms,
            boolean sandbox,
            int events,
            String request,
            @Nullable Integer status,
            @Nullable String answer,
            String outcome,
            Optional<Reason> why) {}

    /** With what was sent and answered, newest first. */
    public record Whole(Delivery delivery, Outgoing sent, List<Attempt> attempts) {}

    /** Which are wanted; an empty part filters nothing. */
    public record Filter(Optional<Integer> destination, Optional<State> state) {}
}
