package io.warmtag.destination;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import java.util.function.Supplier;

/**
 * Lets go of what is old: requests and answers after 14 days, delivered and withheld rows after 30, dead ones after 90. A row
 * is also what keeps its key from leaving twice. Of lists go those whom they say nothing of any more.
 */
final class Upkeep {
    private static final long EVERY_MS = 600_000;
    private static final int MOST_AT_ONCE = 20_000;

    private static final String ATTEMPTS = """
            delete from attempt where (site_id, number) in
                (select site_id, number from attempt where at < now() - interval '14 days' limit $1)""";
    private static final String ROWS = """
            delete from outbox where (site_id, number) in (
                select site_id, number from outbox
                where state <> 0 and done_at < now() - interval '30 days'
                  and (state <> 2 or done_at < now() - interval '90 days') limit $1)""";

    // Of a list that was deleted nobody can be taken away any more; and who is not there, nor should be, is as one who
    // never was.
    private static final String NOBODY = """
            delete from list_member where ctid = any(array(
                select m.ctid from list_member m join destination d on d.site_id = m.site_id and d.id = m.destination
                where d.state = 3
                   or m.told is null and not m.member and m.ruled is null and m.said is null
                      and not exists (select from outbox o where o.site_id = m.site_id and o.destination = m.destination
                                      and o.person = m.person and o.state = 0)
                limit $1))""";

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
        return portions(ATTEMPTS)
                .compose(done -> portions(ROWS))
                .compose(done -> portions(NOBODY))
                .compose(
                        done -> database.query("delete from destination_hour where hour < now() - interval '400 days'"))
                .mapEmpty();
    }

    private Future<Void> portions(String sql) {
        return database.query(sql, MOST_AT_ONCE)
                .compose(gone -> gone.rowCount() < MOST_AT_ONCE ? Future.succeededFuture() : portions(sql));
    }
}
