package io.warmtag.tools.fill;

import java.util.UUID;

/**
 * An event as one number, so that ten million of them fit into the memory of a tool and sort by their time: from the highest
 * bit on the ms since the beginning (36 bits), the visitor (21), the name (6).
 */
final class Moment {
    static final int MOST_VISITORS = 1 << 21;
    private static final int NAME_BITS = 6;
    private static final int VISITOR_BITS = 21;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int MOST_DELAY_MS = 800;

    private Moment() {}

    static long of(long sinceBegin, int visitor, int name) {
        return sinceBegin << (VISITOR_BITS + NAME_BITS) | (long) visitor << NAME_BITS | name;
    }

    static long sinceBegin(long moment) {
        return moment >>> (VISITOR_BITS + NAME_BITS);
    }

    static int visitor(long moment) {
        return (int) (moment >>> NAME_BITS) & (MOST_VISITORS - 1);
    }

    static int name(long moment) {
        return (int) moment & ((1 << NAME_BITS) - 1);
    }

    /** The event's UUIDv7: the same one whenever it is asked for. */
    static UUID id(long moment, long begin) {
        long time = begin + sinceBegin(moment);
        return new UUID(
                time << 16 | 0x7000 | mixed(moment) & 0x0FFF,
                mixed(moment + GOLDEN) & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }

    /** How many ms after its time it was received. */
    static long delay(long moment) {
        return 20 + Math.floorMod(mixed(moment), MOST_DELAY_MS);
    }

    /** The order's number, of a purchase. */
    static String transaction(long moment) {
        return "R-" + Long.toString(mixed(moment) >>> 24, 36);
    }

    /** A number from 0 to below {@code bound} that looks like drawn at random. */
    static int draw(long moment, int salt, int bound) {
        return Math.floorMod((int) (mixed(moment + salt * GOLDEN) >>> 32), bound);
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long value) {
        long mixed = value + GOLDEN;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
