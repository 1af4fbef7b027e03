package io.warmtag.event;

import java.security.SecureRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** UUID version 7 (RFC 9562): the first 48 bits are the ms since 1970, so that ids sort and partition by time. */
public final class UuidV7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private UuidV7() {}

    /** A new id for the given instant in ms. */
    public static UUID create(long time) {
        long random = RANDOM.nextLong();
        long high = time << 16 | 0x7000L | random & 0xFFFL;
        long low = RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** The smallest value of the given instant: a bound for ranges, not itself an id. */
    public static UUID bound(long time) {
        return new UUID(Math.max(0, time) << 16, 0);
    }

    /** The instant in ms at which the id was made, by its maker's clock. */
    public static long time(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }

    /** Reads the 36-character form of a version 7 id; null for anything else. */
    public static @Nullable UUID parse(String text) {
        if (text.length() != 36 || text.charAt(14) != '7') {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0, digits = 0; i < 36; i++) {
            char c = text.charAt(i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    return null;
                }
                continue;
            }
            int digit = Character.digit(c, 16);
            if (digit < 0 || c > 'f') {
                return null;
            }
            if (digits++ < 16) {
                high = high << 4 | digit;
            } else {
                low = low << 4 | digit;
            }
        }
        return low >>> 62 == 2 ? new UUID(high, low) : null;
    }
}
