package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /**
     * What destinations need of people.
     *
     * @param dead deliveries that came to nothing, at most a thousand of each destination
     * @param failing since more than some minutes
     * @param expires when the first of their tokens dies; null: none does soon
     */
    record Outside(
            long stopped,
            String stoppedName,
            long dead,
            long failing,
            @Nullable Instant expires,
            String expiresName) {}

    Future<Outside> outside(int siteId) {
        return database.query("""
                        select count(*) filter (where d.state = 2) as stopped,
                               coalesce(min(d.name) filter (where d.state = 2), '') as stopped_name,
                               coalesce(sum(dead.count), 0)::bigint as dead,
                               count(*) filter (where d.state = 0 and h.failing_since < now() - interval '5 minutes') as failing,
                               min(h.token_expires) filter (where d.state = 0 and h.token_expires < now() + interval '14 days')
                                   as expires,
                               coalesce((array_agg(d.name order by h.token_expires) filter (where d.state = 0
                                   and h.token_expires < now() + interval '14 days'))[1], '') as expires_name
                        from destination d
                        left join destination_health h on h.site_id = d.site_id and h.destination = d.id
                        cross join lateral (select count(*) from (
                            select from outbox o where o.site_id = d.site_id and o.destination = d.id and o.state = 2
                            limit 1000) o) dead
                        where d.site_id = $1 and d.state <> 3""", siteId).map(rows -> {
            Row row = rows.iterator().next();
            OffsetDateTime expires = row.getOffsetDateTime("expires");
            return new Outside(
                    row.getLong("stopped"),
                    row.getString("stopped_name"),
                    row.getLong("dead"),
                    row.getLong("failing"),
                    expires == null ? null : expires.toInstant(),
                    row.getString("expires_name"));
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
