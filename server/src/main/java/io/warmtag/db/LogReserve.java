package io.warmtag.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the embedded PostgreSQL's log files ahead of a flood. PostgreSQL fills a new file of 16 MB with zeros and waits for
 * the disk before it writes to it: under full load every commit of the node stood still for 50 ms each second. Files that a
 * checkpoint gives back are used again without that, but a young database has none yet, so they are made here, once, when
 * the log first grows fast; {@code min_wal_size} keeps them.
 */
public final class LogReserve {
    /** Of 16 MB; what {@code min_wal_size} has room for. */
    public static final int FILES = 64;

    private static final Logger LOG = LoggerFactory.getLogger(LogReserve.class);
    private static final long LOOK_EVERY_MS = 1_000;
    private static final long FAST_BYTES = 2L << 20;
    private static final long PAUSE_MS = 150;

    private final Vertx vertx;
    private final Database database;
    private long bytes = Long.MAX_VALUE;

    public LogReserve(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    public void start() {
        vertx.setTimer(
                LOOK_EVERY_MS,
                timer -> look().onComplete(looked -> {
                    if (looked.failed()) {
                        LOG.debug(
                                "the log can't be looked at: {}", looked.cause().getMessage());
                    }
                    if (looked.failed() || !looked.result()) {
                        start();
                    }
                }));
    }

    /** Whether nothing is left to do. */
    private Future<Boolean> look() {
        return database.query("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")
                .compose(rows -> {
                    long now = rows.iterator().next().getLong(0);
                    boolean fast = now - bytes > FAST_BYTES;
                    bytes = now;
                    return fast ? make().map(true) : Future.succeededFuture(false);
                });
    }

    private Future<Void> make() {
        return database.query("select count(*) from pg_ls_waldir() where size = 16777216")
                .compose(rows -> {
                    long missing = FILES - rows.iterator().next().getLong(0);
                    return missing <= 0 ? Future.succeededFuture() : make(missing);
                });
    }

    private Future<Void> make(long missing) {
        if (missing == 0) {
            // Gives the files that were skipped back to be written.
            return database.query("checkpoint").mapEmpty();
        }
        return database.query("select pg_logical_emit_message(false, 'warmtag', 'next file')")
                .compose(said -> database.query("select pg_switch_wal()"))
                .compose(made -> vertx.timer(PAUSE_MS))
                .compose(later -> make(missing - 1));
    }
}
