package io.warmtag.report;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** @param cost in the currency's minor unit */
record CostDraft(
        LocalDate day,
        Campaign campaign,
        long cost,
        @Nullable Long clicks,
        @Nullable Long impressions) {

    CostDraft plus(CostDraft other) {
        return new CostDraft(
                day, campaign, cost + other.cost, sum(clicks, other.clicks), sum(impressions, other.impressions));
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one + other;
    }
}
