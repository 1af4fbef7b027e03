package io.warmtag.tools;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Event ids as the page mints them (RFC 9562, version 7): milliseconds, then random bits. */
public final class Uuid7 {
    public static final int TEXT_LENGTH = 36;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Uuid7() {}

    public static UUID of(long millis, RandomGenerator random) {
        return new UUID(high(millis, random.nextLong()), low(random.nextLong()));
    }

    /** Writes the 36 characters of an id into {@code to}: the load client mints one for every request. */
    public static void write(byte[] to, int offset, long millis, RandomGenerator random) {
        long high = high(millis, random.nextLong());
        long low = low(random.nextLong());
        int at = offset;
        for (int digit = 0; digit < 32; digit++) {
            if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
                to[at++] = '-';
            }
            long half = digit < 16 ? high : low;
            to[at++] = HEX[(int) (half >>> (60 - 4 * (digit & 15))) & 15];
        }
    }

    private static long high(long millis, long random) {
        return millis << 16 | 0x7000 | random & 0x0FFF;
    }

    private static long low(long random) {
        return random & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    }
}
