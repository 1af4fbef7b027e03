package io.warmtag.tools;

import java.util.Collection;

/** Figures about measured values. */
public final class Statistics {
    private Statistics() {}

    /** The middle one, or the mean of the middle two. */
    public static double median(Collection<? extends Number> values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The smallest value that at least {@code percent} of all don't exceed (nearest rank); percent from 0 to 100. */
    public static double percentile(Collection<? extends Number> values, double percent) {
        double[] sorted = sorted(values);
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }

    private static double[] sorted(Collection<? extends Number> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        return values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    }
}
