package io.warmtag.event;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How often each event name came, by the hour received: kept while events are stored, so that no page counts rows. */
public final class EventCountStore {
    /** Marks a row that stands for a whole day (UTC), its hour being midnight. */
    static final short DAY_SHARD = -1;

    /** Hours older than this are merged into days. More than a week, so that "7 days" is exact. */
    private static final int HOURS_KEPT_DAYS = 9;

    private final Database database;

    /**
     * An event name that a site has seen.
     *
     * @param sample the newest event of the name; null when retention has removed it
     */
    public record Name(
            String name,
            long today,
            long week,
            long all,
            Instant last,
            @Nullable Event sample) {}

    /** @param hour when it began */
    public record Hour(Instant hour, long count) {}

    public EventCountStore(Database database) {
        this.database = database;
    }

    /**
     * The names that a site has seen, the most frequent first.
     *
     * @param now today and the week end here, and begin at midnight of the site's time zone; a zone that is off by half an
     *     hour counts from the full hour before
     */
    public Future<Page<Name>> names(Site site, Instant now, Keyset after, int limit) {
        long offset = after.equals(Keyset.NEWEST) ? 0 : after.number();
        return database.query(
                        """
                        with seen as (
                            select name, sum(count) filter (where hour >= $2) as today,
                                   sum(count) filter (where hour >= $3) as week, sum(count) as total, max(last) as last
                            from event_count where site_id = $1
                            group by name order by total desc, name offset $4 limit $5)
                        select seen.name as seen_name, coalesce(today, 0)::bigint as today, coalesce(week, 0)::bigint as week,
                               total::bigint as total, last, sample.*
                        from seen left join lateral (
                            select id, visitor, name, time, received, mark, remarks, data, context from event
                            where site_id = $1 and name = seen.name
                              and received between last - interval '1 second' and last
                            order by received desc, id desc limit 1) sample on true
                        order by total desc, seen.name
                        """,
                        site.id(),
                        midnight(site, now, 0).atOffset(ZoneOffset.UTC),
                        midnight(site, now, 6).atOffset(ZoneOffset.UTC),
                        offset,
                        limit + 1)
                .map(rows -> {
                    var names = new ArrayList<Name>();
                    for (Row row : rows) {
                        names.add(name(row));
                    }
                    boolean more = names.size() > limit;
                    return new Page<>(
                            List.copyOf(more ? names.subList(0, limit) : names),
                            more ? Optional.of(Keyset.of(offset + limit)) : Optional.empty());
                });
    }

    /** When each of these names came last; those that never came are left out. */
    public Future<Map<String, Instant>> last(Site site, List<String> names) {
        return database.query(
                        "select name, max(last) as last from event_count where site_id = $1 and name = any($2) group by name",
                        site.id(),
                        names.toArray(String[]::new))
                .map(rows -> {
                    var last = new HashMap<String, Instant>();
                    for (Row row : rows) {
                        last.put(
                                row.getString("name"),
                                row.getOffsetDateTime("last").toInstant());
                    }
                    return Map.copyOf(last);
                });
    }

    private static Name name(Row row) {
        return new Name(
                row.getString("seen_name"),
                row.getLong("today"),
                row.getLong("week"),
                row.getLong("total"),
                row.getOffsetDateTime("last").toInstant(),
                row.getUUID("id") == null ? null : EventStore.event(row));
    }

    private static Instant midnight(Site site, Instant now, int daysBefore) {
        LocalDate day = now.atZone(site.timeZone()).toLocalDate().minusDays(daysBefore);
        return day.atStartOfDay(site.timeZone()).toInstant().truncatedTo(ChronoUnit.HOURS);
    }

    /** Counts of all names by hour, or by day where hours are no longer kept, oldest first; hours without events are left out. */
    public Future<List<Hour>> byHour(Site site, Instant from, Instant to) {
        return database.query("""
                        select hour, sum(count)::bigint as count from event_count
                        where site_id = $1 and hour >= $2 and hour < $3
                        group by hour order by hour
                        """, site.id(), from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC))
                .map(rows -> {
                    var hours = new ArrayList<Hour>();
                    for (Row row : rows) {
                        hours.add(new Hour(row.getOffsetDateTime("hour").toInstant(), row.getLong("count")));
                    }
                    return hours;
                });
    }

    /** Lets go of what was counted, and refused, before an instant. */
    public Future<Void> letGo(Site site, Instant before) {
        OffsetDateTime bound = before.atOffset(ZoneOffset.UTC);
        return database.query("delete from event_count where site_id = $1 and hour < $2", site.id(), bound)
                .compose(gone ->
                        database.query("delete from rejected_count where site_id = $1 and hour < $2", site.id(), bound))
                .mapEmpty();
    }

    /** Merges old hours into days, of all sites. To be called about once a day by the leader; twice does no harm. */
    public Future<Void> compact(Instant now) {
        return database.query(
                        """
                        with hours as (
                            delete from event_count where hour < $1 and shard <> $2
                            returning site_id, hour, name, count, last)
                        insert into event_count (site_id, hour, name, shard, count, last)
                        select site_id, date_trunc('day', hour, 'UTC'), name, $2, sum(count), max(last)
                        from hours group by 1, 2, 3
                        on conflict (site_id, hour, name, shard)
                        do update set count = event_count.count + excluded.count,
                                      last = greatest(event_count.last, excluded.last)
                        """,
                        now.truncatedTo(ChronoUnit.DAYS)
                                .minus(HOURS_KEPT_DAYS, ChronoUnit.DAYS)
                                .atOffset(ZoneOffset.UTC),
                        DAY_SHARD)
                .mapEmpty();
    }
}
