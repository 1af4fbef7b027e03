package io.warmtag.report;

import io.warmtag.report.model.Lift;

/**
 * What a rule came to in some days.
 *
 * @param treated for whom it did something
 * @param heldOut for whom it did nothing, to compare with
 */
public record Figures(Done done, Met treated, Met heldOut) {
    public static final Figures NONE = new Figures(Done.NOTHING, Met.NOBODY, Met.NOBODY);

    /** @param holdsOut whether the rule holds out anybody now */
    public Lift lift(boolean holdsOut) {
        return Lift.of(treated.over(), heldOut.over(), holdsOut);
    }

    Figures with(Done other) {
        return new Figures(other, treated, heldOut);
    }

    Figures and(boolean isHeldOut, Met met) {
        return isHeldOut
                ? new Figures(done, treated, heldOut.plus(met))
                : new Figures(done, treated.plus(met), heldOut);
    }
}
