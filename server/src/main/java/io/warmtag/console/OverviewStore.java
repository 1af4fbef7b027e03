package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The numbers of the overview, all from roll-ups: none of these reads events. */
public final class OverviewStore {
    private final Database database;

    /** How many persons are in each temperature. */
    public record Counts(long hot, long warm, long cold) {
        long all() {
            return hot + warm + cold;
        }
    }

    public OverviewStore(Database database) {
        this.database = database;
    }

    Future<Counts> now(int siteId) {
        return database.query("""
                        select coalesce(sum(count) filter (where temperature = 2), 0)::bigint,
                               coalesce(sum(count) filter (where temperature = 1), 0)::bigint,
                               coalesce(sum(count) filter (where temperature = 0), 0)::bigint
                        from temperature_count where site_id = $1""", siteId).map(rows -> counts(rows.iterator().next()));
    }

    /** As it was at the end of a day; empty when the site was not there yet. */
    Future<Optional<Counts>> onDay(int siteId, LocalDate day) {
        return database.query(
                        "select hot, warm, cold from temperature_day where site_id = $1 and day = $2", siteId, day)
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(counts(row));
                    }
                    return Optional.empty();
                });
    }

    private static Counts counts(Row row) {
        return new Counts(row.getLong(0), row.getLong(1), row.getLong(2));
    }

    /** Events by hour, from an hour on; hours without any are missing. */
    Future<Map<Instant, Long>> hours(int siteId, Instant from) {
        return database.query(
                        "select hour, sum(count)::bigint from event_count where site_id = $1 and hour >= $2 group by hour",
                        siteId,
                        from.atOffset(ZoneOffset.UTC))
                .map(rows -> {
                    Map<Instant, Long> hours = new TreeMap<>();
                    for (Row row : rows) {
                        hours.put(row.getOffsetDateTime(0).toInstant(), row.getLong(1));
                    }
                    return hours;
                });
    }

    Future<Long> rejectedSince(int siteId, Instant from) {
        return database.query(
                        "select coalesce(sum(count), 0)::bigint from rejected_count where site_id = $1 and hour >= $2",
                        siteId,
                        from.atOffset(ZoneOffset.UTC))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** When the newest event was received; empty when there never was one. */
    Future<Optional<Instant>> lastEvent(int siteId) {
        return database.query("""
                        select max(last) from event_count
                        where site_id = $1 and hour = (select max(hour) from event_count where site_id = $1)""", siteId)
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime(0))
                        .map(time -> time.toInstant()));
    }

    /** Something that changes whenever the overview does. */
    Future<String> revision(int siteId) {
        return database.query("""
                        select (select max(last)::text || sum(count) from event_count
                                where site_id = $1 and hour = (select max(hour) from event_count where site_id = $1)),
                               (select string_agg(temperature || ':' || count, ',' order by temperature) from (
                                    select temperature, sum(count) as count from temperature_count
                                    where site_id = $1 group by temperature) t),
                               (select sum(count) from rejected_count
                                where site_id = $1 and hour > now() - interval '24 hours')::text""", siteId).map(rows -> {
            Row row = rows.iterator().next();
            return row.getString(0) + "|" + row.getString(1) + "|" + row.getString(2);
        });
    }
}
