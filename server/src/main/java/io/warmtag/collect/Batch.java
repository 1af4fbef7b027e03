package io.warmtag.collect;

import io.netty.util.NetUtil;
import io.vertx.core.json.JsonObject;
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
 * @param user the shop's own id of whom a keyed caller means, or null
 * @param wantsTemperature whether the answer is to bring the visitor's temperature
 * @param wantsOffers whether it is to bring the offers that he was granted
 */
record Batch(
        String site,
        @Nullable Long sent,
        @Nullable String visitor,
        @Nullable String user,
        boolean wantsTemperature,
        boolean wantsOffers,
        PageContext context,
        List<Item> events) {

    Batch with(List<Item> others) {
        return new Batch(site, sent, visitor, user, wantsTemperature, wantsOffers, context, others);
    }

    boolean namesVisitors() {
        boolean named = visitor != null || user != null;
        for (Item item : events) {
            named |= item.visitor != null || item.user != null;
        }
        return named;
    }

    /** The shop's own ids of those whom it means. */
    Set<String> users() {
        Set<String> users = new HashSet<>();
        if (user != null && visitor == null) {
            users.add(user);
        }
        for (Item item : events) {
            if (item.user != null && item.visitor == null) {
                users.add(item.user);
            }
        }
        return users;
    }

    /** The orders that somebody reports on without saying whose they are. */
    Set<String> ordersOfNobody() {
        Set<String> orders = new HashSet<>();
        for (Item item : events) {
            if (item.visitor == null && item.user == null && item.transactionId != null && item.reportsOnOrder()) {
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

    /**
     * What the page says of itself and its visitor. Texts are cut to their greatest lengths.
     *
     * @param browser whom a keyed caller speaks for; of anybody else it is the one that calls
     */
    record PageContext(
            @Nullable String url,
            @Nullable String referrer,
            @Nullable String title,
            @Nullable String language,
            @Nullable String screen,
            boolean automated,
            Map<String, String> consent,
            Browser browser) {
        static final PageContext EMPTY =
                new PageContext(null, null, null, null, null, false, Map.of(), Browser.NOT_NAMED);

        boolean grants(String purpose) {
            return "granted".equals(consent.get(purpose));
        }

        /** Also as long as nobody has answered: {@code default} is what the site denies until then. */
        boolean denies(String purpose) {
            return consent.containsKey(purpose) && !grants(purpose);
        }

        /** Somebody has said no. */
        boolean refuses(String purpose) {
            return "denied".equals(consent.get(purpose));
        }
    }

    /**
     * Of a visitor, as a caller names it.
     *
     * @param ip as it was sent
     * @param country as it was sent, where the visitor is
     */
    record Browser(
            @Nullable String ip,
            @Nullable String userAgent,
            @Nullable String country) {
        static final Browser NOT_NAMED = new Browser(null, null, null);

        /** Null where none is named, or it is none. */
        byte @Nullable [] address() {
            return ip == null ? null : NetUtil.createByteArrayFromIpAddressString(ip.trim());
        }

        @Override
        public String toString() {
            return "Browser";
        }
    }

    /**
     * One event, right or wrong.
     *
     * @param json the event's own text, to be kept when it is rejected
     * @param user the shop's own id of whom it is, or null
     * @param data its data as text, safe for PostgreSQL, without what is private
     * @param apart what is private in its data, or null
     * @param mistake why it can't be taken, or null
     */
    record Item(
            @Nullable String id,
            @Nullable String name,
            @Nullable Long time,
            @Nullable String visitor,
            @Nullable String user,
            String data,
            @Nullable Private apart,
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
            return new Item(
                    id, name, time, visitor, user, data, apart, transactionId, value, currency, hasItems, json, other);
        }
    }

    /**
     * E-mail addresses, phone numbers and the like, which are never kept with the event.
     *
     * @param sent as it was sent
     * @param data the event's whole data with it, to be checked against a definition and then forgotten
     */
    record Private(JsonObject sent, String data) {}

    /**
     * A piece of a text that is only cut out when somebody wants it.
     *
     * @param without members that are private
     */
    record Piece(String text, int start, int end, List<Cuts.Range> without) {
        static Piece whole(String text) {
            return new Piece(text, 0, text.length(), List.of());
        }

        String cut() {
            return Cuts.without(text, start, end, without);
        }
    }
}
