package io.warmtag.event;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores a group of events, their counts and what they say about orders, in one transaction. One for each writer.
 *
 * <p>A flood is first taken for new: an insert that expects copies costs the database a third more, and has to answer
 * which of them were none. When there is one, nothing of the group is stored, it goes again the careful way, and so do those
 * after it: copies come in numbers, when pages repeat what wasn't answered.
 */
final class EventInsert {
    private static final int FLOOD = 16;
    private static final int CAREFUL_GROUPS = 100;
    private static final String UNIQUE_VIOLATION = "23505";

    private int carefulGroups;

    /**
     * Stores the events and returns the ids of those that had not been stored before.
     *
     * @param wanted those of the events that are an occasion for somebody, each with a visitor
     */
    Future<Set<UUID>> run(PgConnection connection, List<NewEvent> events, List<NewEvent> wanted, int shard) {
        List<NewEvent> orders =
                events.stream().filter(event -> event.order() != null).toList();
        // A refused insert is an error in the database's log, which a single event that comes twice isn't worth.
        if (events.size() < FLOOD || carefulGroups > 0) {
            carefulGroups = Math.max(0, carefulGroups - 1);
            return storeAny(connection, events, orders, wanted, shard);
        }
        return storeNew(connection, events, orders, wanted, shard).recover(cause -> {
            if (cause instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState())) {
                carefulGroups = CAREFUL_GROUPS;
                return storeAny(connection, events, orders, wanted, shard);
            }
            return Future.failedFuture(cause);
        });
    }

    private static Future<Set<UUID>> storeNew(
            PgConnection connection, List<NewEvent> events, List<NewEvent> orders, List<NewEvent> wanted, int shard) {
        Tuple parameters = Tuple.tuple(new ArrayList<>(28));
        events(parameters, events, shard);
        counts(parameters, HourCounts.of(events).list());
        if (!orders.isEmpty()) {
            orders(parameters, orders);
        }
        if (!wanted.isEmpty()) {
            parameters.addArrayOfInteger(wanted.stream().map(NewEvent::site).toArray(Integer[]::new));
            parameters.addArrayOfUUID(wanted.stream().map(NewEvent::id).toArray(UUID[]::new));
            parameters.addArrayOfUUID(wanted.stream().map(NewEvent::visitor).toArray(UUID[]::new));
        }
        String sql = EventSql.ofNew(!orders.isEmpty(), !wanted.isEmpty());
        return connection.preparedQuery(sql).execute(parameters).map(done -> ids(events));
    }

    private static Future<Set<UUID>> storeAny(
            PgConnection connection, List<NewEvent> events, List<NewEvent> orders, List<NewEvent> wanted, int shard) {
        Tuple parameters = Tuple.tuple(new ArrayList<>(20));
        events(parameters, events, shard);
        if (!orders.isEmpty()) {
            orders(parameters, orders);
        }
        if (!wanted.isEmpty()) {
            parameters.addArrayOfUUID(wanted.stream().map(NewEvent::id).toArray(UUID[]::new));
        }
        String sql = EventSql.ofAny(!orders.isEmpty(), !wanted.isEmpty());
        return connection.preparedQuery(sql).execute(parameters).map(rows -> {
            Set<UUID> stored = new HashSet<>(events.size() * 2);
            for (Row row : rows) {
                UUID id = row.getUUID(0);
                if (id == null) {
                    return ids(events);
                }
                stored.add(id);
            }
            return stored;
        });
    }

    private static Set<UUID> ids(List<NewEvent> events) {
        Set<UUID> ids = new HashSet<>(events.size() * 2);
        events.forEach(event -> ids.add(event.id()));
        return ids;
    }

    private static void counts(Tuple parameters, List<Map.Entry<HourCounts.Key, HourCounts.Count>> counts) {
        int size = counts.size();
        var sites = new Integer[size];
        var hours = new Long[size];
        var names = new String[size];
        var events = new Long[size];
        var last = new Long[size];
        for (int i = 0; i < size; i++) {
            HourCounts.Key key = counts.get(i).getKey();
            sites[i] = key.site();
            hours[i] = key.hour();
            names[i] = key.name();
            events[i] = counts.get(i).getValue().events;
            last[i] = counts.get(i).getValue().last;
        }
        parameters.addArrayOfInteger(sites);
        parameters.addArrayOfLong(hours);
        parameters.addArrayOfString(names);
        parameters.addArrayOfLong(events);
        parameters.addArrayOfLong(last);
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
