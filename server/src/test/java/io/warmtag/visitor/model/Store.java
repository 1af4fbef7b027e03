package io.warmtag.visitor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What the server does with a person, in memory: keeps events and orders, steps where it can, folds where it must. */
final class Store {

    private final SettingsHistory history;
    private final List<PersonEvent> events = new ArrayList<>();
    private final List<OrderFacts> orders = new ArrayList<>();
    private PersonState state = PersonState.EMPTY;
    private long refoldAt = PersonState.NEVER;

    Store(SettingsHistory history) {
        this.history = history;
    }

    /** @param random decides when somebody looks, and with it what time it is */
    Store receive(List<Object> arrivals, Random random) {
        for (Object arrival : arrivals) {
            long now = Life.START + random.nextInt(Stories.DAYS) * Life.DAY;
            if (arrival instanceof PersonEvent event) {
                receive(event, now);
            } else if (arrival instanceof OrderFacts order) {
                orders.add(order);
                refold(now);
            }
            if (random.nextInt(3) == 0) {
                state = live(now);
            }
        }
        return this;
    }

    PersonState live(long now) {
        if (refoldAt != PersonState.NEVER && refoldAt <= now) {
            refold(now);
        }
        Outcome outcome = TemperatureModel.advance(state, now, history);
        return outcome instanceof Outcome.Applied applied ? applied.state() : PersonState.EMPTY;
    }

    Folded whole(long now) {
        return TemperatureModel.fold(PersonState.EMPTY, events, orders, history, now);
    }

    private void receive(PersonEvent event, long now) {
        events.add(event);
        Outcome outcome = TemperatureModel.apply(state, event, history);
        if (outcome instanceof Outcome.NeedsOrders) {
            outcome = TemperatureModel.apply(state, List.of(event), orders, history);
        }
        if (outcome instanceof Outcome.NeedsRefold || (refoldAt != PersonState.NEVER && refoldAt <= event.time())) {
            refold(now);
        } else if (outcome instanceof Outcome.Applied applied) {
            state = applied.state();
        }
    }

    private void refold(long now) {
        Folded folded = whole(now);
        state = folded.state();
        refoldAt = folded.refoldAt();
    }
}
