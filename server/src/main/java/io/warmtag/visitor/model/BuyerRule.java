package io.warmtag.visitor.model;

import java.time.Duration;

/**
 * When orders count and how long they keep a person hot. All windows include their last millisecond.
 *
 * @param countsWhen from when an order counts
 * @param hotWindow ms after the last counted order during which a person is hot (1 to 3,650 days)
 * @param lapsingAfter ms without an order after which a buyer is lapsing at the earliest (1 to 3,650 days)
 * @param lapsingGaps he is lapsing only after this many times his own median gap between orders (0 to 100)
 * @param lapsedAfterOnlyOrder ms after which a buyer of one order is lapsed, though still hot (1 to 3,650 days)
 */
public record BuyerRule(
        CountsWhen countsWhen, long hotWindow, long lapsingAfter, double lapsingGaps, long lapsedAfterOnlyOrder) {

    public static BuyerRule defaults() {
        return new BuyerRule(
                CountsWhen.PLACED,
                Duration.ofDays(180).toMillis(),
                Duration.ofDays(60).toMillis(),
                2,
                Duration.ofDays(90).toMillis());
    }

    public BuyerRule countingWhen(CountsWhen moment) {
        return new BuyerRule(moment, hotWindow, lapsingAfter, lapsingGaps, lapsedAfterOnlyOrder);
    }
}
