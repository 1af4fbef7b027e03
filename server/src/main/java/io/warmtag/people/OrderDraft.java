package io.warmtag.people;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.OrderReport.Stage;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order that somebody tells the server: taken by phone, in the inbox, or by another system.
 *
 * @param number the shop's own; null: one is made
 * @param visitor whose it is, or null when he is only known by {@code contact}
 * @param contact in Google's form of {@code user_data}, {@code user_id} too
 * @param stage how far it has come
 * @param told when it was placed, and where that was told
 */
public record OrderDraft(
        @Nullable String number,
        @Nullable UUID visitor,
        JsonObject contact,
        Stage stage,
        @Nullable BigDecimal value,
        @Nullable String currency,
        JsonArray items,
        Told told) {

    /** How somebody can have ordered, by Meta's names, which are what an event has under {@link #ORDERED}. */
    public static final List<String> WAYS =
            List.of("phone_call", "chat", "physical_store", "email", "website", "app", "other");

    static final String ORDERED = "action_source";
    private static final String SOURCE = "source";

    /** Whether an event is of an order that was told to the server, and happened on no page. */
    public static boolean isTold(JsonObject data) {
        return List.of(Told.CONSOLE, Told.API, Told.IMPORT).contains(String.valueOf(data.getValue(SOURCE)));
    }

    /**
     * When, and how it was told.
     *
     * @param time ms
     * @param source as it stands in the event: console, api or import
     * @param ordered how the customer ordered, one of {@link #WAYS}; empty: nobody said it
     */
    public record Told(long time, String source, String ordered) {
        public static final String CONSOLE = "console";
        public static final String API = "api";
        private static final String IMPORT = "import";

        public Told(long time, String source) {
            this(time, source, "");
        }

        static Told imported(long time) {
            return new Told(time, IMPORT);
        }

        boolean isImport() {
            return source.equals(IMPORT);
        }

        /** What an event of the order begins with. */
        JsonObject data(String number) {
            var data = new JsonObject().put("transaction_id", number).put(SOURCE, source);
            return ordered.isEmpty() ? data : data.put(ORDERED, ordered);
        }
    }
}
