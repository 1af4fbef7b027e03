package io.warmtag.occasion;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.db.Database;
import io.warmtag.db.Passing;
import io.warmtag.occasion.OccasionStore.Taken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands recorded occasions to their consumers: in the transaction that deletes them, so that each is taken exactly once, by
 * whichever node comes first. A shard is worked on by one at a time, its occasions in order.
 *
 * <p>What fails is tried again with half as many, down to the one that can't be taken, which is put away (table {@code
 * occasion_parked}) with the reason. What only fails for now, like a database that went away, is never put away.
 */
public final class Occasions {
    private static final Logger LOG = LoggerFactory.getLogger(Occasions.class);
    private static final int SHARDS = 16;
    private static final int MOST_AT_ONCE = 500;
    private static final long LOOK_EVERY_MS = 500;
    private static final long PAUSE_AFTER_FAILURE_MS = 200;

    private final Vertx vertx;
    private final Context context;
    private final Database database;
    private final List<OccasionConsumer> consumers;
    private final AtomicBoolean called = new AtomicBoolean();
    private final LongAdder taken = new LongAdder();
    private final LongAdder parked = new LongAdder();

    private volatile boolean stopped;

    // Below: touched on the context only.
    private final Map<Short, Integer> sizes = new HashMap<>();
    private boolean running;
    private boolean again;
    private int turn;

    /** What one transaction did. */
    private record Done(boolean held, short shard, int rows) {
        static final Done NOTHING = new Done(false, (short) 0, 0);
    }

    /** A consumer refused what it was given, and all of it is there again. */
    private static final class Refused extends RuntimeException {
        private final short shard;
        private final int rows;
        private final long first;

        Refused(short shard, Taken batch, Throwable cause) {
            super(cause);
            this.shard = shard;
            this.rows = batch.rows();
            this.first = batch.first();
        }
    }

    /** @param consumers each is given every occasion, one after the other in one transaction */
    public Occasions(Vertx vertx, Database database, List<OccasionConsumer> consumers) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.database = database;
        this.consumers = List.copyOf(consumers);
    }

    /** Looks for work from now on, a few times a second and whenever it is woken. */
    public void start() {
        vertx.setPeriodic(LOOK_EVERY_MS, timer -> wake());
        wake();
    }

    /** No transaction begins after this call. */
    public void stop() {
        stopped = true;
    }

    /** There may be something to do; from any thread. */
    public void wake() {
        if (called.compareAndSet(false, true)) {
            context.runOnContext(go -> {
                called.set(false);
                again = true;
                run();
            });
        }
    }

    /** How many occasions this node has taken, with those that were put away. */
    public long taken() {
        return taken.sum();
    }

    /** How many occasions this node has put away because they could not be taken. */
    public long parked() {
        return parked.sum();
    }

    private void run() {
        if (running || stopped || !again) {
            return;
        }
        running = true;
        again = false;
        turn = (turn + 1) % SHARDS;
        int first = turn;
        database.inTransaction(transaction -> work(transaction, first))
                .onComplete(result -> context.runOnContext(go -> {
                    running = false;
                    if (result.succeeded()) {
                        worked(result.result());
                    } else {
                        failed(result.cause());
                    }
                }));
    }

    private Future<Done> work(SqlConnection transaction, int first) {
        return OccasionStore.hold(transaction, first)
                .compose(shard -> shard.map(held -> workOn(transaction, held))
                        .orElseGet(() -> Future.succeededFuture(Done.NOTHING)));
    }

    private Future<Done> workOn(SqlConnection transaction, short shard) {
        return OccasionStore.take(transaction, shard, sizes.getOrDefault(shard, MOST_AT_ONCE))
                .compose(batch -> give(transaction, batch.occasions())
                        .map(given -> new Done(true, shard, batch.rows()))
                        .recover(cause -> Future.failedFuture(new Refused(shard, batch, cause))));
    }

    private Future<Void> give(SqlConnection transaction, List<Occasion> occasions) {
        Future<Void> all = Future.succeededFuture();
        if (occasions.isEmpty()) {
            return all;
        }
        for (OccasionConsumer consumer : consumers) {
            all = all.compose(before -> consumer.take(transaction, occasions));
        }
        return all;
    }

    private void worked(Done done) {
        if (done.held) {
            taken.add(done.rows);
            sizes.computeIfPresent(done.shard, (shard, size) -> size * 2 >= MOST_AT_ONCE ? null : size * 2);
            again = true;
        }
        run();
    }

    private void failed(Throwable cause) {
        if (stopped) {
            return;
        }
        if (cause instanceof Refused refused && !Passing.is(refused.getCause())) {
            refused(refused);
            return;
        }
        LOG.warn("occasions not taken yet: {}", cause.getMessage());
        later();
    }

    private void refused(Refused refused) {
        again = true;
        if (refused.rows > 1) {
            sizes.put(refused.shard, refused.rows / 2);
            run();
            return;
        }
        running = true;
        park(refused.first, String.valueOf(refused.getCause()))
                .onComplete(result -> context.runOnContext(go -> {
                    running = false;
                    if (result.succeeded()) {
                        run();
                    } else {
                        LOG.warn("occasion not put away yet: {}", result.cause().getMessage());
                        later();
                    }
                }));
    }

    private Future<Void> park(long number, String reason) {
        return database.inTransaction(transaction -> OccasionStore.park(transaction, number, reason))
                .onSuccess(done -> {
                    if (done) {
                        taken.increment();
                        parked.increment();
                        LOG.error("occasion {} can't be taken and is put away: {}", number, reason);
                    }
                })
                .mapEmpty();
    }

    private void later() {
        vertx.setTimer(PAUSE_AFTER_FAILURE_MS, timer -> wake());
    }
}
