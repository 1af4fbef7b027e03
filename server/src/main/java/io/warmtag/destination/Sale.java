package io.warmtag.destination;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.Answer;
import io.warmtag.event.OrderReport.Stage;
import java.util.Optional;

/**
 * A courier's system says which order it has delivered, not what was bought. Where that stands for the sale, it leaves with what is
 * known of the order. Only of who has a key: a page could name anybody's. Pure.
 */
final class Sale {
    private static final String VALUE = "value";
    private static final String ITEMS = "items";

    private Sale() {}

    /** The order that an event tells of without saying all of it. */
    static Optional<String> numberToLookUp(Outgoing event) {
        JsonObject data = event.data();
        Stage stage = Stage.of(event.name());
        boolean keyed = Boolean.TRUE.equals(event.context().getValue(Answer.KEYED));
        boolean whole = data.getValue(VALUE) != null && (data.getValue(ITEMS) != null || stage == Stage.REFUNDED);
        return stage == null || !keyed || whole || isPartOfIt(stage, data)
                ? Optional.empty()
                : Optional.ofNullable(data.getValue("transaction_id"))
                        .map(number -> String.valueOf(number).trim());
    }

    /** A refund that lists items takes back these; what they came to nobody knows. */
    private static boolean isPartOfIt(Stage stage, JsonObject data) {
        return stage == Stage.REFUNDED && data.getValue(ITEMS) instanceof JsonArray items && !items.isEmpty();
    }

    /** The event with what it left out. */
    static Outgoing filled(Outgoing event, JsonObject bought) {
        JsonObject data = event.data().copy();
        if (data.getValue(VALUE) == null && bought.containsKey(VALUE)) {
            data.put(VALUE, bought.getValue(VALUE));
            // A sum and its currency are one thing.
            data.remove("currency");
            put(data, bought, "currency");
        }
        if (Stage.of(event.name()) != Stage.REFUNDED) {
            put(data, bought, ITEMS);
        }
        put(data, bought, "action_source");
        return new Outgoing(event.id(), event.name(), event.time(), data, event.context());
    }

    private static void put(JsonObject data, JsonObject bought, String field) {
        if (data.getValue(field) == null && bought.containsKey(field)) {
            data.put(field, bought.getValue(field));
        }
    }
}
