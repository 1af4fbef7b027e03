package io.warmtag.event;

import io.vertx.core.Future;
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
    private static final int WEEKS_AHEAD = 3;
    // As of the first partitions, in the migration that says why: a new table doesn't take it over.
    private static final String STATISTICS = """
            alter column site_id set statistics 10, alter column id set statistics 10, alter column visitor set statistics 10,
            alter column name set statistics 10, alter column time set statistics 10, alter column received set statistics 10,
            alter column mark set statistics 10, alter column remarks set statistics 0, alter column data set statistics 0,
            alter column context set statistics 0""";
    private static final String UPKEEP = """
            set (autovacuum_vacuum_insert_scale_factor = 1, autovacuum_vacuum_insert_threshold = 100000,
                 autovacuum_analyze_scale_factor = 1)""";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

    private final Database database;

    public Partitions(Database database) {
        this.database = database;
    }

    /** Makes the partitions around {@code now} that are missing. Safe on several nodes at once. */
    public Future<Void> ensure(long now) {
        return database.inTransaction(connection -> connection
                .query("lock table event_default in share row exclusive mode")
                .execute()
                .compose(locked -> existing(connection))
                .compose(names -> {
                    Future<Void> made = Future.succeededFuture();
                    for (long week = now / WEEK_MS - WEEKS_BEHIND; week <= now / WEEK_MS + WEEKS_AHEAD; week++) {
                        long start = week * WEEK_MS;
                        if (!names.contains(name(start))) {
                            made = made.compose(done -> create(connection, start));
                        }
                    }
                    return made;
                }));
    }

    /** The partitions whose last possible id is older than {@code before} (ms), oldest first. */
    public Future<List<String>> olderThan(long before) {
        return database.inTransaction(Partitions::existing)
                .map(names -> names.stream()
                        .filter(name -> start(name) + WEEK_MS <= before)
                        .sorted()
                        .toList());
    }

    /** Drops a partition with all its events. The caller has taken the checkpoints. */
    public Future<Void> drop(String name) {
        LOG.info("dropping the events of the week in {}", name);
        return database.query("drop table " + checked(name)).mapEmpty();
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
        return connection
                .query("create table " + name + " (like event including all)")
                .execute()
                .compose(made -> connection
                        .query("alter table " + name + " " + STATISTICS)
                        .execute())
                .compose(made ->
                        connection.query("alter table " + name + " " + UPKEEP).execute())
                .compose(made -> connection
                        .query("with moved as (delete from event_default where id >= '" + from + "' and id < '" + to
                                + "' returning *) insert into " + name + " select * from moved")
                        .execute())
                .compose(moved -> connection
                        .query("alter table event attach partition " + name + " for values from ('" + from + "') to ('"
                                + to + "')")
                        .execute())
                .mapEmpty();
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
