package io.warmtag.visitor.model;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** A person's life told in a test: things that happen at days after a fixed beginning, and what they made of him. */
final class Life {

    static final long DAY = Duration.ofDays(1).toMillis();
    static final long HOUR = Duration.ofHours(1).toMillis();
    /** 2025-11-21T21:20:00Z. */
    static final long START = 1_763_760_000_000L;

    final List<PersonEvent> events = new ArrayList<>();
    final List<OrderFacts> orders = new ArrayList<>();
    private SettingsHistory history = SettingsHistory.defaults();

    static long day(double days) {
        return START + (long) (days * DAY);
    }

    /** Version-7 ids whose order is that of the number. */
    static UUID id(int number) {
        return new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    Life under(SettingsHistory settings) {
        history = settings;
        return this;
    }

    Life under(ModelSettings settings) {
        return under(SettingsHistory.always(settings));
    }

    @CanIgnoreReturnValue
    Life at(double days, String name) {
        return atInstant(day(days), name);
    }

    @CanIgnoreReturnValue
    Life atInstant(long instant, String name) {
        events.add(new PersonEvent(id(events.size() + 1), name, instant));
        return this;
    }

    @CanIgnoreReturnValue
    Life order(OrderFacts order) {
        orders.add(order);
        return this;
    }

    @CanIgnoreReturnValue
    Life ordered(double... days) {
        for (double day : days) {
            orders.add(OrderFacts.placed("T" + (orders.size() + 1), day(day)));
        }
        return this;
    }

    Folded fold(long now) {
        return TemperatureModel.fold(PersonState.EMPTY, events, orders, history, now);
    }

    PersonState state(double days) {
        return fold(day(days)).state();
    }

    Temperature temperature(double days) {
        return state(days).temperature();
    }

    Temperature temperatureAt(long instant) {
        return fold(instant).state().temperature();
    }

    SubState subState(double days) {
        return TemperatureModel.subState(state(days), history, day(days));
    }

    double score(double days) {
        return TemperatureModel.score(state(days), history, day(days));
    }

    Explanation explain(double days) {
        return TemperatureModel.explain(PersonState.EMPTY, events, orders, history, day(days));
    }

    /** The same life told in the opposite order. */
    Life backwards() {
        Life life = new Life().under(history);
        life.events.addAll(events);
        life.orders.addAll(orders);
        Collections.reverse(life.events);
        Collections.reverse(life.orders);
        return life;
    }
}
