package io.warmtag.visitor;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.visitor.StoredPerson.LogEnd;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.StateCodec;
import io.warmtag.visitor.model.Temperature;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads from PostgreSQL what a person's fold needs. */
final class PersonLoader {
    // One statement, hence one snapshot: what is stored meanwhile is in all of the answer or in none of it.
    private static final String PERSON = """
            select 'event' as kind, id::text as key, name, time as at, null::timestamptz as delivered,
                   null::timestamptz as cancelled, null::bytea as state
            from event where site_id = $1 and visitor = $2 and mark = 0
              and time > coalesce((select taken_at from person_checkpoint where site_id = $1 and person = $2), '-infinity')
            union all
            select 'order', transaction_id, null, coalesce(placed_at, confirmed_at, delivered_at), delivered_at, cancelled_at, null
            from customer_order where site_id = $1 and person = $2
              and coalesce(placed_at, confirmed_at, delivered_at) is not null
            union all
            select 'checkpoint', null, null, taken_at, null, null, state
            from person_checkpoint where site_id = $1 and person = $2
            union all
            (select 'log', number::text, to_state::text, at, null, null, null
             from transition where site_id = $1 and person = $2 order by transition.number desc limit 1)""";

    private final Database database;

    PersonLoader(Database database) {
        this.database = database;
    }

    Future<StoredPerson> load(PersonKey key) {
        return database.onOneConnection(
                        connection -> connection.preparedQuery(PERSON).execute(Tuple.of(key.site(), key.id())))
                .map(PersonLoader::person);
    }

    private static StoredPerson person(RowSet<Row> rows) {
        List<PersonEvent> events = new ArrayList<>();
        List<OrderFacts> orders = new ArrayList<>();
        PersonState checkpoint = PersonState.EMPTY;
        LogEnd log = LogEnd.NONE;
        for (Row row : rows) {
            long at = ms(row.getOffsetDateTime("at"));
            String key = row.getString("key");
            switch (row.getString("kind")) {
                case "event" -> events.add(new PersonEvent(java.util.UUID.fromString(key), row.getString("name"), at));
                case "order" ->
                    orders.add(new OrderFacts(
                            key,
                            at,
                            optionalMs(row.getOffsetDateTime("delivered")),
                            optionalMs(row.getOffsetDateTime("cancelled"))));
                case "checkpoint" ->
                    checkpoint = StateCodec.decode(row.getBuffer("state").getBytes());
                default ->
                    log = new LogEnd(
                            Integer.parseInt(key), Temperature.values()[Integer.parseInt(row.getString("name"))], at);
            }
        }
        return new StoredPerson(checkpoint, events, orders, log);
    }

    private static long ms(OffsetDateTime time) {
        return time.toInstant().toEpochMilli();
    }

    private static @Nullable Long optionalMs(@Nullable OffsetDateTime time) {
        return time == null ? null : ms(time);
    }
}
