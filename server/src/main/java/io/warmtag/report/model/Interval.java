package io.warmtag.report.model;

/** Between what a quantity lies, 19 times out of 20. */
public record Interval(double low, double high) {
    boolean isAbove(double value) {
        return low > value;
    }

    boolean isBelow(double value) {
        return high < value;
    }
}
