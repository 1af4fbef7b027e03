package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Whether something came in, and whether something changed: asked often, answered from roll-ups. */
public final class OverviewStore {
    private final Database database;

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
    Future<String> revision(int siteId, java.util.UUID person) {
        return database.query("""
                        select (select id::text from event where site_id = $1 and visitor = $2 order by id desc limit 1),
                               (select temperature || ' ' || since || ' ' || last_seen || ' ' || score from person
                                where site_id = $1 and id = $2)""", siteId, person).map(rows -> {
            Row row = rows.iterator().next();
            return row.getString(0) + "|" + row.getString(1);
        });
    }
}
