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
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.StateCodec;
import io.warmtag.visitor.model.Temperature;
import io.warmtag.visitor.model.TemperatureModel;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads from PostgreSQL what persons' folds need. */
final class PersonLoader {
    // Whoever was erased and comes again has states that can be told from those of before.
    private static final String ERASED = """
            (select erased.joins from erased_visitor erased
                                         where erased.site_id = asked.site_id and erased.visitor = asked.id)""";

    private static final String LAST_ID = "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid";

    // One statement each, hence one snapshot: what is stored meanwhile is in all of the answer or in none of it. The
    // offsets keep the planner to one look into an index for each person, however few rows it believes there are. Who
    // was joined says his row: nobody else pays for looking.
    private static final String WHOLE = """
            with asked as (select 1::bigint as number, $1::int as site_id, $2::uuid as id),
            found as materialized (
                select number, asked.site_id, asked.id, true as ordered, null::bytea as state, revision, changes,
                       case when $3 then 0
                            when joined_to is null then coalesce(joins, ERASED, 0)
                            else (select stands.joins from person stands
                                  where stands.site_id = asked.site_id and stands.id = p.joined_to) end as joins,
                       case when $3 then null else joined_to end as joined_to,
                       '00000000-0000-0000-0000-000000000000'::uuid as since, LAST_ID as until
                from asked left join lateral (select revision, changes, joins, joined_to from person
                                              where site_id = asked.site_id and id = asked.id offset 0) p on true)""".replace("ERASED", ERASED).replace("LAST_ID", LAST_ID);

    // Who was away for months has partitions in between in which nothing of his can be.
    private static final String RETURNING = """
            with asked as (select number, site_id, id, ordered
                           from unnest($1::int[], $2::uuid[], $3::boolean[])
                                with ordinality as a (site_id, id, ordered, number)),
            found as materialized (
                select number, asked.site_id, asked.id, ordered, state, revision, changes,
                       case when joined_to is null then coalesce(joins, ERASED, 0)
                            else (select stands.joins from person stands
                                  where stands.site_id = asked.site_id and stands.id = p.joined_to) end as joins, joined_to,
                       coalesce(last_event, '00000000-0000-0000-0000-000000000000') as since,
                       case when state is null then LAST_ID
                            else (lpad(to_hex(greatest(0, (extract(epoch from last_seen) * 1000)::bigint) + AHEAD), 12, '0')
                                  || '00000000000000000000')::uuid end as until
                from asked left join lateral (select state, revision, changes, joins, joined_to, last_event, last_seen from person
                                              where site_id = asked.site_id and id = asked.id offset 0) p on true)""".replace("ERASED", ERASED)
            .replace("LAST_ID", LAST_ID)
            .replace("AHEAD", String.valueOf(GridState.IDS_AHEAD_MS));

    // What the state in the row holds isn't read again.
    private static final String PARTS = """
            , mine as materialized (
                select number, found.site_id, coalesce(v.visitor, found.id) as visitor, since, until,
                       state is null as whole, ordered
                from found left join lateral (select visitor from person_visitor
                                              where found.joins > 0 and site_id = found.site_id and person = found.id
                                              offset 0) v on true
                where joined_to is null)
            select number, 'row' as kind, joined_to as id, null::text as name, null::timestamptz as at,
                   null::timestamptz as delivered, null::timestamptz as cancelled, state, revision, changes, joins
            from found
            union all
            select mine.number, 'event', e.id, e.name, e.time, null, null, null, null, null, null
            from mine cross join lateral (select id, name, time from event
                                          where site_id = mine.site_id and visitor = mine.visitor and mark = 0
                                            and id > mine.since and id < mine.until offset 0) e
            union all
            select mine.number, 'order', null, o.transaction_id, o.at, o.delivered_at, o.cancelled_at, null, null, null, null
            from mine cross join lateral (select transaction_id, coalesce(placed_at, confirmed_at, delivered_at) as at,
                                                 delivered_at, cancelled_at
                                          from customer_order where site_id = mine.site_id and person = mine.visitor
                                            and not erased offset 0) o
            where (mine.whole or mine.ordered) and o.at is not null
            union all
            select mine.number, 'checkpoint', mine.visitor, null, c.taken_at, null, null, c.state, null, null, null
            from mine cross join lateral (select taken_at, state from person_checkpoint
                                          where site_id = mine.site_id and person = mine.visitor offset 0) c
            where mine.whole
            union all
            select found.number, 'log', null, null, l.at, null, null, null, l.to_state, l.number, null
            from found cross join lateral (select number, to_state, at from transition
                                           where site_id = found.site_id and person = found.id
                                           order by number desc limit 1) l
            where found.state is null and found.joined_to is null""";

    private static final String ORDERS = """
            select number, o.transaction_id as name, o.at, o.delivered_at as delivered, o.cancelled_at as cancelled
            from unnest($1::int[], $2::uuid[]) with ordinality as asked (site_id, id, number)
                 cross join lateral (select transaction_id, coalesce(placed_at, confirmed_at, delivered_at) as at,
                                            delivered_at, cancelled_at
                                     from customer_order where site_id = asked.site_id and person = asked.id
                                       and not erased offset 0) o
            where o.at is not null""";

    private final Database database;
    private final Histories histories;

    /** @param histories for the checkpoints of several visitors, which become one */
    PersonLoader(Database database, Histories histories) {
        this.database = database;
        this.histories = histories;
    }

    /** Everything that is stored of a person; of a visitor who is one with others only who stands for them. */
    Future<StoredPerson> load(PersonKey key) {
        return load(key, false);
    }

