package io.warmtag.visitor.model;

/**
 * The hysteresis on the score. It runs on underneath HOT, so that it is right when the purchase ceases to count.
 *
 * @param warm whether the score has entered and not left
 * @param since ms of the last change, or of the person's first appearance
 */
public record Warmth(boolean warm, long since) {

    /** @param score the score at {@code instant} */
    Warmth reassessed(double score, long instant, WarmRule rule) {
        if (!warm) {
            return score >= rule.enter() ? new Warmth(true, instant) : this;
        }
        return score < rule.leave() && instant >= mayLeaveFrom(rule) ? new Warmth(false, instant) : this;
    }

    /** The first instant at which a low score makes him leave. */
    long mayLeaveFrom(WarmRule rule) {
        return since + rule.minimumStay();
    }
}
