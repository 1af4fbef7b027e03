package io.warmtag.occasion;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.event.Event;
import io.warmtag.event.EventStore;
import io.warmtag.visitor.LoggedTransition;
import io.warmtag.visitor.PersonStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The queue's rows, all of it in the transaction of whoever takes them. */
final class OccasionStore {
    // A node that is gone without a word must not keep its shards for longer than the timeout.
    private static final String HOLD = """
            select set_config('idle_in_transaction_session_timeout', '30s', true), shard from occasion_shard
            where exists (select from occasion where occasion.shard = occasion_shard.shard)
            order by (shard - $1 + 16) % 16 limit $2
            for update skip locked""";

    // A statement of its own after the lock: it sees all that whoever held the shard before has deleted. Rows are never
    // updated, so their places name them; with these and the offsets a plan made while the tables were empty stays good
    // when they aren't.
    private static final String TAKE = """
            with taken as (
                delete from occasion where ctid = any(array(
                    select first.place from unnest($1::smallint[]) as held (shard)
                    cross join lateral (select ctid as place from occasion where occasion.shard = held.shard
                                        order by number limit $2) as first))
                returning number, site_id, person, kind, event, transition
            )
            select taken.number, taken.site_id, coalesce(joined.person, taken.person) as person, taken.kind, taken.transition,
                   event.id, event.visitor, name, time, received, mark, remarks, data, context,
                   from_state, to_state, transition.at, known, cause, cause_id
            from taken
            -- A change is the one of that number in his own log.
            left join lateral (select person from person_visitor
                               where taken.kind = 0 and site_id = taken.site_id and visitor = taken.person
                               offset 0) joined on true
            left join lateral (select * from event known where known.site_id = taken.site_id and known.id = taken.event
                               offset 0) event on true
            left join lateral (select from_state, to_state, at, cause, cause_id, ${KNOWN} as known from transition
                               where site_id = taken.site_id and person = taken.person and number = taken.transition
                               offset 0) transition on true""".replace("${KNOWN}", PersonStore.KNOWN);

    private static final String PARK = """
            with taken as (
                delete from occasion where shard = $3 and number = $1
                returning number, site_id, person, kind, event, transition, recorded_at
            )
            insert into occasion_parked (number, site_id, person, kind, event, transition, recorded_at, reason)
            select number, site_id, person, kind, event, transition, recorded_at, $2 from taken""";

    /**
     * What was deleted.
     *
     * @param rows how many
     * @param first the smallest number
     * @param occasions in order; without those whose event is no longer stored
     */
    record Taken(int rows, long first, List<Occasion> occasions) {}

    private OccasionStore() {}

    /**
     * Locks shards that have occasions until the transaction ends; none when there are none, or others are at work on all of
     * them.
     *
     * @param from the shard to begin looking at, so that each has its turn
     * @param most so many at most: others are there, too
     */
    static Future<List<Short>> hold(SqlConnection transaction, int from, int most) {
        return transaction.preparedQuery(HOLD).execute(Tuple.of(from, most)).map(rows -> {
            var shards = new ArrayList<Short>();
            rows.forEach(row -> shards.add(row.getShort(1)));
            return shards;
        });
    }

    /** Deletes the shards' first occasions, so many of each at most. */
    static Future<Taken> take(SqlConnection transaction, List<Short> shards, int most) {
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(shards.toArray(Short[]::new), most))
                .map(OccasionStore::taken);
    }

    /** Puts one away, if it is still there. */
    static Future<Boolean> park(SqlConnection transaction, short shard, long number, String reason) {
        return transaction
                .preparedQuery(PARK)
                .execute(Tuple.of(number, reason, shard))
                .map(rows -> rows.rowCount() == 1);
    }

    /** How many ms ago the oldest one was recorded that nobody has taken yet; 0 when there is none. */
    static Future<Long> behind(Database database) {
        return database.query("""
                        select coalesce(extract(epoch from clock_timestamp() - min(first.recorded_at)) * 1000, 0)::bigint
                        from generate_series(0, 15) as held (shard)
                        cross join lateral (select recorded_at from occasion where occasion.shard = held.shard
                                            order by number limit 1) as first
                        """).map(rows -> rows.iterator().next().getLong(0));
    }

    private static Taken taken(RowSet<Row> rows) {
        var occasions = new ArrayList<Occasion>(rows.size());
        long first = Long.MAX_VALUE;
        for (Row row : rows) {
            first = Math.min(first, row.getLong("number"));
            if (row.getShort("kind") == 0 && row.getUUID("id") != null) {
                occasions.add(happened(row));
            } else if (row.getShort("kind") == 1 && row.getOffsetDateTime("at") != null) {
                occasions.add(changed(row));
            }
        }
        occasions.sort(Comparator.comparingLong(Occasion::number));
        return new Taken(rows.size(), first, occasions);
    }

    private static Occasion happened(Row row) {
        Event event = EventStore.event(row);
        return new Occasion.Happened(row.getLong("number"), row.getInteger("site_id"), row.getUUID("person"), event);
    }

    private static Occasion changed(Row row) {
        return new Occasion.Changed(
                row.getLong("number"),
                row.getInteger("site_id"),
                row.getUUID("person"),
                row.getInteger("transition"),
                PersonStore.temperature(row.getShort("from_state")),
                PersonStore.temperature(row.getShort("to_state")),
                Objects.requireNonNull(row.getOffsetDateTime("at")).toInstant(),
                Objects.requireNonNull(row.getOffsetDateTime("known")).toInstant(),
                LoggedTransition.cause(row.getString("cause"), row.getString("cause_id")));
    }
}
