package io.warmtag.rule.model;

import io.warmtag.rule.model.Limits.Often;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a rule has done with one person so far, and what it does now. Occasions are decided in the order in which they came
 * in, each at its own time: whoever decides them again comes to the same.
 */
public final class PersonPast {
    private final boolean heldOut;
    private final Set<String> keys = new HashSet<>();
    private final List<Instant> counted = new ArrayList<>();
    private Decision last = Decision.FIRED;

    /** @param heldOut this person is among those to compare with */
    public PersonPast(boolean heldOut) {
        this.heldOut = heldOut;
    }

    /** Takes what was decided before, in that order. */
    public void remember(String key, Decision decision, Instant at) {
        keys.add(key);
        last = decision;
        if (decision.counts()) {
            counted.add(at);
        }
    }

    /** Whether this very occasion has been decided already. */
    public boolean knows(String key) {
        return keys.contains(key);
    }

    /**
     * Whether a refusal tells nothing new after the last one: it is counted, not kept, or a rule for page views would keep
     * one row for each.
     */
    public boolean repeats(Decision decision) {
        return !decision.counts() && decision == last;
    }

    /** @param budgetLeft whether there is something left for all together */
    public Decision decide(Rule rule, Instant at, boolean consents, boolean budgetLeft) {
        if (!consents) {
            return Decision.NO_CONSENT;
        }
        Often often = rule.limits().perPerson();
        if (often != null && countedSince(at.minus(Duration.ofDays(often.days()))) >= often.times()) {
            return Decision.LIMITED_PERSON;
        }
        if (!budgetLeft) {
            return Decision.LIMITED_OVERALL;
        }
        return heldOut ? Decision.HELD_OUT : Decision.FIRED;
    }

    private long countedSince(Instant from) {
        return counted.stream().filter(at -> at.isAfter(from)).count();
    }
}
