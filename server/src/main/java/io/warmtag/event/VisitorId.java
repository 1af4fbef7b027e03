package io.warmtag.event;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A visitor's 128 bits as 22 base64url characters, which is how they are written everywhere but in the database. */
public final class VisitorId {
    private static final int LENGTH = 22;
    private static final int LEAST_PREFIX = 4;
    private static final String LAST = "AQgw";

    private VisitorId() {}

    /** All visitors whose text begins alike. */
    public record Range(UUID first, UUID last) {}

    public static String text(UUID visitor) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(visitor.getMostSignificantBits())
                .putLong(visitor.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads exactly what {@link #text} writes; null for anything else. */
    public static @Nullable UUID parse(String text) {
        // The last character holds 2 bits only: one visitor must not have sixteen names.
        boolean unique = text.length() == LENGTH && LAST.indexOf(text.charAt(LENGTH - 1)) >= 0;
        return unique ? decode(text) : null;
    }

    /** The visitors whose text begins with {@code prefix}: empty below 4 characters, above 22 or with others than base64url's. */
    public static Optional<Range> range(String prefix) {
        if (prefix.length() < LEAST_PREFIX || prefix.length() > LENGTH) {
            return Optional.empty();
        }
        int missing = LENGTH - prefix.length();
        UUID first = decode(prefix + "A".repeat(missing));
        UUID last = decode(prefix + "_".repeat(missing));
        return first == null || last == null ? Optional.empty() : Optional.of(new Range(first, last));
    }

    private static @Nullable UUID decode(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
