package io.warmtag.event;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;

/** PostgreSQL's process at the other end of a connection: it may go on, and commit, when the connection is long lost. */
record Backend(int pid, OffsetDateTime since) {
    private static final long LOOK_EVERY_MS = 250;

    static Future<Backend> of(PgConnection connection) {
        return connection
                .query("select pid, backend_start from pg_stat_activity where pid = pg_backend_pid()")
                .execute()
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Backend(row.getInteger(0), row.getOffsetDateTime(1));
                });
    }

    /** Completes when the database can be reached and does nothing any more of what came over the connection. */
    Future<Void> finished(Vertx vertx, Database database) {
        return database.query(
                        "select from pg_stat_activity where pid = $1 and backend_start = $2 and state <> 'idle'",
                        pid,
                        since)
                .map(running -> running.size() == 0)
                .otherwise(false)
                .compose(finished -> finished
                        ? Future.succeededFuture()
                        : vertx.timer(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)
                                .compose(later -> finished(vertx, database)));
    }
}
