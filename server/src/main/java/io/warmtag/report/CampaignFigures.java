package io.warmtag.report;

import org.jspecify.annotations.Nullable;

/**
 * What a campaign came to in some days.
 *
 * @param people who came by it for the first time
 * @param hot of these, now
 * @param warm of these, now
 * @param orders placed by whoever had come by it last
 * @param revenue of these orders, in the currency's minor unit
 * @param cost in the same unit; null when none was imported
 * @param clicks as the network counts them; null when nobody said
 * @param impressions likewise
 */
public record CampaignFigures(
        Campaign campaign,
        long people,
        long hot,
        long warm,
        long orders,
        long revenue,
        @Nullable Long cost,
        @Nullable Long clicks,
        @Nullable Long impressions) {}
