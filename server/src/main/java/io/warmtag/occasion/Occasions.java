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
 * whichever node comes first. A shard is worked on by one at a time, its occasions in order. Two transactions at a time run on
 * a node; while events flood in there is one, which leaves most of the time to these.
 *
 * <p>What fails is tried again with half as many, down to the one that can't be taken, which is put away (table {@code
 * occasion_parked}) with the reason. What only fails for now, like a database that went away, is never put away.
 */
public final class Occasions {
    private static final Logger LOG = LoggerFactory.getLogger(Occasions.class);
    private static final int SHARDS = 16;
    private static final int TRANSACTIONS = 2;
    /** Of each transaction: a quarter of the shards, so that two nodes with two of them don't wait for each other. */
    private static final int MOST_SHARDS = 4;

    private static final int MOST_AT_ONCE = 1_000;
    private static final long LOOK_EVERY_MS = 500;
    private static final long MEASURE_EVERY_MS = 5_000;
    private static final long PAUSE_AFTER_FAILURE_MS = 200;

    private final Vertx vertx;
    private final Context context;
    private final Database database;
    private final Flood flood;
    private final List<OccasionConsumer> consumers;
    private final AtomicBoolean called = new AtomicBoolean();
    private final LongAdder taken = new LongAdder();
    private final LongAdder parked = new LongAdder();

    private volatile boolean stopped;
    private volatile long behindMs;

    // Below: touched on the context only.
    /** Of shards in which something was refused: how many to try at once. While there are any, each goes alone. */
    private final Map<Short, Integer> sizes = new HashMap<>();

    /** How many shards go together. */
    private int width = MOST_SHARDS;

    private int running;
    private boolean again;
    private int turn;

    /** What one transaction did. */
    private record Done(List<Short> shards, int most, int rows) {
        static final Done NOTHING = new Done(List.of(), 0, 0);
    }

    /** A consumer refused what it was given, and all of it is there again. */
    private static final class Refused extends RuntimeException {
        private final List<Short> shards;
        private final int rows;
        private final long first;

        Refused(List<Short> shards, Taken batch, Throwable cause) {
            super(cause);
            this.shards = shards;
            this.rows = batch.rows();
            this.first = batch.first();
        }
    }

    /**
     * @param flood whether to stand back
     * @param consumers each is given every occasion, one after the other in one transaction
     */
    public Occasions(Vertx vertx, Database database, Flood flood, List<OccasionConsumer> consumers) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.database = database;
        this.flood = flood;
        this.consumers = List.copyOf(consumers);
    }

    /** Looks for work from now on, a few times a second and whenever it is woken. */
    public void start() {
        vertx.setPeriodic(LOOK_EVERY_MS, timer -> wake());
        vertx.setPeriodic(
                MEASURE_EVERY_MS,
                timer -> OccasionStore.behind(database)
                        .onSuccess(ms -> behindMs = ms)
                        .onFailure(cause -> LOG.debug("not measured: {}", cause.getMessage())));
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

    /** How long, in ms, the oldest occasion has been waiting on any node, as of some seconds ago. */
    public long behindMs() {
        return behindMs;
    }

    private void run() {
        while (again && running < (flood.isOn() ? 1 : TRANSACTIONS) && !stopped) {
            again = false;
            running++;
            int from = turn;
            int together = sizes.isEmpty() ? width : 1;
            turn = (turn + together) % SHARDS;
            long begun = System.nanoTime();
            database.inTransaction(transaction -> work(transaction, from, together))
                    .onComplete(result -> context.runOnContext(go -> {
                        if (result.succeeded()) {
                            worked(result.result(), (System.nanoTime() - begun) / 1_000_000);
                        } else {
                            running--;
                            failed(result.cause());
                        }
                    }));
        }
    }

    private Future<Done> work(SqlConnection transaction, int from, int together) {
        return OccasionStore.hold(transaction, from, together)
                .compose(shards ->
                        shards.isEmpty() ? Future.succeededFuture(Done.NOTHING) : workOn(transaction, shards));
    }

    private Future<Done> workOn(SqlConnection transaction, List<Short> shards) {
        int most = shards.size() == 1 ? sizes.getOrDefault(shards.get(0), MOST_AT_ONCE) : MOST_AT_ONCE / shards.size();
        return OccasionStore.take(transaction, shards, most)
                .compose(batch -> give(transaction, batch.occasions())
                        .map(given -> new Done(shards, most, batch.rows()))
                        .recover(cause -> Future.failedFuture(new Refused(shards, batch, cause))));
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

    private void worked(Done done, long tookMs) {
        if (done.shards.isEmpty()) {
            sizes.clear();
        } else {
            taken.add(done.rows);
            again = true;
            // When much waits one shard is enough for a batch, and so many of one shard are of fewer persons.
            boolean full = done.rows == done.most * done.shards.size();
            width = full ? Math.max(1, width / 2) : Math.min(MOST_SHARDS, width * 2);
            done.shards.forEach(shard -> sizes.computeIfPresent(
                    shard, (key, size) -> done.rows < size || size * 2 >= MOST_AT_ONCE ? null : size * 2));
        }
        if (done.rows == 0) {
            ended();
        } else {
            flood.rest(context, tookMs, this::ended);
        }
    }

    private void ended() {
        running--;
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
        if (refused.shards.size() > 1) {
            refused.shards.forEach(shard -> sizes.put(shard, MOST_AT_ONCE / refused.shards.size()));
            run();
            return;
        }
        if (refused.rows > 1) {
            sizes.put(refused.shards.get(0), refused.rows / 2);
            run();
            return;
        }
        running++;
        park(refused.shards.get(0), refused.first, String.valueOf(refused.getCause()))
                .onComplete(result -> context.runOnContext(go -> {
                    running--;
                    if (result.succeeded()) {
                        run();
                    } else {
                        LOG.warn("occasion not put away yet: {}", result.cause().getMessage());
                        later();
                    }
                }));
    }

    private Future<Void> park(short shard, long number, String reason) {
        return database.inTransaction(transaction -> OccasionStore.park(transaction, shard, number, reason))
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
