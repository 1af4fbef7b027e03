package io.warmtag.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of all leads: the one whose connection holds an advisory lock. It stops leading when that connection closes;
 * work that must not be done twice also guards itself, since the old leader may not have noticed yet.
 */
public final class Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final long LOCK = 0x7761726d746167L; // "warmtag"
    private static final long TRY_EVERY_MS = 1_000;

    private final Vertx vertx;
    private final Database database;
    private volatile boolean leader;
    private volatile boolean stopping;

    public Leadership(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    public boolean isLeader() {
        return leader;
    }

    /**
     * Runs work on the leader now and then, never twice at once; a failure is said and the next turn tries again.
     *
     * @param firstMs until the first turn
     * @param everyMs between the turns
     * @param what names the work in the log
     */
    public void every(long firstMs, long everyMs, String what, Supplier<Future<Void>> work) {
        var running = new AtomicBoolean();
        vertx.setPeriodic(firstMs, everyMs, timer -> {
            if (leader && !stopping && running.compareAndSet(false, true)) {
                work.get().onComplete(done -> {
                    running.set(false);
                    if (done.failed() && !stopping) {
                        LOG.warn(
                                "{} failed and is tried again: {}",
                                what,
                                done.cause().getMessage());
                    }
                });
            }
        });
    }

    /** Tries at once and then for as long as the process lives. */
    public void start() {
        database.connect().onSuccess(this::tryOn).onFailure(cause -> again());
    }

    /** Begins no more work. What is under way loses its database soon, and is nothing to complain of: it is done again. */
    public void stop() {
        stopping = true;
    }

    private void tryOn(PgConnection connection) {
        connection.closeHandler(closed -> {
            if (leader && !stopping) {
                LOG.info("no longer the leader");
            }
            leader = false;
            again();
        });
        tryLock(connection);
    }

    private void tryLock(PgConnection connection) {
        connection
                .preparedQuery("select pg_try_advisory_lock($1)")
                .execute(Tuple.of(LOCK))
                .onSuccess(rows -> {
                    if (rows.iterator().next().getBoolean(0)) {
                        leader = true;
                        LOG.info("this node leads");
                    } else {
                        vertx.setTimer(TRY_EVERY_MS, timer -> tryLock(connection));
                    }
                })
                .onFailure(cause -> LOG.debug("no lock: {}", cause.getMessage()));
    }

    private void again() {
        vertx.setTimer(TRY_EVERY_MS, timer -> start());
    }
}
