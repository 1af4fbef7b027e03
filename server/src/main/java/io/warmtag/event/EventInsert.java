package io.warmtag.event;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one statement that stores a group of events, their counts and what they say about orders, in one transaction. */
final class EventInsert {
    // Arrays, because at some hundred rows they are as fast as COPY and know ON CONFLICT; unnested in the select list,
    // because in the from clause each row would be copied twice more (docs/decisions.md).
    private static final String EVENTS = """
            with stored as (
                insert into event (site_id, id, visitor, name, time, received, mark, remarks, data, context)
                select site_id, id, visitor, name, to_timestamp(time / 1000.0::float8),
                       to_timestamp(received / 1000.0::float8), mark, string_to_array(remarks, '|'), data, context
                from (select unnest($1::int[]) as site_id, unnest($2::uuid[]) as id, unnest($3::uuid[]) as visitor,
                             unnest($4::text[]) as name, unnest($5::bigint[]) as time, unnest($6::bigint[]) as received,
                             unnest($7::smallint[]) as mark, unnest($8::text[]) as remarks, unnest($9::text[]) as data,
                             unnest($10::text[]) as context) as new
                on conflict do nothing
                returning site_id, id, name, received
            ), counted as (
                insert into event_count as known (site_id, hour, name, shard, count, last)
                select site_id, date_trunc('hour', received), name, $11::smallint, count(*), max(received)
                from stored group by 1, 2, 3 order by 1, 2, 3
                on conflict (site_id, hour, name, shard) do update
                    set count = known.count + excluded.count, last = greatest(known.last, excluded.last)
            )""";

    private static final String ORDERS = """
            , ordered as (
                insert into customer_order as known (site_id, transaction_id, person, placed_at, confirmed_at, delivered_at,
                                                     cancelled_at, returned_at, refunded_at, value, currency)
                select site_id, transaction_id, (array_agg(person order by time))[1],
                       min(time) filter (where stage = 0), min(time) filter (where stage = 1),
                       min(time) filter (where stage = 2), min(time) filter (where stage >= 3),
                       min(time) filter (where stage = 4), min(time) filter (where stage = 5),
                       (array_agg(value order by stage, time))[1], (array_agg(currency order by stage, time))[1]
                from (select site_id, transaction_id, stage, person, to_timestamp(time / 1000.0::float8) as time,
                             value::numeric, currency
                      from unnest($12::int[], $13::text[], $14::smallint[], $15::uuid[], $16::bigint[], $17::text[],
                                  $18::text[]) as new (site_id, transaction_id, stage, person, time, value, currency)) report
                group by 1, 2 order by 1, 2
                on conflict (site_id, transaction_id) do update
                    set placed_at = least(known.placed_at, excluded.placed_at),
                        confirmed_at = least(known.confirmed_at, excluded.confirmed_at),
                        delivered_at = least(known.delivered_at, excluded.delivered_at),
                        cancelled_at = least(known.cancelled_at, excluded.cancelled_at),
                        returned_at = least(known.returned_at, excluded.returned_at),
                        refunded_at = least(known.refunded_at, excluded.refunded_at),
                        value = coalesce(known.value, excluded.value),
                        currency = coalesce(known.currency, excluded.currency)
                    where known.person = excluded.person
                       or exists (select from person_visitor owner
                                  join person_visitor other on other.site_id = owner.site_id and other.person = owner.person
                                  where owner.site_id = known.site_id and owner.visitor = known.person
                                    and other.visitor = excluded.person)
            )""";

    // They are numbered in the order in which they come out of the first insert, which is that of the group: a
    // comparison with each of a hash table keeps it, a join or sort would cost as much as the insert.
    private static final String OCCASIONS = """
            , wanted as (
                insert into occasion (site_id, person, kind, event)
                select site_id, visitor, 0, id from stored where id = any($%1$d::uuid[])
            )""";

    // Often all are new: then one row says so, instead of one for each.
    private static final String RESULT = """
             select null::uuid as id where (select count(*) from stored) = cardinality($2::uuid[])
            union all
            select id from stored where (select count(*) from stored) <> cardinality($2::uuid[])""";

