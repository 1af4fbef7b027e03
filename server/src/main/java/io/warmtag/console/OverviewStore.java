package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whether something came in, and whether something changed: asked often, answered from roll-ups. */
public final class OverviewStore {
    private static final int LOOKED_AT = 500;
    // Of one family, one office: a few people behind one address are nothing odd.
    private static final int FEWEST_VISITORS = 20;

    private final Database database;

    /** @param visitors how many different ones came from it */
    record OneAddress(String address, long visitors) {}

    public OverviewStore(Database database) {
        this.database = database;
    }

    /** When the newest event was received; empty when there never was one. */
    Future<Optional<Instant>> lastEvent(int siteId) {
        return database.query("""
                        select max(last) from event_count
                        where site_id = $1 and hour = (select max(hour) from event_count where site_id = $1)""", siteId)
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime(0))
                        .map(OffsetDateTime::toInstant));
    }

    /**
     * The address that everybody lately came from, its end cut off; empty when they came from several, or too few came to say.
     * It is then a proxy's, and the rate limit takes all of them for one.
     */
    Future<Optional<OneAddress>> oneAddress(int siteId) {
        return database.query("""
                        select count(distinct visitor) as visitors, count(distinct context::json ->> 'ip') as addresses,
                               max(context::json ->> 'ip') as address
                        from (select visitor, mark, context from event
                              where site_id = $1 and received > now() - interval '1 day'
                              order by received desc limit $2) newest
                        where mark = 0 and visitor is not null""", siteId, LOOKED_AT).map(rows -> {
            Row row = rows.iterator().next();
            long visitors = row.getLong("visitors");
            return visitors >= FEWEST_VISITORS && row.getLong("addresses") == 1
                    ? Optional.of(new OneAddress(row.getString("address"), visitors))
                    : Optional.empty();
        });
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

    /** Something that changes whenever a person's page does. */
    Future<String> revision(int siteId, List<UUID> visitors) {
        return database.query("""
                        select (select max(newest.id::text) from unnest($2::uuid[]) as asked (one)
                                cross join lateral (select id from event where site_id = $1 and visitor = asked.one
                                                    order by id desc limit 1) newest),
                               (select string_agg(concat_ws(' ', id, temperature, since, last_seen, score, joined_to), ' '
                                                  order by id)
                                from person where site_id = $1 and id = any($2))""", siteId, visitors.toArray(UUID[]::new)).map(rows -> {
            Row row = rows.iterator().next();
            return row.getString(0) + "|" + row.getString(1);
        });
    }
}
