package io.warmtag.people;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.OrderReport.Stage;
import java.math.BigDecimal;
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

    /**
     * When, and how it was told.
     *
     * @param time ms
     * @param source as it stands in the event: console, api or import
     */
    public record Told(long time, String source) {
        private static final String IMPORT = "import";

        static Told imported(long time) {
            return new Told(time, IMPORT);
        }

        boolean isImport() {
            return source.equals(IMPORT);
        }
    }
}
