package io.warmtag.visitor;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects stored events and brings them into the states together: a call of the grid costs more than what it does. An event
 * that comes alone is brought in at once; in a flood there are {@value #PAUSE_MS} ms between two calls. One per event loop,
 * used on that loop only.
 */
public final class Applies {
    private static final long PAUSE_MS = 25;

    private final Vertx vertx;
    private final Context context;
    private final Persons persons;
    private Map<PersonKey, Share> waiting = new HashMap<>();
    private long lastCall = System.nanoTime();

    /** What came of one person. */
    static final class Share {
        final List<PersonEvent> events = new ArrayList<>(2);
        final List<Waiting> waiting = new ArrayList<>(2);
        boolean fresh;
        int joins = Step.Apply.OWN;
        /** The visitor whose events they are, where they are brought into the state of another one. */
        @Nullable PersonKey visitor;
        /** All orders of the visitor, once they were asked for. */
        @Nullable List<OrderFacts> orders;

        /** The same, for the one whose state is this visitor's too. */
        Share forwarded(PersonKey from, int joins) {
            var share = new Share();
            share.events.addAll(events);
            share.waiting.addAll(waiting);
            share.joins = joins;
            share.visitor = from;
            return share;
        }

        /** Takes over what came of the same person later. */
        void add(Share later) {
            events.addAll(later.events);
            waiting.addAll(later.waiting);
            fresh |= later.fresh;
        }

        Step.Apply step() {
            return new Step.Apply(events, fresh, joins, orders);
        }

        void inState() {
            waiting.forEach(each -> each.inState().run());
        }

        void inRow() {
            waiting.forEach(each -> each.inRow().run());
        }
    }

    /** Must be created on the event loop that will use it. */
    public Applies(Vertx vertx, Persons persons) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.persons = persons;
    }

    /**
     * Takes stored events of a person, to be brought in at the end of this turn of the event loop or a little later.
     *
     * @param fresh the person's id has just been made, so that nothing else of him is stored
     */
    public void add(PersonKey key, List<PersonEvent> events, boolean fresh, Waiting caller) {
        if (waiting.isEmpty()) {
            bringInSoon();
        }
        Share share = waiting.computeIfAbsent(key, person -> new Share());
        share.events.addAll(events);
        share.fresh |= fresh;
        share.waiting.add(caller);
    }

    private void bringInSoon() {
        long rested = (System.nanoTime() - lastCall) / 1_000_000;
        if (rested >= PAUSE_MS) {
            context.runOnContext(turn -> bringIn());
        } else {
            vertx.setTimer(PAUSE_MS - rested, timer -> bringIn());
        }
    }

    private void bringIn() {
        lastCall = System.nanoTime();
        Map<PersonKey, Share> together = waiting;
        waiting = new HashMap<>();
        together.values().forEach(share -> share.events.sort(null));
        persons.apply(together);
    }
}
