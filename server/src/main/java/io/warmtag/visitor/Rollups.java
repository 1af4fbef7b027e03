package io.warmtag.visitor;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;

/** What the leader keeps small or keeps a note of once a minute: today's counts of temperatures, the rejected events. */
public final class Rollups {
    private static final long EVERY_MS = 60_000;

    // The day is the site's own.
    private static final String DAY = """
            insert into temperature_day (site_id, day, hot, warm, cold)
            select c.site_id, (now() at time zone s.time_zone)::date,
                   coalesce(sum(count) filter (where temperature = 2), 0), coalesce(sum(count) filter (where temperature = 1), 0),
                   coalesce(sum(count) filter (where temperature = 0), 0)
            from (select site_id, temperature, sum(count) as count from temperature_count group by 1, 2) c
            join site s on s.id = c.site_id
            group by 1, 2 having count(*) > 0
            on conflict (site_id, day) do update set hot = excluded.hot, warm = excluded.warm, cold = excluded.cold""";

    // Materialized, because else the planner looks for a site's oldest one again for each of its ten thousand rows.
    private static final String REJECTED = """
            with kept as materialized (
                select s.id as site_id, (select number from rejected_event where site_id = s.id
                                         order by number desc offset 9999 limit 1) as oldest
                from site s)
            delete from rejected_event r using kept where r.site_id = kept.site_id and r.number < kept.oldest""";

    private final Database database;
    private final Leadership leadership;

    public Rollups(Database database, Leadership leadership) {
        this.database = database;
        this.leadership = leadership;
    }

    public void start() {
        leadership.every(1_000, EVERY_MS, "the roll-up", this::run);
    }

    Future<Void> run() {
        return database.query(DAY).compose(done -> database.query(REJECTED)).mapEmpty();
    }
}
