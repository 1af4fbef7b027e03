package io.warmtag.visitor.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One person's way through time: the only code that changes a state, whether one event is applied or a whole life is
 * folded, so that both give the same bits. Within one millisecond it takes a change of settings first, then what time
 * brings, then {@linkplain Milestone.Kind orders} that begin to count, events by id, and orders that cease.
 */
final class Course {

    static final long NOTHING = Long.MAX_VALUE;
    private static final Cause BY_TIME = new Cause.ByTime();

    private final SettingsHistory history;
    private PersonState state;
    private int inForce;
    private @Nullable List<Transition> transitions;

    Course(PersonState state, SettingsHistory history) {
        this.history = history;
        this.state = state;
        this.inForce = history.indexAt(state.position());
    }

    PersonState state() {
        return state;
    }

    List<Transition> transitions() {
        return transitions == null ? List.of() : transitions;
    }

    ModelSettings settings() {
        return history.settings(inForce);
    }

    /** A checkpoint may have been made under settings that have been superseded since: from here on these hold. */
    void correctSettings() {
        if (!state.isEmpty() && state.settingsVersion() != settings().version()) {
            enterSettings(state.position(), state.score());
        }
    }

    /** A checkpoint may have been made without orders that are known by now. */
    void correctOrders(CountedOrders orders) {
        if (!state.isEmpty() && !orders.equals(state.orders())) {
            takeOrders(orders, state.position(), new Cause.Refold());
        }
    }

    /** Makes happen all that time alone and dated settings bring up to and including an instant. */
    void advanceTo(long instant) {
        if (state.isEmpty() || nothingDueBy(instant)) {
            return;
        }
        for (long due = nextInstant(); due <= instant && due != NOTHING; due = nextInstant()) {
            pass(due);
        }
    }

    /** Runs on until the temperature changes by itself; no transitions if it never does. */
    void advanceToChange() {
        while (transitions == null && !state.isEmpty()) {
            long due = nextInstant();
            if (due == NOTHING) {
                return;
            }
            pass(due);
        }
    }

    /** @param event strictly newer than the last one, not before the position */
    void take(PersonEvent event) {
        long at = event.time();
        advanceTo(at);
        appearAt(at);
        Score score = state.score().after(event, settings());
        Warmth warmth = state.warmth()
                .reassessed(score.at(at, settings()), at, settings().warm());
        long seen = event.comesFromShop() ? state.lastSeen() : at;
        state = new PersonState(
                score, warmth, state.standing(), state.orders(), event.key(), at, state.settingsVersion(), seen);
        Temperature now = temperatureAt(at);
        if (now != state.temperature()) {
            change(now, at, new Cause.ByEvent(event.id()));
        }
    }

    void take(Milestone milestone, OrderLedger ledger) {
        advanceTo(milestone.at());
        appearAt(milestone.at());
        if (ledger.take(milestone)) {
            takeOrders(ledger.counted(), milestone.at(), new Cause.ByOrder(milestone.transactionId()));
        }
    }

    private void appearAt(long instant) {
        if (!state.isEmpty()) {
            return;
        }
        inForce = history.indexAt(instant);
        state = new PersonState(
                state.score(),
                new Warmth(false, instant),
                new Standing(Temperature.COLD, instant, 0),
                state.orders(),
                null,
                instant,
                settings().version(),
                PersonState.NEVER);
    }

    private void takeOrders(CountedOrders orders, long at, Cause cause) {
        state = new PersonState(
                state.score(),
                state.warmth(),
                state.standing(),
                orders,
                state.lastEvent(),
                at,
                state.settingsVersion(),
                state.lastSeen());
        settle(at, cause);
    }

    /** Saves the logarithms of {@link #nextInstant} on the way of nearly every event. */
    private boolean nothingDueBy(long instant) {
        return instant < history.boundaryAfter(inForce)
                && instant < hotEndsAt()
                && (!state.warmth().warm()
                        || instant < state.warmth().mayLeaveFrom(settings().warm())
                        || state.score().at(instant, settings())
                                >= settings().warm().leave());
    }

    private long nextInstant() {
        return Math.min(history.boundaryAfter(inForce), Math.min(hotEndsAt(), coolsAt()));
    }

    /** The window includes its last millisecond. */
    private long hotEndsAt() {
        return state.temperature() == Temperature.HOT
                ? state.orders().latest() + settings().buyers().hotWindow() + 1
                : NOTHING;
    }

    private long coolsAt() {
        Warmth warmth = state.warmth();
        if (!warmth.warm()) {
            return NOTHING;
        }
        long from = Math.max(state.position(), warmth.mayLeaveFrom(settings().warm()));
        return state.score().firstBelowLeave(from, settings());
    }

    private void pass(long due) {
        if (due == history.boundaryAfter(inForce)) {
            long formerHalfLife = settings().halfLife();
            inForce++;
            boolean sameDecay = formerHalfLife == settings().halfLife();
            enterSettings(due, sameDecay ? state.score() : state.score().movedTo(due, formerHalfLife));
        } else {
            reassess(due, state.score());
            settle(due, BY_TIME);
        }
    }

    private void enterSettings(long at, Score score) {
        reassess(at, score);
        settle(at, new Cause.BySettings(settings().version()));
    }

    private void reassess(long at, Score score) {
        state = new PersonState(
                score,
                state.warmth()
                        .reassessed(score.at(at, settings()), at, settings().warm()),
                state.standing(),
                state.orders(),
                state.lastEvent(),
                at,
                settings().version(),
                state.lastSeen());
    }

    private void settle(long at, Cause cause) {
        Temperature now = temperatureAt(at);
        if (now != state.temperature()) {
            change(now, at, cause);
        }
    }

    private Temperature temperatureAt(long instant) {
        CountedOrders orders = state.orders();
        if (!orders.isEmpty()
                && instant - orders.latest() <= settings().buyers().hotWindow()) {
            return Temperature.HOT;
        }
        return state.warmth().warm() ? Temperature.WARM : Temperature.COLD;
    }

    private void change(Temperature to, long at, Cause cause) {
        Standing former = state.standing();
        int number = former.changes() + 1;
        if (transitions == null) {
            transitions = new ArrayList<>(2);
        }
        transitions.add(
                new Transition(former.temperature(), to, at, cause, settings().version(), number));
        state = state.withStanding(new Standing(to, at, number));
    }
}
