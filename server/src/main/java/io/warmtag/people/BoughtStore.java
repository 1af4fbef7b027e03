package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads what was bought with an order, and how: with it one of its later stages can stand for the sale. */
public final class BoughtStore {
    // The purchase may be in any week; of whom the order is there is one index to look into.
    private static final String BOUGHT = """
            select asked.place, o.value, o.currency, said.id, said.data
            from unnest($2::uuid[], $3::text[]) with ordinality asked (person, number, place)
            cross join lateral (
                select person, value, currency from customer_order
                where site_id = $1 and transaction_id = asked.number and not erased
                    and person in (select visitors_of($1, asked.person))) o
            left join lateral (
                select id, time, data from event
                where event.site_id = $1 and event.visitor = o.person and event.name = 'purchase' and event.mark = 0
                order by time, id limit 2000) said on true
            order by asked.place, said.time, said.id
            """;

    private final Database database;

    /** An order of this number, if it is this person's. */
    public record Named(UUID person, String number) {}

    public BoughtStore(Database database) {
        this.database = database;
    }

    /**
     * Value and currency of each of these orders, in their order; what else the purchase said, as far as that event is still
     * stored. Empty for an order that isn't known, or is somebody else's.
     */
    public Future<List<JsonObject>> of(int site, List<Named> orders) {
        if (orders.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        UUID[] persons = orders.stream().map(Named::person).toArray(UUID[]::new);
        String[] numbers = orders.stream().map(Named::number).toArray(String[]::new);
        return database.query(BOUGHT, site, persons, numbers).map(rows -> {
            Map<Long, List<Row>> byPlace = rows.stream().collect(Collectors.groupingBy(row -> row.getLong("place")));
            return IntStream.range(0, orders.size())
                    .mapToObj(at -> bought(orders.get(at).number(), byPlace.getOrDefault(at + 1L, List.of())))
                    .toList();
        });
    }

    private static JsonObject bought(String number, List<Row> rows) {
        var bought = new JsonObject();
        for (Row row : rows) {
            BigDecimal value = row.getBigDecimal("value");
            put(bought, "value", value == null ? null : value.doubleValue());
            put(bought, "currency", row.getString("currency"));
        }
        for (Row row : rows) {
            JsonObject purchase = row.getUUID("id") == null ? new JsonObject() : new JsonObject(row.getString("data"));
            // One that named no number is an order by its own.
            Object named = purchase.getValue("transaction_id", row.getUUID("id"));
            if (number.equals(String.valueOf(named).trim())) {
                put(bought, "items", purchase.getValue("items"));
                put(bought, OrderDraft.ORDERED, purchase.getValue(OrderDraft.ORDERED));
                break;
            }
        }
        return bought;
    }

    private static void put(JsonObject to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value);
        }
    }
}
