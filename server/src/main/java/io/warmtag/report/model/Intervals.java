package io.warmtag.report.model;

/** Intervals that hold the true value in 95 of 100 experiments, also with few people and rates near zero. */
final class Intervals {
    /** The 97.5 % quantile of the normal distribution. */
    static final double Z = 1.959963984540054;

    private Intervals() {}

    /** Of a rate: Wilson's score interval (1927). */
    static Interval rate(long hits, long persons) {
        double n = persons;
        double p = hits / n;
        double middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /** Of the difference of two rates: Newcombe's hybrid score interval (1998, his method 10). */
    static Interval difference(Sample one, Sample other) {
        Interval ofOne = rate(one.buyers(), one.persons());
        Interval ofOther = rate(other.buyers(), other.persons());
        double difference = one.rate() - other.rate();
        double down = Math.hypot(one.rate() - ofOne.low(), ofOther.high() - other.rate());
        double up = Math.hypot(ofOne.high() - one.rate(), other.rate() - ofOther.low());
        return new Interval(difference - down, difference + up);
    }

    /** Of the difference of two means whose variances differ: Welch (1947). Each sample has at least two persons. */
    static Interval differenceOfMeans(Sample one, Sample other) {
        double ofOne = one.variance() / one.persons();
        double ofOther = other.variance() / other.persons();
        double variance = ofOne + ofOther;
        double difference = one.mean() - other.mean();
        if (variance == 0) {
            return new Interval(difference, difference);
        }
        double freedom =
                variance * variance / (ofOne * ofOne / (one.persons() - 1) + ofOther * ofOther / (other.persons() - 1));
        double half = student(freedom) * Math.sqrt(variance);
        return new Interval(difference - half, difference + half);
    }

    /**
     * The 97.5 % quantile of Student's distribution (Abramowitz and Stegun 26.7.5), right to three digits from 5 degrees of
     * freedom on.
     */
    static double student(double freedom) {
        double z = Z;
        double z3 = z * z * z;
        double z5 = z3 * z * z;
        double z7 = z5 * z * z;
        double z9 = z7 * z * z;
        double n = Math.max(1, freedom);
        return z
                + (z3 + z) / (4 * n)
                + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n)
                + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n)
                + (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * n * n * n * n);
    }
}
