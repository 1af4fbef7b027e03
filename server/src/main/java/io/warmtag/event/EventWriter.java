package io.warmtag.event;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.warmtag.db.Database;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits events in groups. There is no timer: a commit takes whatever has queued while the last one ran, so a lone
 * event waits for nothing and a flood goes in large groups. One writer per event loop, used on that loop only.
 *
 * <p>Disk spool: a store that can't be reached is told to the caller here, in {@link #write}; a spool would answer instead.
 */
public final class EventWriter {
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    // Two, so that PostgreSQL finds the next group when it is done with one; both on one connection, because two that
    // store at once wait for each other at the ends of the indexes and of the log.
    private static final int MOST_UNDER_WAY = 2;
    // A commit has a price of its own: behind one that runs, another is made for as many events, and not for a few.
    private static final int LEAST_BEHIND_ANOTHER = 32;
    private static final int MOST_IN_A_GROUP = 500;
    private static final int MOST_QUEUED = 20_000;
    private static final long COMMIT_TIMEOUT_MS = 10_000;
    private static final long RECONNECT_MS = 250;
    private static final int SHARDS = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final Database database;
    private final EventMeters meters;
    private final Interest interest;
    private final EventInsert inserts = new EventInsert();
    /** Writers each count in rows of their own, so that none waits for another's. */
    private final int shard = ThreadLocalRandom.current().nextInt(SHARDS);

    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    /** How many events each of the commits has that run on the connection. */
    private final ArrayDeque<Integer> underWay = new ArrayDeque<>();

    private @Nullable PgConnection connection;
    private @Nullable Backend backend;
    private int queued;
    private boolean draining;
    private boolean closed;

    /** A caller's events, stored together or not at all as far as he is told. */
    private record Pending(List<NewEvent> events, Promise<BitSet> promise) {}

