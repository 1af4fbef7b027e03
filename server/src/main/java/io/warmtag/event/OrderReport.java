package io.warmtag.event;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
        CANCELLED,
        RETURNED,
        REFUNDED;

        /** The stage that an event of this name reports, or null when it is about no order. */
        public static @Nullable Stage of(String eventName) {
            return switch (eventName) {
                case "purchase" -> PLACED;
                case "order_confirmed" -> CONFIRMED;
                case "order_delivered" -> DELIVERED;
                case "order_cancelled" -> CANCELLED;
                case "order_returned" -> RETURNED;
                case "refund" -> REFUNDED;
                default -> null;
            };
        }

        /** The name of the event that reports it. */
        public String eventName() {
            return switch (this) {
                case PLACED -> "purchase";
                case CONFIRMED -> "order_confirmed";
                case DELIVERED -> "order_delivered";
                case CANCELLED -> "order_cancelled";
                case RETURNED -> "order_returned";
                case REFUNDED -> "refund";
            };
        }

        /** As it stands in requests and answers. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Stage> ofCode(String code) {
            return Stream.of(values())
                    .filter(stage -> stage.code().equals(code))
                    .findFirst();
        }
    }
}
