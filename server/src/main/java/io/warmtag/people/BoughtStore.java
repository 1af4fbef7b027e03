package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what was bought with an order, and how: with it one of its later stages can stand for the sale. */
public final class BoughtStore {
    // The purchase may be in any week; of whom the order is there is one index to look into.
    private static final String BOUGHT = """
            select o.value, o.currency, said.id, said.data
            from customer_order o
            left join lateral (
                select id, time, data from event
                where event.site_id = $1 and event.visitor = o.person and event.name = 'purchase' and event.mark = 0
                order by time, id limit 2000) said on true
            where o.site_id = $1 and o.transaction_id = $2 and not o.erased and o.person in (select visitors_of($1, $3))
            order by said.time, said.id
            """;

    private final Database database;

    public BoughtStore(Database database) {
        this.database = database;
    }

    /** Value and currency of one of this person's orders; what else the purchase said, as far as that event is still stored. */
    public Future<JsonObject> of(int site, UUID person, String number) {
        return database.query(BOUGHT, site, number, person).map(rows -> {
            var bought = new JsonObject();
            for (Row row : rows) {
                BigDecimal value = row.getBigDecimal("value");
                put(bought, "value", value == null ? null : value.doubleValue());
                put(bought, "currency", row.getString("currency"));
            }
            for (Row row : rows) {
                JsonObject purchase =
                        row.getUUID("id") == null ? new JsonObject() : new JsonObject(row.getString("data"));
                // One that named no number is an order by its own.
                Object named = purchase.getValue("transaction_id", row.getUUID("id"));
                if (number.equals(String.valueOf(named).trim())) {
                    put(bought, "items", purchase.getValue("items"));
                    put(bought, OrderDraft.ORDERED, purchase.getValue(OrderDraft.ORDERED));
                    break;
                }
            }
            return bought;
        });
    }

    private static void put(JsonObject to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value);
        }
    }
}
