package io.warmtag.visitor.model;

import java.util.Arrays;

/** The orders that count, in constant size: how many, and the instants of the latest {@value #KEPT}. */
public final class CountedOrders {

    /** Rhythm is judged over the last 20 orders. */
    public static final int KEPT = 20;

    public static final CountedOrders NONE = new CountedOrders(0, PersonState.NEVER);

    private final int count;
    private final long ceasedAt;
    private final long[] latest;

    /**
     * @param count how many count now
     * @param ceasedAt the last instant at which one ceased to count, or {@link PersonState#NEVER}
     * @param latest instants from which the latest ones count, ascending: the last {@value #KEPT} or all
     */
    public CountedOrders(int count, long ceasedAt, long... latest) {
        if (latest.length != Math.min(count, KEPT)) {
            throw new IllegalArgumentException("counted orders: " + count + " orders need " + Math.min(count, KEPT)
                    + " times, not " + latest.length);
        }
        this.count = count;
        this.ceasedAt = ceasedAt;
        this.latest = latest.clone();
    }

    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    long ceasedAt() {
        return ceasedAt;
    }

    /** From when the newest one counts, in ms; only if not empty. */
    public long latest() {
        return latest[latest.length - 1];
    }

    /** The kept instants, ascending, in ms. */
    public long[] times() {
        return latest.clone();
    }

    /** Twice the median of the gaps between the kept orders in ms (so that it is whole), or 0 with fewer than two. */
    long twiceMedianGap() {
        int gaps = latest.length - 1;
        if (gaps < 1) {
            return 0;
        }
        long[] sorted = new long[gaps];
        for (int i = 0; i < gaps; i++) {
            sorted[i] = latest[i + 1] - latest[i];
        }
        Arrays.sort(sorted);
        return sorted[(gaps - 1) / 2] + sorted[gaps / 2];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CountedOrders that
                && count == that.count
                && ceasedAt == that.ceasedAt
                && Arrays.equals(latest, that.latest);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * count + Long.hashCode(ceasedAt)) + Arrays.hashCode(latest);
    }

    @Override
    public String toString() {
        return "CountedOrders[count=" + count + ", ceasedAt=" + ceasedAt + ", latest=" + Arrays.toString(latest) + "]";
    }
}
