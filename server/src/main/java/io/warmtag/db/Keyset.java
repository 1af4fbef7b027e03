package io.warmtag.db;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in a sorted list: what comes after it is the next page, however much was added in front meanwhile. Its text is
 * opaque to callers.
 *
 * @param number the list's first sort key; for an instant, microseconds since 1970
 * @param id the second one, or zeros where the list has none
 */
public record Keyset(long number, UUID id) {
    private static final UUID NO_ID = new UUID(0, 0);

    /** Before everything in a list that is sorted newest first. */
    public static final Keyset NEWEST = new Keyset(micros(Instant.parse("9999-01-01T00:00:00Z")), new UUID(-1, -1));

    public static Keyset of(long number) {
        return new Keyset(number, NO_ID);
    }

    public static Keyset of(UUID id) {
        return new Keyset(0, id);
    }

    public static Keyset of(Instant instant, UUID id) {
        return new Keyset(micros(instant), id);
    }

    // ChronoUnit.MICROS.between goes through nanoseconds, which end in the year 2262.
    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    public Instant instant() {
        return Instant.EPOCH.plus(number, ChronoUnit.MICROS);
    }

    public String text() {
        byte[] bytes = ByteBuffer.allocate(24)
                .putLong(number)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads what {@link #text} wrote; empty for anything else. */
    public static Optional<Keyset> parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.capacity() != 24) {
                return Optional.empty();
            }
            var keyset = new Keyset(bytes.getLong(), new UUID(bytes.getLong(), bytes.getLong()));
            // Beyond what a timestamp of the database can be.
            return Math.abs(keyset.number) > NEWEST.number ? Optional.empty() : Optional.of(keyset);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
