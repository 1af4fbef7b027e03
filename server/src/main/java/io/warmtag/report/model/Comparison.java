package io.warmtag.report.model;

import java.util.Locale;

/**
 * One quantity of those whom a rule treats against those whom it holds out, each taken as assigned, whatever reached him.
 *
 * @param difference treated minus held out, per person; 0 where there is nothing to compare
 * @param interval of the difference
 * @param missing about how many more people it takes until a difference of {@code target} shows; 0: none, or nobody can say
 * @param target a difference per person that would be worth knowing
 */
public record Comparison(Verdict verdict, double difference, Interval interval, long missing, double target) {
    private static final Interval UNKNOWN = new Interval(0, 0);

    /** What can be said. */
    public enum Verdict {
        /** Nobody is held out: there is nothing to compare with. */
        NO_HOLDOUT,
        /** So few people or purchases that the interval itself could not be trusted. */
        TOO_EARLY,
        /** The interval holds zero. */
        NOTHING_SEEN,
        MORE,
        FEWER;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Comparison without(Verdict verdict, long missing, double target) {
        return new Comparison(verdict, 0, UNKNOWN, missing, target);
    }

    static Comparison of(double difference, Interval interval, long missing, double target) {
        Verdict verdict =
                interval.isAbove(0) ? Verdict.MORE : interval.isBelow(0) ? Verdict.FEWER : Verdict.NOTHING_SEEN;
        return new Comparison(verdict, difference, interval, verdict == Verdict.NOTHING_SEEN ? missing : 0, target);
    }

    /** Whether there is an interval to show. */
    public boolean isKnown() {
        return verdict != Verdict.NO_HOLDOUT && verdict != Verdict.TOO_EARLY;
    }
}
