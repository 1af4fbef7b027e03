package io.warmtag.visitor;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.visitor.Returning.Found;
import io.warmtag.visitor.model.PersonEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back whoever is not in memory: all who came while the last statement ran in one, from the states in their rows and the events that came
 * after these. Where that would not be what a fold of everything gives, such a fold is asked for.
 */
final class Returns {
    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);
    private static final int PERSONS_IN_A_STATEMENT = 100;

    private final Context context;
    private final Work work;
    private final AtomicInteger waiting = new AtomicInteger();

    // Below: touched on the context only.
    private final Map<PersonKey, List<Call>> asked = new LinkedHashMap<>();
    private final Map<PersonKey, List<Call>> running = new HashMap<>();
    private final ArrayDeque<PersonKey> queue = new ArrayDeque<>();
    private boolean loading;

    /**
     * Somebody who waits for a person.
     *
     * @param visitor whose the events are: the person, or another visitor of his
     * @param events that are stored and that the person's state has to have afterwards
     */
    record Call(PersonKey visitor, List<PersonEvent> events, Waiting waiting) {}

    /** What is done to persons elsewhere. */
    interface Work {
        /** @param ordered whose events may have changed an order */
        Future<Map<PersonKey, Returning>> load(List<PersonKey> keys, Set<PersonKey> ordered);

        /** Null when only a fold of everything tells. */
        @Nullable Found find(PersonKey key, Returning returning, Collection<PersonEvent> events);

        /** Puts the state into memory if there is still none; says whether it did, and when it is written. Never fails. */
        Future<Refolds.Refold> putBack(PersonKey key, Found found);

        void foldEverything(PersonKey key, Waiting waiting);

        /** The same, when it isn't known whether the state was put into memory. */
        void foldAfterLoss(PersonKey key, Waiting waiting);

        /** Notes in memory that somebody else's state is his; completes in any case. */
        Future<Void> putPointer(PersonKey key, Returning returning);

        /** Brings events in, now that there is a state. */
        void apply(Call call);
    }

    Returns(Vertx vertx, Work work) {
        this.context = vertx.getOrCreateContext();
        this.work = work;
    }

    int waiting() {
        return waiting.get();
    }

    /** Asks for a person; from any thread. */
    void request(PersonKey key, Call call) {
        waiting.incrementAndGet();
        context.runOnContext(go -> {
            List<Call> others = asked.get(key);
            if (others != null) {
                others.add(call);
                return;
            }
            asked.put(key, new ArrayList<>(List.of(call)));
            if (!running.containsKey(key)) {
                queue.add(key);
                next();
            }
        });
    }

    private void next() {
        if (loading || queue.isEmpty()) {
            return;
        }
        loading = true;
        List<PersonKey> keys = new ArrayList<>();
        Set<PersonKey> ordered = new HashSet<>();
        while (keys.size() < PERSONS_IN_A_STATEMENT && !queue.isEmpty()) {
            PersonKey key = queue.poll();
            List<Call> calls = Objects.requireNonNull(asked.remove(key));
            running.put(key, calls);
            keys.add(key);
            if (calls.stream().flatMap(call -> call.events().stream()).anyMatch(PersonEvent::concernsOrder)) {
                ordered.add(key);
            }
        }
        load(keys, ordered);
    }

    private void load(List<PersonKey> keys, Set<PersonKey> ordered) {
        work.load(keys, ordered)
                .onComplete(result -> context.runOnContext(go -> {
                    loading = false;
                    if (result.succeeded()) {
                        result.result().forEach(this::bringBack);
                    } else {
                        // Those are tried again, each on its own.
                        LOG.warn(
                                "{} persons not read together: {}",
                                keys.size(),
                                result.cause().toString());
                        keys.forEach(this::foldEverything);
                    }
                    next();
                }));
    }

    private void bringBack(PersonKey key, Returning returning) {
        List<Call> calls = running.getOrDefault(key, List.of());
        List<PersonEvent> events = new ArrayList<>();
        calls.forEach(call -> events.addAll(call.events()));
        if (returning.isUnknown()) {
            finished(key, returning, Future.succeededFuture());
            return;
        }
        if (returning.joinedTo() != null) {
            work.putPointer(key, returning).onComplete(put -> context.runOnContext(go -> applyAll(key)));
            return;
        }
        Found found = work.find(key, returning, events);
        if (found == null) {
            foldEverything(key);
            return;
        }
        work.putBack(key, found)
                .onComplete(result -> context.runOnContext(go -> {
                    switch (result.result().place()) {
                        case TAKEN -> finished(key, returning, result.result().written());
                        case LOST -> foldEverything(key);
                        case UNKNOWN -> taken(key).forEach(call -> work.foldAfterLoss(call.visitor(), call.waiting()));
                    }
                }));
    }

    private void foldEverything(PersonKey key) {
        taken(key).forEach(call -> work.foldEverything(call.visitor(), call.waiting()));
    }

    private void applyAll(PersonKey key) {
        taken(key).forEach(work::apply);
    }

    /** All who wait for him, who are others' care from here on. */
    private List<Call> taken(PersonKey key) {
        List<Call> calls = new ArrayList<>(running.getOrDefault(key, List.of()));
        running.remove(key);
        List<Call> more = asked.remove(key);
        if (more != null) {
            calls.addAll(more);
        }
        waiting.addAndGet(-calls.size());
        return calls;
    }

    private void finished(PersonKey key, Returning returning, Future<Void> written) {
        List<Call> calls = new ArrayList<>(running.getOrDefault(key, List.of()));
        running.remove(key);
        List<Call> more = asked.remove(key);
        if (more != null) {
            waiting.addAndGet(-more.size());
            // Their events may have been read with those of the others; if not, there is a state now that takes them.
            for (Call call : more) {
                if (returning.holds(call.events())) {
                    waiting.incrementAndGet();
                    calls.add(call);
                } else {
                    work.apply(call);
                }
            }
        }
        calls.forEach(call -> call.waiting().inState().run());
        written.onComplete(done -> {
            waiting.addAndGet(-calls.size());
            calls.forEach(call -> call.waiting().inRow().run());
        });
    }
}
