package io.warmtag.rule.audience.model;

import io.warmtag.rule.audience.model.Condition.Channel;
import io.warmtag.visitor.model.Folded;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.Outcome;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.TemperatureModel;
import io.warmtag.visitor.model.Transition;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was known of a person at a moment: all that had arrived by then, and nothing later. His temperature is folded from it as
 * everywhere else. For one thread.
 */
public final class Facts {
    private final Life life;
    private final int known;
    private @Nullable List<FactOrder> orders;
    private @Nullable Folded folded;
    private @Nullable PersonState state;
    private long stateOf;

    Facts(Life life, int known) {
        this.life = life;
        this.known = known;
    }

    /** By arrival. */
    public List<FactEvent> events() {
        return life.events().subList(0, known);
    }

    /** How many events are known: the first ones of the life. */
    int known() {
        return known;
    }

    Life life() {
        return life;
    }

    List<FactOrder> orders() {
        if (orders == null) {
            orders = life.ordersBy(arrival());
        }
        return orders;
    }

    /** ms of the newest arrival; the beginning of time when nothing has arrived. */
    private long arrival() {
        return known == 0 ? Long.MIN_VALUE : life.events().get(known - 1).received();
    }

    /** When the next thing arrives, in ms; {@link Evaluator#NEVER} when this is all. */
    long nextArrival() {
        return known == life.events().size()
                ? Evaluator.NEVER
                : life.events().get(known).received();
    }

    /** This and what arrives next, at once. Takes the step of constant cost where that gives the fold's state. */
    Facts withNext() {
        Facts next = life.upTo(nextArrival());
        Folded before = folded;
        boolean sameOrders = next.orders().equals(orders());
        if (before == null || !sameOrders || before.refoldAt() != PersonState.NEVER) {
            return next;
        }
        PersonState state = before.state();
        for (FactEvent event : life.events().subList(known, next.known)) {
            Outcome outcome = state.isEmpty() && !isFirst()
                    ? new Outcome.NeedsRefold()
                    : TemperatureModel.apply(state, event.event(), life.history());
            if (!(outcome instanceof Outcome.Applied applied)) {
                return next;
            }
            state = applied.state();
        }
        next.folded = new Folded(state, List.of(), PersonState.NEVER);
        return next;
    }

    /** What has arrived that was not known before. */
    Stream<FactEvent> since(Facts before) {
        return life.events().subList(before.known, known).stream();
    }

    private boolean isFirst() {
        return known == 0 && orders().isEmpty();
    }

    SettingsHistory history() {
        return life.history();
    }

    /** ms; {@link Evaluator#NEVER} when nobody has told. */
    long reachableSince(Channel channel) {
        return life.reachableSince(channel);
    }

    boolean asksConsent() {
        return life.asksConsent();
    }

    /** His state at an instant in ms, not before what has arrived. */
    PersonState state(long now) {
        PersonState known = state;
        // Each part of a condition asks, mostly twice.
        if (known == null || stateOf != now) {
            known = reached(now);
            state = known;
            stateOf = now;
        }
        return known;
    }

    private PersonState reached(long now) {
        Folded base = folded();
        if (base.refoldAt() != PersonState.NEVER && base.refoldAt() <= now) {
            return fold(now).state();
        }
        return TemperatureModel.advance(base.state(), now, life.history()) instanceof Outcome.Applied advanced
                ? advanced.state()
                : fold(now).state();
    }

    /** When an order that lies in the future begins or ceases to count, in ms; {@link Evaluator#NEVER} normally. */
    long nextOrder(long now) {
        Folded base = folded();
        if (base.refoldAt() == PersonState.NEVER) {
            return Evaluator.NEVER;
        }
        long at = base.refoldAt() > now ? base.refoldAt() : fold(now).refoldAt();
        return at == PersonState.NEVER ? Evaluator.NEVER : at;
    }

    private Folded folded() {
        if (folded == null) {
            folded = fold(Math.max(arrival(), 0));
        }
        return folded;
    }

    /** How his temperature came to be what it is at an instant. */
    List<Transition> transitions(long now) {
        return fold(now).transitions();
    }

    private Folded fold(long now) {
        List<PersonEvent> happened = events().stream().map(FactEvent::event).toList();
        List<OrderFacts> placed = orders().stream().map(FactOrder::order).toList();
        return TemperatureModel.fold(life.checkpoint(), happened, placed, life.history(), now);
    }
}
