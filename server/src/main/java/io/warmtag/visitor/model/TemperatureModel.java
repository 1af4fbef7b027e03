package io.warmtag.visitor.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * When somebody is hot, warm or cold. The truth is {@link #fold}; {@link #apply} and {@link #advance} are its steps of
 * constant cost, and say so when a step would not be the truth.
 */
public final class TemperatureModel {

    private static final Outcome ALREADY_APPLIED = new Outcome.AlreadyApplied();
    private static final Outcome NEEDS_ORDERS = new Outcome.NeedsOrders();
    private static final Outcome NEEDS_REFOLD = new Outcome.NeedsRefold();

    private TemperatureModel() {}

    /**
     * A person's state as a function of the sets given, whatever their order and however often something is in them.
     *
     * @param checkpoint {@link PersonState#EMPTY}, or a state folded up to a moment before every event that is not in it;
     *     older events are taken to be in it already
     * @param orders all orders of the person, also those that the checkpoint knows
     * @param now ms up to which time runs; if an event is newer, up to that one, so that a slow clock loses nothing
     */
    public static Folded fold(
            PersonState checkpoint,
            Collection<PersonEvent> events,
            Collection<OrderFacts> orders,
            SettingsHistory history,
            long now) {
        return new Fold(checkpoint, events, orders, history).upTo(now);
    }

    /**
     * One checkpoint for visitors who are one person: an older event than it holds of any of them is taken to be in it.
     *
     * @param checkpoints of each of them, in an order that is always the same
     */
    public static PersonState together(List<PersonState> checkpoints, SettingsHistory history) {
        return Together.of(checkpoints, history);
    }

    /**
     * Takes one event in constant time, with the same result, bit for bit, as folding it with all before. A fold is
     * needed instead when the event is not strictly newer than all that was taken, or the state was made under settings
     * that no longer hold; the orders are needed when it may have changed one.
     *
     * @param state {@link PersonState#EMPTY} only for a person of whom nothing is stored
     */
    public static Outcome apply(PersonState state, PersonEvent event, SettingsHistory history) {
        if (isLast(event, state)) {
            return ALREADY_APPLIED;
        }
        if (!isNewer(event, state) || !isCurrent(state, history)) {
            return NEEDS_REFOLD;
        }
        if (event.concernsOrder()) {
            return NEEDS_ORDERS;
        }
        Course course = new Course(state, history);
        course.take(event);
        return applied(course);
    }

    /**
     * Takes events and what they have changed of the person's orders, with the same result, bit for bit, as a fold of
     * everything, or such a fold is needed. What orders change after the last of the events is left for later.
     *
     * @param events in any order; the newest one that the state already holds may be among them
     * @param orders all orders of the person, read after the events were stored
     */
    public static Outcome apply(
            PersonState state, Collection<PersonEvent> events, Collection<OrderFacts> orders, SettingsHistory history) {
        List<PersonEvent> newer =
                events.stream().filter(event -> !isLast(event, state)).toList();
        if (newer.isEmpty()) {
            return ALREADY_APPLIED;
        }
        if (!isCurrent(state, history) || !newer.stream().allMatch(event -> isNewer(event, state))) {
            return NEEDS_REFOLD;
        }
        Fold fold = new Fold(state, newer, orders, history);
        if (!fold.knowsOrdersOfCheckpoint()) {
            return NEEDS_REFOLD;
        }
        Folded folded = fold.upTo(state.position());
        return new Outcome.Applied(folded.state(), folded.transitions());
    }

    private static boolean isLast(PersonEvent event, PersonState state) {
        return event.key().equals(state.lastEvent());
    }

    private static boolean isNewer(PersonEvent event, PersonState state) {
        EventKey last = state.lastEvent();
        return (last == null || EventKey.compare(event.time(), event.id(), last.time(), last.id()) > 0)
                && event.time() >= state.position()
                && event.time() > state.orders().ceasedAt();
    }

    /** Makes happen what time alone brings up to and including an instant; the same state if there is nothing. */
    public static Outcome advance(PersonState state, long now, SettingsHistory history) {
        if (!isCurrent(state, history)) {
            return NEEDS_REFOLD;
        }
        Course course = new Course(state, history);
        course.advanceTo(now);
        return applied(course);
    }

    /**
     * Takes up a state where it was left: all events that it doesn't hold, then what time has brought. The same result, bit
     * for bit, as a fold of everything, or a fold is needed.
     *
     * @param newer in any order
     * @param now ms up to which time runs; if an event is newer, up to that one
     */
    public static Outcome resume(PersonState state, Collection<PersonEvent> newer, SettingsHistory history, long now) {
        if (!isCurrent(state, history)) {
            return NEEDS_REFOLD;
        }
        PersonState reached = state;
        List<Transition> transitions = new ArrayList<>();
        for (PersonEvent event : newer.stream().sorted().toList()) {
            if (!(apply(reached, event, history) instanceof Outcome.Applied applied)) {
                return NEEDS_REFOLD;
            }
            reached = applied.state();
            transitions.addAll(applied.transitions());
        }
        return resumed(reached, transitions, history, now);
    }

    /**
     * The same where events among them may have changed orders.
     *
     * @param newer one at least
     * @param orders all orders of the person, read after the events were stored
     */
    public static Outcome resume(
            PersonState state,
            Collection<PersonEvent> newer,
            Collection<OrderFacts> orders,
            SettingsHistory history,
            long now) {
        return apply(state, newer, orders, history) instanceof Outcome.Applied applied
                ? resumed(applied.state(), applied.transitions(), history, now)
                : NEEDS_REFOLD;
    }

    private static Outcome resumed(PersonState state, List<Transition> already, SettingsHistory history, long now) {
        Course course = new Course(state, history);
        course.advanceTo(Math.max(now, state.position()));
        List<Transition> transitions = new ArrayList<>(already);
        transitions.addAll(course.transitions());
        return new Outcome.Applied(course.state(), List.copyOf(transitions));
    }

    /** Whether the settings in force when the state was made are still the right ones for that time. */
    public static boolean isCurrent(PersonState state, SettingsHistory history) {
        return state.isEmpty() || history.at(state.position()).version() == state.settingsVersion();
    }

    /**
     * The next change of temperature by time alone, dated settings included: advancing to its instant makes it happen,
     * advancing to the millisecond before does not. Of a current state.
     */
    public static Optional<NextChange> nextChange(PersonState state, SettingsHistory history) {
        Course course = new Course(state, history);
        course.advanceToChange();
        List<Transition> transitions = course.transitions();
        return transitions.isEmpty()
                ? Optional.empty()
                : Optional.of(new NextChange(
                        transitions.get(0).to(), transitions.get(0).at()));
    }

    /** The score at an instant not before the state's position, in a state advanced to it. */
    public static double score(PersonState state, SettingsHistory history, long instant) {
        return state.score().at(instant, history.at(instant));
    }

    public static SubState subState(PersonState state, SettingsHistory history, long instant) {
        return SubState.of(state.orders(), history.at(instant).buyers(), instant);
    }

    /** The next change of sub-state after an instant, dated settings included. */
    public static Optional<NextSubState> nextSubState(PersonState state, SettingsHistory history, long now) {
        return NextSubState.after(now, state.orders(), history);
    }

    /** Why a person has the temperature that {@link #fold} of the same arguments gives. */
    public static Explanation explain(
            PersonState checkpoint,
            Collection<PersonEvent> events,
            Collection<OrderFacts> orders,
            SettingsHistory history,
            long now) {
        PersonState state = fold(checkpoint, events, orders, history, now).state();
        return Explanation.of(state, checkpoint, events, orders, history, Math.max(now, state.position()));
    }

    private static Outcome applied(Course course) {
        return new Outcome.Applied(course.state(), List.copyOf(course.transitions()));
    }
}
