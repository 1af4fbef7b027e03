package io.warmtag.report.model;

import io.warmtag.report.model.Comparison.Verdict;

/**
 * What a rule changes: how many buy, and for how much, against those who are held out.
 *
 * @param buyers per person, of 1
 * @param revenue per person, in the samples' unit
 */
public record Lift(Sample treated, Sample heldOut, Comparison buyers, Comparison revenue) {
    // Below these, simulations of shops show intervals that miss more often than they say (LiftTest).
    static final long LEAST_PERSONS = 30;
    static final long LEAST_BUYERS = 10;
    static final long LEAST_BUYERS_EACH = 20;

    private static final double POWER_80 = 0.8416212335729143;
    private static final double LEAST_TARGET = 0.01;
    private static final double TARGET_PART = 0.25;
    private static final double USUAL_HOLDOUT = 0.1;

    /** @param holdsOut whether the rule holds out anybody at all */
    public static Lift of(Sample treated, Sample heldOut, boolean holdsOut) {
        if (!holdsOut && heldOut.persons() == 0) {
            Comparison none = Comparison.without(Verdict.NO_HOLDOUT, 0, 0);
            return new Lift(treated, heldOut, none, none);
        }
        return new Lift(treated, heldOut, buyers(treated, heldOut), revenue(treated, heldOut));
    }

    private static Comparison buyers(Sample treated, Sample heldOut) {
        double target = target(rate(treated.plus(heldOut)));
        long missing = missing(treated, heldOut, target);
        if (Math.min(treated.persons(), heldOut.persons()) < LEAST_PERSONS
                || treated.buyers() + heldOut.buyers() < LEAST_BUYERS) {
            return Comparison.without(Verdict.TOO_EARLY, missing, target);
        }
        return Comparison.of(treated.rate() - heldOut.rate(), Intervals.difference(treated, heldOut), missing, target);
    }

    /** A few large orders decide what people spend on average: it takes more buyers than to say how many buy. */
    private static Comparison revenue(Sample treated, Sample heldOut) {
        if (Math.min(treated.persons(), heldOut.persons()) < LEAST_PERSONS
                || Math.min(treated.buyers(), heldOut.buyers()) < LEAST_BUYERS_EACH) {
            return Comparison.without(Verdict.TOO_EARLY, 0, 0);
        }
        return Comparison.of(treated.mean() - heldOut.mean(), Intervals.differenceOfMeans(treated, heldOut), 0, 0);
    }

    /** With nothing known one of twenty, then what is seen. */
    private static double rate(Sample all) {
        return (all.buyers() + 1.0) / (all.persons() + 20.0);
    }

    /** A quarter of the rate, and one of a hundred at least: less would not be worth waiting for. */
    private static double target(double rate) {
        return Math.max(LEAST_TARGET, rate * TARGET_PART);
    }

    /** How many more people it takes to see the target four times out of five. */
    private static long missing(Sample treated, Sample heldOut, double target) {
        long have = treated.persons() + heldOut.persons();
        double held = have < LEAST_PERSONS ? USUAL_HOLDOUT : (double) heldOut.persons() / have;
        double share = Math.min(0.99, Math.max(0.01, held));
        double rate = rate(treated.plus(heldOut));
        double wide = Intervals.Z + POWER_80;
        double needed = wide * wide * rate * (1 - rate) * (1 / share + 1 / (1 - share)) / (target * target);
        return Math.max(0, (long) Math.ceil(needed) - have);
    }
}
