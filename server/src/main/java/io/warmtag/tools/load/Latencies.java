package io.warmtag.tools.load;

/** Times counted in steps of 10 µs, up to 10 s. */
final class Latencies {
    private static final int STEP_NS = 10_000;
    private static final int STEPS = 1_000_000;

    private final int[] counts = new int[STEPS];
    private long total;

    void add(long nanoseconds) {
        counts[(int) Math.min(nanoseconds / STEP_NS, STEPS - 1)]++;
        total++;
    }

    /** Milliseconds that {@code percent} of all took at most; 0 when there are none. */
    double percentile(double percent) {
        long wanted = (long) Math.ceil(total * percent / 100);
        long seen = 0;
        for (int step = 0; step < STEPS; step++) {
            seen += counts[step];
            if (seen >= wanted && seen > 0) {
                return (step + 1) * (STEP_NS / 1e6);
            }
        }
        return 0;
    }
}
