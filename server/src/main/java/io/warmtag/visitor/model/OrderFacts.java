package io.warmtag.visitor.model;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one order; kept outside the events, because orders outlive their retention.
 *
 * @param placedAt ms
 * @param deliveredAt ms, or null while it has not been delivered
 * @param cancelledAt ms at which it was first cancelled, returned or refunded, or null
 */
public record OrderFacts(
        String transactionId,
        long placedAt,
        @Nullable Long deliveredAt,
        @Nullable Long cancelledAt) {

    /** An order never counts. */
    static final long NEVER_COUNTS = Long.MAX_VALUE;

    public static OrderFacts placed(String transactionId, long placedAt) {
        return new OrderFacts(transactionId, placedAt, null, null);
    }

    public OrderFacts delivered(long at) {
        return new OrderFacts(transactionId, placedAt, earlier(deliveredAt, at), cancelledAt);
    }

    public OrderFacts cancelled(long at) {
        return new OrderFacts(transactionId, placedAt, deliveredAt, earlier(cancelledAt, at));
    }

    /** Two reports of one order: whatever happened first counts, so that their order does not matter. */
    public OrderFacts merge(OrderFacts other) {
        return new OrderFacts(
                transactionId,
                Math.min(placedAt, other.placedAt),
                earlier(deliveredAt, other.deliveredAt),
                earlier(cancelledAt, other.cancelledAt));
    }

    /** The instant from which it counts, by the rule in force when it was placed, or {@link #NEVER_COUNTS}. */
    long countsFrom(SettingsHistory history) {
        CountsWhen rule = history.at(placedAt).buyers().countsWhen();
        if (rule == CountsWhen.DELIVERED && deliveredAt == null) {
            return NEVER_COUNTS;
        }
        long from = rule == CountsWhen.DELIVERED && deliveredAt != null ? deliveredAt : placedAt;
        return cancelledAt != null && cancelledAt <= from ? NEVER_COUNTS : from;
    }

    private static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.min(one, other);
    }
}
