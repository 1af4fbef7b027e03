package io.warmtag.collect;

import io.warmtag.event.OrderReport.Stage;
import io.warmtag.event.Refusal;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /e} as it was sent, its form checked, its meaning not yet.
 *
 * @param sent ms by the page's clock when this attempt was sent, or null
 * @param visitor named by a keyed caller for the whole batch, or null
 * @param wantsTemperature whether the answer is to bring the visitor's temperature
 * @param wantsOffers whether it is to bring the offers that he was granted
 */
record Batch(
        String site,
        @Nullable Long sent,
        @Nullable String visitor,
        boolean wantsTemperature,
        boolean wantsOffers,
        PageContext context,
        List<Item> events) {

    boolean namesVisitors() {
        boolean named = visitor != null;
        for (Item item : events) {
            named |= item.visitor != null;
        }
        return named;
    }

    /** The orders that somebody reports on without saying whose they are. */
    Set<String> ordersOfNobody() {
        Set<String> orders = new HashSet<>();
        for (Item item : events) {
            if (item.visitor == null && item.transactionId != null && item.reportsOnOrder()) {
                orders.add(item.transactionId);
            }
        }
        return orders;
    }

    boolean hasPageView() {
        boolean viewed = false;
        for (Item item : events) {
            viewed |= "page_view".equals(item.name);
        }
        return viewed;
    }

    /** What the page says of itself and its visitor. Texts are cut to their greatest lengths. */
    record PageContext(
            @Nullable String url,
            @Nullable String referrer,
            @Nullable String title,
            @Nullable String language,
            @Nullable String screen,
            boolean automated,
            Map<String, String> consent) {
        static final PageContext EMPTY = new PageContext(null, null, null, null, null, false, Map.of());

        boolean grants(String purpose) {
            return "granted".equals(consent.get(purpose));
        }

        boolean denies(String purpose) {
            return "denied".equals(consent.get(purpose));
        }
    }

    /**
     * One event, right or wrong.
     *
     * @param json the event's own text, to be kept when it is rejected
     * @param data its data as text, safe for PostgreSQL
     * @param mistake why it can't be taken, or null
     */
    record Item(
            @Nullable String id,
            @Nullable String name,
            @Nullable Long time,
            @Nullable String visitor,
            String data,
            @Nullable String transactionId,
            @Nullable BigDecimal value,
            @Nullable String currency,
            boolean hasItems,
            Piece json,
            @Nullable Refusal mistake) {

        /** Whether it says how an order that was placed before went on. */
        boolean reportsOnOrder() {
            Stage stage = name == null ? null : Stage.of(name);
            return stage != null && stage != Stage.PLACED;
        }

        Item with(Refusal other) {
            return new Item(id, name, time, visitor, data, transactionId, value, currency, hasItems, json, other);
        }
    }

    /** A piece of a text that is only cut out when somebody wants it. */
    record Piece(String text, int start, int end) {
        static Piece whole(String text) {
            return new Piece(text, 0, text.length());
        }

        String cut() {
            return text.substring(start, end);
        }
    }
}