    /** Everything that is stored of one visitor, as if he were a person of his own. */
    Future<StoredPerson> loadAlone(PersonKey key) {
        return load(key, true);
    }

    private Future<StoredPerson> load(PersonKey key, boolean alone) {
        return database.onOneConnection(connection ->
                        connection.preparedQuery(WHOLE + PARTS).execute(Tuple.of(key.site(), key.id(), alone)))
                .map(rows -> read(rows, List.of(key)).get(0).together(true).stored());
    }

    /**
     * Of each person the state in his row and what isn't in it yet, or, where there is no such state, everything.
     *
     * @param ordered of whom all orders are wanted in any case
     */
    Future<Map<PersonKey, Returning>> loadReturning(List<PersonKey> keys, Set<PersonKey> ordered) {
        Integer[] sites = keys.stream().map(PersonKey::site).toArray(Integer[]::new);
        UUID[] ids = keys.stream().map(PersonKey::id).toArray(UUID[]::new);
        Boolean[] withOrders = keys.stream().map(ordered::contains).toArray(Boolean[]::new);
        Tuple parameters =
                Tuple.tuple().addArrayOfInteger(sites).addArrayOfUUID(ids).addArrayOfBoolean(withOrders);
        return database.onOneConnection(connection ->
                        connection.preparedQuery(RETURNING + PARTS).execute(parameters))
                .map(rows -> {
                    List<Parts> read = read(rows, keys);
                    Map<PersonKey, Returning> byKey = new HashMap<>(keys.size() * 2);
                    for (int i = 0; i < read.size(); i++) {
                        byKey.put(keys.get(i), read.get(i).together(withOrders[i]));
                    }
                    return byKey;
                });
    }

    /** The orders of each of the visitors. */
    Future<Map<PersonKey, List<OrderFacts>>> orders(List<PersonKey> visitors) {
        Integer[] sites = visitors.stream().map(PersonKey::site).toArray(Integer[]::new);
        UUID[] ids = visitors.stream().map(PersonKey::id).toArray(UUID[]::new);
        return database.onOneConnection(connection -> connection
                        .preparedQuery(ORDERS)
                        .execute(Tuple.tuple().addArrayOfInteger(sites).addArrayOfUUID(ids)))
                .map(rows -> {
                    Map<PersonKey, List<OrderFacts>> orders = new HashMap<>(visitors.size() * 2);
                    visitors.forEach(visitor -> orders.put(visitor, new ArrayList<>(2)));
                    for (Row row : rows) {
                        PersonKey visitor = visitors.get((int) (row.getLong("number") - 1));
                        Objects.requireNonNull(orders.get(visitor)).add(order(row));
                    }
                    return orders;
                });
    }

    private static OrderFacts order(Row row) {
        return new OrderFacts(
                row.getString("name"),
                ms(row.getOffsetDateTime("at")),
                optionalMs(row.getOffsetDateTime("delivered")),
                optionalMs(row.getOffsetDateTime("cancelled")));
    }

    private List<Parts> read(RowSet<Row> rows, List<PersonKey> keys) {
        List<Parts> parts = new ArrayList<>(keys.size());
        for (PersonKey key : keys) {
            parts.add(new Parts(histories.of(key.site())));
        }
        for (Row row : rows) {
            parts.get((int) (row.getLong("number") - 1)).add(row);
        }
        return parts;
    }

    /** What was read of one person. */
    private static final class Parts {
        private final List<PersonEvent> events = new ArrayList<>();
        private final List<OrderFacts> orders = new ArrayList<>();
        private final Map<UUID, PersonState> checkpoints = new TreeMap<>();
        private final SettingsHistory history;
        private LogEnd log = LogEnd.NONE;
        private int revision;
        private int joins;
        private @Nullable UUID joinedTo;
        private boolean hasState;
        private Optional<RowState> state = Optional.empty();

        Parts(SettingsHistory history) {
            this.history = history;
        }

        void add(Row row) {
            switch (row.getString("kind")) {
                case "row" -> row(row);
                case "event" ->
                    events.add(
                            new PersonEvent(row.getUUID("id"), row.getString("name"), ms(row.getOffsetDateTime("at"))));
                case "order" -> orders.add(order(row));
                case "checkpoint" ->
                    checkpoints.put(
                            row.getUUID("id"),
                            StateCodec.decode(row.getBuffer("state").getBytes()));
                default ->
                    log = new LogEnd(
                            row.getInteger("changes"),
                            Temperature.values()[row.getInteger("revision")],
                            ms(row.getOffsetDateTime("at")));
            }
        }

        private void row(Row row) {
            Integer known = row.getInteger("revision");
            joins = row.getInteger("joins");
            if (known != null) {
                revision = known;
                joinedTo = row.getUUID("id");
                hasState = row.getBuffer("state") != null;
                state = RowState.read(row.getBuffer("state"), row.getInteger("changes"), revision, joins);
            }
        }

        Returning together(boolean ordersWanted) {
            PersonState checkpoint = TemperatureModel.together(List.copyOf(checkpoints.values()), history);
            var stored = new StoredPerson(checkpoint, events, orders, log, revision, joins, joinedTo);
            return new Returning(state, !hasState, ordersWanted || !hasState, stored);
        }
    }

    private static long ms(OffsetDateTime time) {
        return time.toInstant().toEpochMilli();
    }

    private static @Nullable Long optionalMs(@Nullable OffsetDateTime time) {
        return time == null ? null : ms(time);
    }
}