    /** Must be created on the event loop that will use it. */
    public EventWriter(Vertx vertx, Database database, EventMeters meters, Interest interest) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.database = database;
        this.meters = meters;
        this.interest = interest;
    }

    /** Connects; fails when the database can't be reached now. */
    public Future<Void> start() {
        return database.connect()
                .compose(connected -> Backend.of(connected)
                        .onFailure(cause ->
                                connected.close().onFailure(gone -> LOG.debug("closing it: {}", gone.getMessage())))
                        .onSuccess(behind -> {
                            connection = connected;
                            backend = behind;
                            connected.closeHandler(gone -> disconnected(connected));
                            drain();
                        })
                        .mapEmpty());
    }

    private void disconnected(PgConnection gone) {
        if (connection == gone) {
            connection = null;
            underWay.clear();
            refuseQueued();
            reconnect();
        }
    }

    private void reconnect() {
        if (!closed) {
            vertx.setTimer(RECONNECT_MS, timer -> start().onFailure(cause -> reconnect()));
        }
    }

    private void refuseQueued() {
        List<Pending> refused = List.copyOf(queue);
        queue.clear();
        queued = 0;
        refused.forEach(pending -> pending.promise.fail(new StorageUnavailable("the database can't be reached")));
    }

    /**
     * Stores the events; succeeds after the commit with a bit for each event that had not been stored before.
     * Fails with {@link StorageUnavailable} when the events are not known to be stored: write them again with the same ids.
     * It is an {@link OutcomeUnknown} when some of them may be.
     */
    public Future<BitSet> write(List<NewEvent> events) {
        if (connection == null) {
            meters.refused(events.size());
            return Future.failedFuture(new StorageUnavailable("the database can't be reached"));
        }
        if (queued + events.size() > MOST_QUEUED) {
            meters.refused(events.size());
            return Future.failedFuture(new StorageUnavailable("too many events are waiting to be stored"));
        }
        Promise<BitSet> promise = Promise.promise();
        queue.add(new Pending(events, promise));
        queued += events.size();
        drainSoon();
        return promise.future();
    }

    /**
     * After what this turn of the event loop still has to read: requests come in bursts, and a commit that starts with the
     * first of a burst leaves the others to the next one.
     */
    private void drainSoon() {
        if (!draining) {
            draining = true;
            context.runOnContext(turn -> {
                draining = false;
                drain();
            });
        }
    }

    private void drain() {
        while (connection != null && underWay.size() < MOST_UNDER_WAY && queued >= worth()) {
            commit(connection, take());
        }
    }

    /** How many events have to wait for a commit to be worth while. */
    private int worth() {
        int running = underWay.isEmpty() ? 0 : underWay.getLast();
        return running == 0 ? 1 : Math.min(MOST_IN_A_GROUP, Math.max(LEAST_BEHIND_ANOTHER, running));
    }

    private List<Pending> take() {
        List<Pending> group = new ArrayList<>();
        int rows = 0;
        while (!queue.isEmpty() && rows < MOST_IN_A_GROUP) {
            Pending pending = queue.poll();
            group.add(pending);
            rows += pending.events.size();
        }
        queued -= rows;
        return group;
    }

    private void commit(PgConnection over, List<Pending> group) {
        long timeout = vertx.setTimer(COMMIT_TIMEOUT_MS, timer -> {
            LOG.warn("a commit took more than {} ms; its connection is given up", COMMIT_TIMEOUT_MS);
            over.close().onFailure(cause -> LOG.debug("closing it: {}", cause.getMessage()));
            disconnected(over);
        });
        List<NewEvent> events = new ArrayList<>();
        group.forEach(pending -> events.addAll(pending.events));
        underWay.add(events.size());
        Backend behind = Objects.requireNonNull(backend);
        long began = System.nanoTime();
        insert(over, events).onComplete(result -> {
            vertx.cancelTimer(timeout);
            if (connection == over) {
                underWay.removeFirstOccurrence(events.size());
            }
            if (result.succeeded()) {
                interest.committed(events.size());
                int stored = answer(group, result.result());
                meters.committed(stored, events.size() - stored, System.nanoTime() - began);
            } else {
                failed(group, result.cause(), behind);
            }
            drainSoon();
        });
    }

    private Future<Set<UUID>> insert(PgConnection over, List<NewEvent> events) {
        List<NewEvent> wanted = wanted(events);
        Future<Set<UUID>> stored = inserts.run(over, events, wanted, shard);
        return wanted.isEmpty() ? stored : stored.onSuccess(ids -> interest.recorded());
    }

    private List<NewEvent> wanted(List<NewEvent> events) {
        List<NewEvent> wanted = List.of();
        for (NewEvent event : events) {
            if (event.isClassified() && interest.inEvent(event)) {
                wanted = wanted.isEmpty() ? new ArrayList<>() : wanted;
                wanted.add(event);
            }
        }
        return wanted;
    }

    /** Returns how many had not been stored before. */
    private static int answer(List<Pending> group, Set<UUID> stored) {
        int all = stored.size();
        for (Pending pending : group) {
            var bits = new BitSet(pending.events.size());
            for (int i = 0; i < pending.events.size(); i++) {
                // Removed, so that of two copies of an event in one group only one counts as new.
                bits.set(i, stored.remove(pending.events.get(i).id()));
            }
            pending.promise.complete(bits);
        }
        return all;
    }

    private void failed(List<Pending> group, Throwable cause, Backend behind) {
        boolean aboutTheData = isOfClass(cause, "22");
        if (aboutTheData && group.size() > 1) {
            // One bad value fails the whole group; its neighbours must not suffer: each goes again on its own.
            LOG.warn("a group of {} was refused, storing one by one: {}", group.size(), cause.getMessage());
            group.forEach(pending -> retryAlone(pending));
            return;
        }
        if (!aboutTheData) {
            LOG.warn("events not stored: {}", cause.getMessage());
            group.forEach(pending -> meters.refused(pending.events.size()));
        }
        Throwable told = aboutTheData ? cause : unavailable(cause, behind);
        group.forEach(pending -> pending.promise.fail(told));
    }

    private StorageUnavailable unavailable(Throwable cause, Backend behind) {
        // A statement that is answered with an error has stored nothing; one whose process is being ended may have.
        boolean refused = cause instanceof PgException && !isOfClass(cause, "57P");
        return refused
                ? new StorageUnavailable("the database refused")
                : new OutcomeUnknown(behind.finished(vertx, database));
    }

    private static boolean isOfClass(Throwable cause, String sqlStates) {
        return cause instanceof PgException pg
                && pg.getSqlState() != null
                && pg.getSqlState().startsWith(sqlStates);
    }

    private void retryAlone(Pending pending) {
        if (connection == null) {
            pending.promise.fail(new StorageUnavailable("the database can't be reached"));
            return;
        }
        Backend behind = Objects.requireNonNull(backend);
        insert(connection, pending.events).onComplete(result -> {
            if (result.succeeded()) {
                int stored = answer(List.of(pending), result.result());
                meters.stored(stored, pending.events.size() - stored);
            } else {
                failed(List.of(pending), result.cause(), behind);
            }
        });
    }

    /** Ends the connection once what was taken is committed. */
    public Future<Void> close() {
        closed = true;
        LOG.debug("the writer of {} closes its connection", context);
        return connection == null ? Future.succeededFuture() : connection.close();
    }
}
