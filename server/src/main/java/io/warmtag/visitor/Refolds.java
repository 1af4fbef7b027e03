package io.warmtag.visitor;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the folds that are asked for: a bounded number at once, one at a time for a person, and again until one has held.
 * Whoever asks while a person's fold runs is served by another one after it, because the running one may have read before.
 */
final class Refolds {
    private static final Logger LOG = LoggerFactory.getLogger(Refolds.class);
    private static final int AT_ONCE = 8;
    private static final long RETRY_MS = 200;

    private final Vertx vertx;
    private final Context context;
    private final long settleMs;
    private final Work work;
    private final AtomicInteger waiting = new AtomicInteger();

    // Below: touched on the context only.
    private final Map<PersonKey, List<Waiting>> asked = new HashMap<>();
    private final Map<PersonKey, List<Waiting>> running = new HashMap<>();
    private final ArrayDeque<PersonKey> queue = new ArrayDeque<>();

    /** What became of a fold's result. */
    enum Place {
        /** It is in memory. */
        TAKEN,
        /** Somebody was quicker: it has to be folded again. */
        LOST,
        /** The call got no answer. It may be in memory, and then nobody has been told what is to be logged. */
        UNKNOWN
    }

    /**
     * What one fold came to.
     *
     * @param written completes when row and log have it; never fails
     * @param movedTo who has to be folded instead
     */
    record Refold(
            Place place, Future<Void> written, @Nullable PersonKey movedTo) {
        Refold(Future<Void> written) {
            this(Place.TAKEN, written, null);
        }

        static Refold moved(PersonKey to) {
            return new Refold(Place.TAKEN, Future.succeededFuture(), to);
        }

        static final Refold NOTHING = new Refold(Future.succeededFuture());
        static final Refold LOST = new Refold(Place.LOST, Future.succeededFuture(), null);
        static final Refold UNKNOWN = new Refold(Place.UNKNOWN, Future.succeededFuture(), null);
    }

    /** What is done to persons elsewhere. */
    interface Work {
        /** Folds once. */
        Future<Refold> fold(PersonKey key);

        /** Has somebody folded for whom the outcome of {@link #fold} is {@link Place#UNKNOWN}. */
        void foldAfterLoss(PersonKey key, Waiting caller);
    }

    /** @param settleMs how long to wait before a fold is begun that was asked for */
    Refolds(Vertx vertx, long settleMs, Work work) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.settleMs = settleMs;
        this.work = work;
    }

    int waiting() {
        return waiting.get();
    }

    /** Asks for a fold; from any thread. {@code caller} is told of one that began later than this call. */
    void request(PersonKey key, Waiting caller) {
        waiting.incrementAndGet();
        if (settleMs == 0) {
            context.runOnContext(go -> ask(key, caller));
        } else {
            vertx.setTimer(settleMs, timer -> context.runOnContext(go -> ask(key, caller)));
        }
    }

    private void ask(PersonKey key, Waiting caller) {
        List<Waiting> others = asked.get(key);
        if (others != null) {
            others.add(caller);
            return;
        }
        asked.put(key, new ArrayList<>(List.of(caller)));
        if (!running.containsKey(key)) {
            queue.add(key);
            next();
        }
    }

    private void next() {
        while (running.size() < AT_ONCE && !queue.isEmpty()) {
            PersonKey key = queue.poll();
            List<Waiting> callers = asked.remove(key);
            if (callers != null) {
                running.put(key, callers);
                run(key);
            }
        }
    }

    private void run(PersonKey key) {
        work.fold(key)
                .onComplete(result -> context.runOnContext(go -> {
                    if (result.failed()) {
                        LOG.debug(
                                "fold of {} in site {} failed: {}",
                                key.id(),
                                key.site(),
                                result.cause().toString());
                        runAgain(key, RETRY_MS);
                        return;
                    }
                    switch (result.result().place()) {
                        case TAKEN -> finished(key, result.result());
                        case LOST -> runAgain(key, 1);
                        case UNKNOWN -> handOn(key);
                    }
                }));
    }

    private void runAgain(PersonKey key, long afterMs) {
        vertx.setTimer(afterMs, timer -> context.runOnContext(go -> run(key)));
    }

    private void handOn(PersonKey key) {
        List<Waiting> callers = running.getOrDefault(key, List.of());
        running.remove(key);
        waiting.addAndGet(-callers.size());
        callers.forEach(caller -> work.foldAfterLoss(key, caller));
        goOn(key);
    }

    /** The rows are written behind: the next fold need not wait for them. */
    private void finished(PersonKey key, Refold result) {
        List<Waiting> callers = running.remove(key);
        PersonKey movedTo = result.movedTo();
        if (callers != null && movedTo != null) {
            waiting.addAndGet(-callers.size());
            callers.forEach(caller -> request(movedTo, caller));
        } else if (callers != null) {
            callers.forEach(caller -> caller.inState().run());
            result.written().onComplete(done -> {
                waiting.addAndGet(-callers.size());
                callers.forEach(caller -> caller.inRow().run());
            });
        }
        goOn(key);
    }

    private void goOn(PersonKey key) {
        if (asked.containsKey(key)) {
            queue.add(key);
        }
        next();
    }
}
