package io.warmtag.destination;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import java.util.function.Supplier;

/**
 * Lets go of what is old: requests and answers after 14 days, delivered and withheld rows after 30, dead ones after 90. A row
 * is also what keeps its key from leaving twice.
 */
final class Upkeep {
    private static final long EVERY_MS = 600_000;
    private static final int MOST_AT_ONCE = 20_000;

    private final Database database;

    Upkeep(Database database) {
        this.database = database;
    }

    void on(Leadership leadership, Supplier<Future<Void>> devices) {
        leadership.every(60_000, EVERY_MS, "letting old deliveries go", this::purge);
        leadership.every(15_000, 60_000, "ending what waits for deleted destinations", this::end);
        leadership.every(30_000, EVERY_MS, "letting old devices go", devices);
    }

    /** What was on its way to a destination that is gone. */
    Future<Void> end() {
        return database.query("""
                        update outbox o set state = 3, code = 'deleted', done_at = now()
                        from destination d
                        where d.state = 3 and o.site_id = d.site_id and o.destination = d.id and o.state = 0
                        """).mapEmpty();
    }

    Future<Void> purge() {
        return database.query("""
                        delete from attempt where (site_id, number) in
                            (select site_id, number from attempt where at < now() - interval '14 days' limit $1)
                        """, MOST_AT_ONCE)
                .compose(done -> database.query("""
                        delete from outbox where (site_id, number) in (
                            select site_id, number from outbox
                            where state <> 0 and done_at < now() - interval '30 days'
                              and (state <> 2 or done_at < now() - interval '90 days') limit $1)
                        """, MOST_AT_ONCE))
                .compose(
                        done -> database.query("delete from destination_hour where hour < now() - interval '400 days'"))
                .mapEmpty();
    }
}
