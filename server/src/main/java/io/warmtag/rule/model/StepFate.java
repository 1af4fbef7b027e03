package io.warmtag.rule.model;

import io.warmtag.rule.model.Limits.Quiet;
import java.time.Instant;
import java.time.ZoneId;

/** What becomes of a step whose time has come. */
public sealed interface StepFate {
    StepFate DO = new Do();

    /** It is done now. */
    record Do() implements StepFate {}

    /** Not now, but then. */
    record Later(Instant at) implements StepFate {}

    /** Never, nor is what would have followed; why, as a code: {@code ended}, {@code order}, {@code consent}. */
    record GivenUp(String why) implements StepFate {}

    /**
     * @param ordered whether the person has placed an order since it fired
     * @param consents whether he grants what the rule needs
     */
    static StepFate of(Rule rule, boolean ordered, boolean consents, Instant now, ZoneId zone) {
        Instant end = rule.limits().end();
        if (end != null && !now.isBefore(end)) {
            return new GivenUp("ended");
        }
        if (rule.exit() == Rule.Exit.ORDER && ordered) {
            return new GivenUp("order");
        }
        if (!consents) {
            return new GivenUp("consent");
        }
        Quiet quiet = rule.limits().quiet();
        Instant allowed = quiet == null ? now : quiet.after(now, zone);
        return allowed.isAfter(now) ? new Later(allowed) : DO;
    }
}
