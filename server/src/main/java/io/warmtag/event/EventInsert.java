package io.warmtag.event;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The one statement that stores a group of events, their counts and what they say about orders, in one transaction. It has
 * two forms: events sent again are rare, and not to look out for them costs a third less.
 */
final class EventInsert {
    private static final long HOUR_MS = 3_600_000;
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
                             unnest($10::text[]) as context) as new""";

    private static final String ADDED = """
                on conflict (site_id, hour, name, shard) do update
                    set count = known.count + excluded.count, last = greatest(known.last, excluded.last)
            )""";

    private static final String ALL_NEW = EVENTS + """
            ), counted as (
                insert into event_count as known (site_id, hour, name, shard, count, last)
                select site_id, date_trunc('hour', last), name, $11::smallint, count, last
                from (select site_id, name, count, to_timestamp(last / 1000.0::float8) as last
                      from unnest($12::int[], $13::text[], $14::bigint[], $15::bigint[])
                           as new (site_id, name, count, last)) as new
                order by 1, 2, 3
            """ + ADDED;

    private static final String MAYBE_STORED = EVENTS + """
                on conflict do nothing
                returning site_id, id, name, received
            ), counted as (
                insert into event_count as known (site_id, hour, name, shard, count, last)
                select site_id, date_trunc('hour', received), name, $11::smallint, count(*), max(received)
                from stored group by 1, 2, 3 order by 1, 2, 3
            """ + ADDED;

    private static final String ORDERED = """
            , ordered as (
                insert into customer_order as known (site_id, transaction_id, person, placed_at, confirmed_at, delivered_at,
                                                     cancelled_at, value, currency)
                select site_id, transaction_id, (array_agg(person order by time))[1],
                       min(time) filter (where stage = 0), min(time) filter (where stage = 1),
                       min(time) filter (where stage = 2), min(time) filter (where stage = 3),
                       (array_agg(value order by stage, time))[1], (array_agg(currency order by stage, time))[1]
                from (select site_id, transaction_id, stage, person, to_timestamp(time / 1000.0::float8) as time,
                             value::numeric, currency
                      from unnest($%d::int[], $%d::text[], $%d::smallint[], $%d::uuid[], $%d::bigint[], $%d::text[],
                                  $%d::text[]) as new (site_id, transaction_id, stage, person, time, value, currency)) report
                group by 1, 2 order by 1, 2
                on conflict (site_id, transaction_id) do update
                    set placed_at = least(known.placed_at, excluded.placed_at),
                        confirmed_at = least(known.confirmed_at, excluded.confirmed_at),
                        delivered_at = least(known.delivered_at, excluded.delivered_at),
                        cancelled_at = least(known.cancelled_at, excluded.cancelled_at),
                        value = coalesce(known.value, excluded.value),
                        currency = coalesce(known.currency, excluded.currency)
                    where known.person = excluded.person
            )""";

    private static final String NOTHING = " select";
    private static final String STORED_IDS = " select id from stored";

    private static final Form NEW_FORM = Form.of(ALL_NEW, 16, NOTHING);
    private static final Form CAREFUL_FORM = Form.of(MAYBE_STORED, 12, STORED_IDS);

    private EventInsert() {}

    private record Form(String sql, String withOrders) {
        /** @param next number of the first parameter that is about orders */
        static Form of(String events, int next, String result) {
            Object[] numbers = IntStream.range(next, next + 7).boxed().toArray();
            return new Form(events + result, events + ORDERED.formatted(numbers) + result);
        }
    }

    /** What is counted together. */
    private record Group(int site, long hour, String name) {}

    private static final class Count {
        private long events;
        private long last;
    }

    /** Stores events none of which has been stored before; fails as a whole with 23505 when one has. */
    static Future<Void> allNew(PgConnection connection, List<NewEvent> events, int shard) {
        Tuple parameters = parameters(events, shard);
        counts(parameters, events);
        return execute(connection, NEW_FORM, parameters, events).mapEmpty();
    }

    /** Stores the events and returns the ids of those that had not been stored before. */
    static Future<Set<UUID>> maybeStored(PgConnection connection, List<NewEvent> events, int shard) {
        return execute(connection, CAREFUL_FORM, parameters(events, shard), events)
                .map(rows -> {
                    Set<UUID> stored = new HashSet<>(events.size() * 2);
                    rows.forEach(row -> stored.add(row.getUUID(0)));
                    return stored;
                });
    }

    private static Future<RowSet<Row>> execute(
            PgConnection connection, Form form, Tuple parameters, List<NewEvent> events) {
        List<NewEvent> orders =
                events.stream().filter(event -> event.order() != null).toList();
        if (orders.isEmpty()) {
            return connection.preparedQuery(form.sql).execute(parameters);
        }
        orders(parameters, orders);
        return connection.preparedQuery(form.withOrders).execute(parameters);
    }

    private static Tuple parameters(List<NewEvent> events, int shard) {
        Tuple parameters = Tuple.tuple(new ArrayList<>(22));
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
        return parameters;
    }

    private static void counts(Tuple parameters, List<NewEvent> events) {
        Map<Group, Count> counts = new HashMap<>();
        for (NewEvent event : events) {
            var group = new Group(event.site(), event.received() / HOUR_MS, event.name());
            Count count = counts.computeIfAbsent(group, first -> new Count());
            count.events++;
            count.last = Math.max(count.last, event.received());
        }
        parameters.addArrayOfInteger(counts.keySet().stream().map(Group::site).toArray(Integer[]::new));
        parameters.addArrayOfString(counts.keySet().stream().map(Group::name).toArray(String[]::new));
        parameters.addArrayOfLong(
                counts.values().stream().map(count -> count.events).toArray(Long[]::new));
        parameters.addArrayOfLong(
                counts.values().stream().map(count -> count.last).toArray(Long[]::new));
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
            OrderReport order = java.util.Objects.requireNonNull(event.order());
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
