package io.warmtag.rule.model;

import java.util.UUID;

/** Who is among those for whom a rule does nothing, to compare with. */
public final class Holdout {
    private Holdout() {}

    /**
     * Draws for one person: the same each time, independent of other rules' draws.
     *
     * @param salt the rule's own
     * @param percent 0 to 100
     */
    public static boolean draws(long salt, UUID person, int percent) {
        long drawn = mixed(person.getMostSignificantBits() ^ mixed(person.getLeastSignificantBits() ^ mixed(salt)));
        return Long.remainderUnsigned(drawn, 10_000) < percent * 100L;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mixed(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
