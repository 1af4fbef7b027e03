package io.warmtag.rule.model;

import io.warmtag.catalog.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says, in one version.
 *
 * @param when what makes it fire
 * @param delay how long after that, and unless what
 * @param condition what must be true of the person at that moment, as JSON; null when it fires for everyone
 * @param steps what is done, one after the other; none: it is only noted that it fired
 * @param holdout percent of persons for whom nothing is done, to compare with
 * @param exit what makes the steps that are left be given up
 * @param purpose the consent that it takes, like {@code ad_user_data}; null: none
 */
public record Rule(
        String name,
        When when,
        Delay delay,
        Value.@Nullable Fields condition,
        List<Step> steps,
        Limits limits,
        int holdout,
        Exit exit,
        @Nullable String purpose) {

    public static final int USUAL_HOLDOUT = 10;

    /** What a rule may ask for. */
    public static final List<String> PURPOSES =
            List.of("analytics_storage", "personalization_storage", "ad_storage", "ad_user_data", "ad_personalization");

    /** What gives up the steps that are left. */
    public enum Exit {
        /** He has placed an order since. */
        ORDER,
        NONE
    }

    public Rule {
        steps = List.copyOf(steps);
    }
}
