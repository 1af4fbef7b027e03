package io.warmtag.event;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.db.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The weekly partitions of the event table: made ahead, dropped when every event in them is older than any site keeps. */
public final class Partitions {
    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final long WEEK_MS = 7 * 24 * 3_600_000L;
    private static final int WEEKS_BEHIND = 2;
    private static final int PATIENCE_MS = 500;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int WEEKS_AHEAD = 3;
    // As of the first partitions, in the migration that says why: a new table doesn't take it over.
    private static final String STATISTICS = """
            alter column site_id set statistics 10, alter column id set statistics 10, alter column visitor set statistics 10,
            alter column name set statistics 10, alter column time set statistics 10, alter column received set statistics 10,
            alter column mark set statistics 10, alter column remarks set statistics 0, alter column data set statistics 0,
            alter column context set statistics 0""";
    private static final String UPKEEP = """
            set (autovacuum_vacuum_insert_scale_factor = 1, autovacuum_vacuum_insert_threshold = 2000000,
                 autovacuum_analyze_scale_factor = 1)""";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

    private final Database database;

    public Partitions(Database database) {
        this.database = database;
    }

    /**
     * Makes the partitions around {@code now} that are missing. Safe on several nodes at once. While somebody reads the events
     * for long it is left for another time: what has no partition is stored all the same.
     */
    public Future<Void> ensure(long now) {
        return database.inTransaction(Partitions::existing)
                .compose(names -> missing(names, now).isEmpty()
                        ? Future.succeededFuture()
                        : database.inTransaction(connection -> impatient(connection)
                                        .compose(set -> connection
                                                .query("lock table event_default in share row exclusive mode")
                                                .execute())
                                        .compose(locked -> existing(connection))
                                        .compose(there -> create(connection, missing(there, now))))
                                .recover(cause -> laterIfRead(cause, "partitions for events are made later")));
    }

    private static Future<Void> laterIfRead(Throwable cause, String what) {
        if (cause instanceof PgException pg && LOCK_NOT_AVAILABLE.equals(pg.getSqlState())) {
            LOG.info("the events are being read: {}", what);
            return Future.succeededFuture();
        }
        return Future.failedFuture(cause);
    }

    /** Who waits for a lock on the events holds up all who come after, and they store events: better it is tried again. */
    private static Future<Void> impatient(SqlConnection connection) {
        return connection
                .query("set local lock_timeout = '" + PATIENCE_MS + "ms'")
                .execute()
                .mapEmpty();
    }

    private static List<Long> missing(List<String> names, long now) {
        List<Long> starts = new ArrayList<>();
        for (long week = now / WEEK_MS - WEEKS_BEHIND; week <= now / WEEK_MS + WEEKS_AHEAD; week++) {
            if (!names.contains(name(week * WEEK_MS))) {
                starts.add(week * WEEK_MS);
            }
        }
        return starts;
    }

    private static Future<Void> create(SqlConnection connection, List<Long> starts) {
        Future<Void> made = Future.succeededFuture();
        for (long start : starts) {
            made = made.compose(done -> create(connection, start));
        }
        return made;
    }

    /** The partitions whose last possible id is older than {@code before} (ms), oldest first. */
    public Future<List<String>> olderThan(long before) {
        return database.inTransaction(Partitions::existing)
                .map(names -> names.stream()
                        .filter(name -> start(name) + WEEK_MS <= before)
                        .sorted()
                        .toList());
    }

    /**
     * Drops a partition with its events. What a clock that was behind has brought into it stays, with the ids that lie in no
     * week. The caller has taken the checkpoints. While somebody reads the events for long it is left for another time.
     *
     * @param before ms: what happened then or later stays
     */
    public Future<Void> drop(String name, long before) {
        String table = checked(name);
        return database.inTransaction(connection -> impatient(connection)
                        .compose(set -> run(connection, "lock table " + table + " in share mode"))
                        .compose(locked -> run(
                                connection,
                                "create temp table staying on commit drop as select * from " + table
                                        + " where time >= to_timestamp(" + before + " / 1000.0)"))
                        .compose(found -> run(connection, "alter table event detach partition " + table))
                        .compose(apart -> run(connection, "insert into event select * from staying"))
                        .compose(moved -> run(connection, "drop table " + table)))
                .onSuccess(dropped -> LOG.info("dropped the events of the week in {}", name))
                .recover(cause -> laterIfRead(cause, name + " is dropped later"));
    }

    private static Future<Void> run(SqlConnection connection, String sql) {
        return connection.query(sql).execute().mapEmpty();
    }

    private static Future<List<String>> existing(SqlConnection connection) {
        return connection.query("""
                        select child.relname from pg_inherits
                        join pg_class child on child.oid = inhrelid join pg_class parent on parent.oid = inhparent
                        where parent.relname = 'event' and child.relname ~ '^event_[0-9]{8}$'""").execute().map(rows -> {
            List<String> names = new ArrayList<>();
            for (Row row : rows) {
                names.add(row.getString(0));
            }
            return names;
        });
    }

    /** Events with ids of that week may already lie in the default partition (clocks ahead): they move along. */
    private static Future<Void> create(SqlConnection connection, long start) {
        String name = checked(name(start));
        String from = UuidV7.bound(start).toString();
        String to = UuidV7.bound(start + WEEK_MS).toString();
        return run(connection, "create table " + name + " (like event including all)")
                .compose(made -> run(connection, "alter table " + name + " " + STATISTICS))
                .compose(made -> run(connection, "alter table " + name + " " + UPKEEP))
                .compose(made -> run(
                        connection,
                        "with moved as (delete from event_default where id >= '" + from + "' and id < '" + to
                                + "' returning *) insert into " + name + " select * from moved"))
                .compose(moved -> run(
                        connection,
                        "alter table event attach partition " + name + " for values from ('" + from + "') to ('" + to
                                + "')"));
    }

    private static String name(long start) {
        return "event_" + DAY.format(Instant.ofEpochMilli(start).atOffset(ZoneOffset.UTC));
    }

    private static long start(String name) {
        return LocalDate.parse(name.substring("event_".length()), DAY)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
    }

    private static String checked(String name) {
        if (!name.matches("event_\\d{8}")) {
            throw new IllegalArgumentException("not a partition of events: " + name);
        }
        return name;
    }
}
