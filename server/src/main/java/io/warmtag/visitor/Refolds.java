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
    private final Function<PersonKey, Future<Boolean>> fold;
    private final AtomicInteger waiting = new AtomicInteger();

    // Below: touched on the context only.
    private final Map<PersonKey, List<Runnable>> asked = new HashMap<>();
    private final Map<PersonKey, List<Runnable>> running = new HashMap<>();
    private final ArrayDeque<PersonKey> queue = new ArrayDeque<>();

    /** @param fold folds once; true when the result has taken its place */
    Refolds(Vertx vertx, Function<PersonKey, Future<Boolean>> fold) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.fold = fold;
    }

    int waiting() {
        return waiting.get();
    }

    /** Asks for a fold; from any thread. {@code done} is called after a fold that began later than this call has held. */
    void request(PersonKey key, Runnable done) {
        waiting.incrementAndGet();
        context.runOnContext(go -> {
            List<Runnable> others = asked.get(key);
            if (others != null) {
                others.add(done);
                return;
            }
            asked.put(key, new ArrayList<>(List.of(done)));
            if (!running.containsKey(key)) {
                queue.add(key);
                next();
            }
        });
    }

    private void next() {
        while (running.size() < AT_ONCE && !queue.isEmpty()) {
            PersonKey key = queue.poll();
            List<Runnable> callers = asked.remove(key);
            if (callers != null) {
                running.put(key, callers);
                run(key);
            }
        }
    }

    private void run(PersonKey key) {
        fold.apply(key)
                .onComplete(result -> context.runOnContext(go -> {
                    if (result.succeeded() && result.result()) {
                        finished(key);
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

    private void finished(PersonKey key) {
        List<Runnable> callers = running.remove(key);
        if (callers != null) {
            waiting.addAndGet(-callers.size());
            callers.forEach(Runnable::run);
        }
        if (asked.containsKey(key)) {
            queue.add(key);
        }
        next();
    }
}