    private static final String PLAIN = EVENTS + RESULT;
    private static final String ORDERED = EVENTS + ORDERS + RESULT;
    // Whose occasion it is has to come out of the first insert, which costs: only where somebody wants to hear of it.
    private static final String WANTED = withVisitors(EVENTS) + OCCASIONS.formatted(12) + RESULT;
    private static final String WANTED_ORDERED = withVisitors(EVENTS) + ORDERS + OCCASIONS.formatted(19) + RESULT;

    private EventInsert() {}

    private static String withVisitors(String sql) {
        return sql.replace("returning site_id, id, name, received", "returning site_id, id, name, received, visitor");
    }

    /**
     * Stores the events and returns the ids of those that had not been stored before.
     *
     * @param wanted those of the events that are an occasion for somebody, each with a visitor
     */
    static Future<Set<UUID>> run(PgConnection connection, List<NewEvent> events, List<NewEvent> wanted, int shard) {
        List<NewEvent> orders =
                events.stream().filter(event -> event.order() != null).toList();
        Tuple parameters = Tuple.tuple(new ArrayList<>(20));
        events(parameters, events, shard);
        String sql = wanted.isEmpty() ? PLAIN : WANTED;
        if (!orders.isEmpty()) {
            orders(parameters, orders);
            sql = wanted.isEmpty() ? ORDERED : WANTED_ORDERED;
        }
        if (!wanted.isEmpty()) {
            parameters.addArrayOfUUID(wanted.stream().map(NewEvent::id).toArray(UUID[]::new));
        }
        return connection.preparedQuery(sql).execute(parameters).map(rows -> {
            Set<UUID> stored = new HashSet<>(events.size() * 2);
            for (Row row : rows) {
                UUID id = row.getUUID(0);
                if (id == null) {
                    events.forEach(event -> stored.add(event.id()));
                } else {
                    stored.add(id);
                }
            }
            return stored;
        });
    }

    private static void events(Tuple parameters, List<NewEvent> events, int shard) {
        int size = events.size();
        var sites = new Integer[size];
        var ids = new UUID[size];
        var visitors = new @Nullable UUID[size];
        var names = new String[size];
        var times = new Long[size];
        var received = new Long[size];
        var marks = new Short[size];
        var remarks = new @Nullable String[size];
        var data = new String[size];
        var contexts = new String[size];
        for (int i = 0; i < size; i++) {
            NewEvent event = events.get(i);
            sites[i] = event.site();
            ids[i] = event.id();
            visitors[i] = event.visitor();
            names[i] = event.name();
            times[i] = event.time();
            received[i] = event.received();
            marks[i] = event.mark().code();
            remarks[i] = event.remarks();
            data[i] = event.data();
            contexts[i] = event.context();
        }
        parameters.addArrayOfInteger(sites);
        parameters.addArrayOfUUID(ids);
        parameters.addArrayOfUUID(visitors);
        parameters.addArrayOfString(names);
        parameters.addArrayOfLong(times);
        parameters.addArrayOfLong(received);
        parameters.addArrayOfShort(marks);
        parameters.addArrayOfString(remarks);
        parameters.addArrayOfString(data);
        parameters.addArrayOfString(contexts);
        parameters.addShort((short) shard);
    }

    private static void orders(Tuple parameters, List<NewEvent> events) {
        int size = events.size();
        var sites = new Integer[size];
        var transactions = new String[size];
        var stages = new Short[size];
        var persons = new UUID[size];
        var times = new Long[size];
        var values = new @Nullable String[size];
        var currencies = new @Nullable String[size];
        for (int i = 0; i < size; i++) {
            NewEvent event = events.get(i);
            OrderReport order = Objects.requireNonNull(event.order());
            sites[i] = event.site();
            transactions[i] = order.transactionId();
            stages[i] = (short) order.stage().ordinal();
            persons[i] = order.person();
            times[i] = event.time();
            values[i] = order.value() == null ? null : order.value().toPlainString();
            currencies[i] = order.currency();
        }
        parameters.addArrayOfInteger(sites);
        parameters.addArrayOfString(transactions);
        parameters.addArrayOfShort(stages);
        parameters.addArrayOfUUID(persons);
        parameters.addArrayOfLong(times);
        parameters.addArrayOfString(values);
        parameters.addArrayOfString(currencies);
    }
}
