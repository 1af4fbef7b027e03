package io.warmtag.rule.audience.model;

import io.warmtag.rule.audience.model.Condition.Measure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Things that happened at instants, each with an amount, measured over a window that moves with time. Amounts are kept in
 * millionths as whole numbers, so that a sum doesn't depend on the order of adding, nor on what was taken away again.
 */
final class Series {
    private static final double MILLION = 1e6;
    /** Beyond this an amount is a mistake; sums of some thousands must not overflow. */
    private static final double MOST_AMOUNT = 1e11;

    private long[] times;
    private long[] amounts;
    private int[] places;
    private int size;

    Series() {
        this(new long[4], new long[4], new int[4], 0);
    }

    private Series(long[] times, long[] amounts, int[] places, int size) {
        this.times = times;
        this.amounts = amounts;
        this.places = places;
        this.size = size;
    }

    void add(long time, double amount) {
        add(time, amount, size);
    }

    /** @param place in the order of arrival, ascending */
    void add(long time, double amount, int place) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            amounts = Arrays.copyOf(amounts, size * 2);
            places = Arrays.copyOf(places, size * 2);
        }
        times[size] = time;
        places[size] = place;
        amounts[size++] = Math.round(Math.max(-MOST_AMOUNT, Math.min(MOST_AMOUNT, amount)) * MILLION);
    }

    /** What of it arrived before a place; it shares what is in it with this one, to which nothing is added any more. */
    Series before(int place) {
        int found = Arrays.binarySearch(places, 0, size, place);
        return new Series(times, amounts, places, found < 0 ? -1 - found : found);
    }

    /**
     * How a measure of it moves with time.
     *
     * @param window ms that it reaches back; null is ever
     */
    record Measured(
            Series series, Measure measure, @Nullable Long window, Range range) {

        /** null only when there is no last one. */
        @Nullable Double value(long now) {
            if (measure == Measure.LAST) {
                long last = series.last(now);
                return last == Long.MIN_VALUE ? null : Double.valueOf((now - last) / (double) MINUTE);
            }
            return amount(series.within(now, window, measure == Measure.SUM));
        }

        boolean holds(long now) {
            if (measure == Measure.LAST) {
                long last = series.last(now);
                return last != Long.MIN_VALUE && agoInMs().includes(now - last);
            }
            return includes(series.within(now, window, measure == Measure.SUM));
        }

        private boolean includes(long amount) {
            return range.includes(amount(amount));
        }

        private double amount(long amount) {
            return measure == Measure.SUM ? amount / MILLION : amount;
        }

        private Range agoInMs() {
            return range.times(MINUTE);
        }

        /** The first instant after this one at which it holds otherwise, if nothing further happens. */
        long next(long now) {
            return measure == Measure.LAST ? nextOfLast(now) : nextOfWindow(now);
        }

        private long nextOfLast(long now) {
            long next = Evaluator.NEVER;
            for (int i = 0; i < series.size; i++) {
                next = series.times[i] > now ? Math.min(next, series.times[i]) : next;
            }
            long last = series.last(now);
            if (last == Long.MIN_VALUE) {
                return next;
            }
            Range ago = agoInMs();
            long begins = ago.least() == null ? last : last + (long) Math.ceil(ago.least());
            long ends = ago.most() == null ? last : last + (long) Math.floor(ago.most()) + 1;
            next = begins > now ? Math.min(next, begins) : next;
            return ends > now ? Math.min(next, ends) : next;
        }

        private long nextOfWindow(long now) {
            boolean sum = measure == Measure.SUM;
            long[][] steps = series.steps(now, window, sum);
            long amount = series.within(now, window, sum);
            boolean holds = includes(amount);
            for (int i = 0; i < steps.length; i++) {
                amount += steps[i][1];
                boolean lastOfInstant = i + 1 == steps.length || steps[i + 1][0] != steps[i][0];
                if (lastOfInstant && includes(amount) != holds) {
                    return steps[i][0];
                }
            }
            return Evaluator.NEVER;
        }
    }

    static final long MINUTE = 60_000;

    private long last(long now) {
        long last = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            last = times[i] <= now ? Math.max(last, times[i]) : last;
        }
        return last;
    }

    private long within(long now, @Nullable Long window, boolean sum) {
        long amount = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] <= now && (window == null || now - times[i] < window)) {
                amount += sum ? amounts[i] : 1;
            }
        }
        return amount;
    }

    /** What comes into the window and goes out of it after an instant: when, and by how much the amount changes; in order. */
    private long[][] steps(long now, @Nullable Long window, boolean sum) {
        long[][] steps = new long[size * 2][];
        int count = 0;
        for (int i = 0; i < size; i++) {
            long amount = sum ? amounts[i] : 1;
            if (times[i] > now) {
                steps[count++] = new long[] {times[i], amount};
            }
            if (window != null && times[i] + window > now) {
                steps[count++] = new long[] {times[i] + window, -amount};
            }
        }
        long[][] inOrder = Arrays.copyOf(steps, count);
        Arrays.sort(inOrder, (one, other) -> Long.compare(one[0], other[0]));
        return inOrder;
    }
}
