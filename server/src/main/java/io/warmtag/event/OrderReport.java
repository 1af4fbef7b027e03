package io.warmtag.event;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event says about an order.
 *
 * @param transactionId the shop's number of the order, or the event's own id when a purchase names none
 * @param value in the currency's major unit, as GA4 sends it
 */
public record OrderReport(
        String transactionId,
        Stage stage,
        UUID person,
        @Nullable BigDecimal value,
        @Nullable String currency) {

    /** How far an order has come. The ordinal is used in SQL: only ever append. */
    public enum Stage {
        PLACED,
        CONFIRMED,
        DELIVERED,
        CANCELLED;

        /** The stage that an event of this name reports, or null when it is about no order. */
        public static @Nullable Stage of(String eventName) {
            return switch (eventName) {
                case "purchase" -> PLACED;
                case "order_confirmed" -> CONFIRMED;
                case "order_delivered" -> DELIVERED;
                case "order_cancelled", "order_returned", "refund" -> CANCELLED;
                default -> null;
            };
        }
    }
}
