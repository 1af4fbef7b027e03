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
import java.util.function.Function;
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
    private final Function<PersonKey, Future<Refold>> fold;
    private final AtomicInteger waiting = new AtomicInteger();

    // Below: touched on the context only.
    private final Map<PersonKey, List<Waiting>> asked = new HashMap<>();
    private final Map<PersonKey, List<Waiting>> running = new HashMap<>();
    private final ArrayDeque<PersonKey> queue = new ArrayDeque<>();

    /**
     * What one fold came to.
     *
     * @param held its result has taken its place; else somebody was quicker, and it has to be folded again
     * @param written completes when row and log have it; never fails
     * @param movedTo who has to be folded instead
     */
    record Refold(
            boolean held, Future<Void> written, @Nullable PersonKey movedTo) {
        Refold(boolean held, Future<Void> written) {
            this(held, written, null);
        }

        static Refold moved(PersonKey to) {
            return new Refold(true, Future.succeededFuture(), to);
        }

        static final Refold NOTHING = new Refold(true, Future.succeededFuture());
        static final Refold LOST = new Refold(false, Future.succeededFuture());
    }

    /** @param fold folds once */
    Refolds(Vertx vertx, Function<PersonKey, Future<Refold>> fold) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.fold = fold;
    }

    int waiting() {
        return waiting.get();
    }

    /** Asks for a fold; from any thread. {@code caller} is told of one that began later than this call. */
    void request(PersonKey key, Waiting caller) {
        waiting.incrementAndGet();
        context.runOnContext(go -> {
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
        });
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
        fold.apply(key)
                .onComplete(result -> context.runOnContext(go -> {
                    if (result.succeeded() && result.result().held()) {
                        finished(key, result.result());
                    } else {
                        if (result.failed()) {
                            LOG.debug(
                                    "fold of {} in site {} failed: {}",
                                    key.id(),
                                    key.site(),
                                    result.cause().toString());
                        }
                        vertx.setTimer(
                                result.succeeded() ? 1 : RETRY_MS, timer -> context.runOnContext(again -> run(key)));
                    }
                }));
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
        if (asked.containsKey(key)) {
            queue.add(key);
        }
        next();
    }
}
