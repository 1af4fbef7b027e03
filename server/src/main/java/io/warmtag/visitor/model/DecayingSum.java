package io.warmtag.visitor.model;

/**
 * A sum that halves every half-life, kept as one number. It is moved to a new instant only when something is added or
 * the half-life changes, never by reading: so reading it often or seldom gives the same bits.
 *
 * @param value the sum at {@code since}, 0 or more
 * @param since ms
 */
public record DecayingSum(double value, long since) {

    public static final DecayingSum ZERO = new DecayingSum(0, 0);

    /** A sum that is not a number would never fall below anything, and time would never pass it. */
    public DecayingSum {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("person state has the score " + value + ": fold the person again");
        }
    }

    /** The sum at an instant not before {@code since}. Never rises from one millisecond to the next. */
    public double at(long instant, long halfLife) {
        return value == 0 || instant <= since ? value : value * factor((double) (instant - since) / halfLife);
    }

    /** Adds at an instant not before {@code since}; what would fall below zero is zero. */
    DecayingSum plus(double weight, long instant, long halfLife) {
        return new DecayingSum(Math.max(0, at(instant, halfLife) + weight), instant);
    }

    DecayingSum movedTo(long instant, long halfLife) {
        return new DecayingSum(at(instant, halfLife), instant);
    }

    /** Math.pow may differ in the last bit between processors, and then two nodes would disagree about a person. */
    static double factor(double halvings) {
        return StrictMath.pow(2, -halvings);
    }
}
