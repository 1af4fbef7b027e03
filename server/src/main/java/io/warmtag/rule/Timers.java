package io.warmtag.rule;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.db.Database;
import io.warmtag.db.Passing;
import io.warmtag.occasion.Flood;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what has become due, on every node: rows are taken by whoever comes first (SKIP LOCKED) and done in the transaction
 * that takes them.
 */
public final class Timers {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    private static final long LOOK_EVERY_MS = 200;
    private static final int MOST_AT_ONCE = 500;

    private final Vertx vertx;
    private final Context context;
    private final Database database;
    private final List<Work> all;
    private final Flood flood;
    private final LongSupplier clock;
    private final AtomicBoolean called = new AtomicBoolean();

    private volatile boolean stopped;

    // Below: touched on the context only.
    private boolean running;
    private boolean again;

    /** One kind of things that become due. */
    interface Work {
        /** Names it in the log. */
        String what();

        /** Does at most so many; true when there may be more. Fails with {@link Stuck} when one can't be done. */
        Future<Boolean> run(SqlConnection transaction, Instant now, int most);

        /** Sees to it that the one that can't be done is not in the way of the others. */
        Future<Void> putOff(SqlConnection transaction, Object stuck, Throwable cause, Instant now);
    }

    /** Something can't be done: the first of so many, or one of them. */
    static final class Stuck extends RuntimeException {
        private final Throwable why;
        private final int among;
        private final @Nullable Object first;

        Stuck(Throwable cause, int among, @Nullable Object first) {
            super(cause);
            this.why = cause;
            this.among = among;
            this.first = first;
        }
    }

    /** @param clock ms */
    Timers(Vertx vertx, Database database, List<Work> all, Flood flood, LongSupplier clock) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.database = database;
        this.all = List.copyOf(all);
        this.flood = flood;
        this.clock = clock;
    }

    public void start() {
        vertx.setPeriodic(LOOK_EVERY_MS, timer -> wake());
    }

    /** Nothing is begun after this call. */
    public void stop() {
        stopped = true;
    }

    /** Something may be due; from any thread. */
    public void wake() {
        if (called.compareAndSet(false, true)) {
            context.runOnContext(go -> {
                called.set(false);
                again = true;
                run();
            });
        }
    }

    private void run() {
        if (running || stopped || !again) {
            return;
        }
        running = true;
        again = false;
        long begun = System.nanoTime();
        Future<Void> each = Future.succeededFuture();
        for (Work work : all) {
            each = each.compose(before -> run(work, MOST_AT_ONCE));
        }
        each.onComplete(done -> context.runOnContext(go -> ended((System.nanoTime() - begun) / 1_000_000)));
    }

    private void ended(long tookMs) {
        // A reminder can wait a moment longer, an event can't.
        flood.rest(context, tookMs, this::next);
    }

    private void next() {
        running = false;
        run();
    }

    /** Never fails: what goes wrong with one kind of work is not in the way of the others. */
    private Future<Void> run(Work work, int most) {
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        return database.inTransaction(transaction -> work.run(transaction, now, most))
                .onSuccess(more -> again |= more)
                .<Void>mapEmpty()
                .recover(cause -> failed(work, cause, now));
    }

    private Future<Void> failed(Work work, Throwable failure, Instant now) {
        Throwable cause = failure instanceof Stuck stuck ? stuck.why : failure;
        Object first = failure instanceof Stuck stuck ? stuck.first : null;
        int among = failure instanceof Stuck stuck ? stuck.among : 0;
        if (stopped) {
            return Future.succeededFuture();
        }
        if (first == null || Passing.is(cause)) {
            LOG.warn("{}: not done yet: {}", work.what(), cause.getMessage());
            return Future.succeededFuture();
        }
        if (among > 1) {
            return run(work, among / 2);
        }
        LOG.error("{}: one can't be done: {}", work.what(), String.valueOf(cause));
        return database.inTransaction(transaction -> work.putOff(transaction, first, cause, now))
                .onSuccess(done -> again = true)
                .recover(again -> Future.succeededFuture());
    }
}
