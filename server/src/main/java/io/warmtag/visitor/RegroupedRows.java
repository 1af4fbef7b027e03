package io.warmtag.visitor;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes what a change of who is whom means for the persons' rows, their logs and the counts. Each one's log gets an entry at this
 * instant: what a later fold finds out about the time before it is corrected without occasion.
 */
final class RegroupedRows {
    private static final int SHARDS = 1_000;

    // In the order in which rows are locked everywhere.
    private static final String HOLD = """
            select id, joined_to from person where site_id = $1 and id = any($2) order by site_id, id for update""";

    private static final String NOW = """
            insert into person as known (site_id, id, temperature, since, score, first_seen, last_seen, changes, joins,
                                         joined_to)
            select $1, k.id, 0, now(), 0, now(), now(), 0, 1, nullif(v.person, k.id)
            from unnest($2::uuid[]) as k (id)
            left join person_visitor v on v.site_id = $1 and v.visitor = k.id
            order by k.id
            on conflict (site_id, id) do update
                set joined_to = excluded.joined_to, joins = known.joins + 1, state = null, last_event = null,
                    next_change = case when excluded.joined_to is null then known.next_change end
            returning id, joined_to, (xmax = 0) as is_new""";

    private static final String LOGS = """
            select k.id, number, to_state from unnest($2::uuid[]) as k (id)
            cross join lateral (select number, to_state from transition
                                where site_id = $1 and person = k.id order by number desc limit 1) l""";

    private static final String LOG = """
            insert into transition (site_id, person, number, from_state, to_state, at, cause, cause_id, model_version)
            select $1, person, number, from_state, to_state, now(), cause, cause_id, version
            from unnest($2::uuid[], $3::int[], $4::smallint[], $5::smallint[], $6::text[], $7::text[])
                 as new (person, number, from_state, to_state, cause, cause_id)
            cross join (select coalesce(max(version), 1) as version from temperature_settings where site_id = $1) s""";

    private static final String COUNT = """
            insert into temperature_count as known (site_id, temperature, shard, count)
            select $1, unnest($2::smallint[]), $3, unnest($4::bigint[])
            on conflict (site_id, temperature, shard) do update set count = known.count + excluded.count""";

    private final SqlConnection transaction;
    private final int site;
    private final Map<UUID, Mark> marks = new TreeMap<>();
    private final UUID[] ids;

    private final Map<UUID, Boolean> wasPerson = new HashMap<>();
    private final Map<UUID, Boolean> isPerson = new HashMap<>();
    private final Map<Short, Long> counts = new TreeMap<>();

    /** What a log says of the change. */
    private record Mark(String cause, UUID other) {}

    /** Where a log ends. */
    private record End(int number, short temperature) {
        static final End NONE = new End(0, (short) 0);
    }

    RegroupedRows(SqlConnection transaction, int site, List<Regrouped> changes) {
        this.transaction = transaction;
        this.site = site;
        for (Regrouped change : changes) {
            marks.putIfAbsent(change.before(), new Mark("parted", change.visitor()));
        }
        for (Regrouped change : changes) {
            marks.put(change.after(), new Mark("joined", change.visitor()));
        }
        for (Regrouped change : changes) {
            boolean alone = change.after().equals(change.visitor());
            marks.put(
                    change.visitor(), alone ? new Mark("parted", change.before()) : new Mark("joined", change.after()));
        }
        this.ids = marks.keySet().toArray(UUID[]::new);
    }

    /** Returns all whom it concerns. */
    Future<List<UUID>> write() {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(ids))
                .compose(rows -> {
                    rows.forEach(row -> wasPerson.put(row.getUUID(0), row.getUUID(1) == null));
                    return transaction
                            .preparedQuery(NOW)
                            .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(ids));
                })
                .compose(rows -> {
                    for (Row row : rows) {
                        isPerson.put(row.getUUID(0), row.getUUID(1) == null);
                        // His first row may have been written since they were held.
                        wasPerson.putIfAbsent(row.getUUID(0), !row.getBoolean(2));
                    }
                    return transaction
                            .preparedQuery(LOGS)
                            .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(ids));
                })
                .compose(rows -> {
                    Map<UUID, End> ends = new HashMap<>();
                    for (Row row : rows) {
                        ends.put(row.getUUID(0), new End(row.getInteger(1), row.getShort(2)));
                    }
                    return log(ends);
                })
                .compose(logged -> count())
                .map(List.copyOf(marks.keySet()));
    }

    private Future<Void> log(Map<UUID, End> ends) {
        var numbers = new Integer[ids.length];
        var from = new Short[ids.length];
        var to = new Short[ids.length];
        var causes = new String[ids.length];
        var others = new String[ids.length];
        for (int i = 0; i < ids.length; i++) {
            End end = ends.getOrDefault(ids[i], End.NONE);
            Mark mark = marks.getOrDefault(ids[i], new Mark("parted", ids[i]));
            numbers[i] = end.number + 1;
            from[i] = end.temperature;
            to[i] = isPerson.getOrDefault(ids[i], true) ? end.temperature : 0;
            causes[i] = mark.cause;
            others[i] = mark.other.toString();
            countFor(ids[i], end.temperature);
        }
        return transaction
                .preparedQuery(LOG)
                .execute(Tuple.tuple()
                        .addInteger(site)
                        .addArrayOfUUID(ids)
                        .addArrayOfInteger(numbers)
                        .addArrayOfShort(from)
                        .addArrayOfShort(to)
                        .addArrayOfString(causes)
                        .addArrayOfString(others))
                .mapEmpty();
    }

    /** Whoever has a row of his own is counted where his log ends. */
    private void countFor(UUID id, short temperature) {
        boolean counted = wasPerson.getOrDefault(id, false);
        boolean counts = isPerson.getOrDefault(id, true);
        if (counted != counts) {
            this.counts.merge(temperature, counts ? 1L : -1L, Long::sum);
        }
    }

    private Future<Void> count() {
        counts.values().removeIf(change -> change == 0);
        if (counts.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(COUNT)
                .execute(Tuple.tuple()
                        .addInteger(site)
                        .addArrayOfShort(counts.keySet().toArray(Short[]::new))
                        .addShort((short) ThreadLocalRandom.current().nextInt(SHARDS))
                        .addArrayOfLong(counts.values().toArray(Long[]::new)))
                .mapEmpty();
    }
}
