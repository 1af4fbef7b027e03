package io.warmtag.rule.audience.model;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.ValueJson;
import io.warmtag.rule.audience.model.Condition.Channel;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody's life told in a test: things that happen at days after a fixed beginning and arrive at once, if not said else. */
final class Told {
    static final long DAY = Duration.ofDays(1).toMillis();
    static final long MINUTE = 60_000;
    /** 2025-11-21T21:20:00Z. */
    static final long START = 1_763_760_000_000L;

    final List<FactEvent> events = new ArrayList<>();
    final List<FactOrder> orders = new ArrayList<>();
    private final Map<Channel, Long> reachable = new EnumMap<>(Channel.class);
    private boolean asksConsent = true;

    static long day(double days) {
        return START + (long) (days * DAY);
    }

    @CanIgnoreReturnValue
    Told at(double days, String name) {
        return at(days, name, "{}");
    }

    @CanIgnoreReturnValue
    Told at(double days, String name, String data) {
        return late(days, days, name, data);
    }

    @CanIgnoreReturnValue
    Told late(double days, double received, String name, String data) {
        return add(day(days), day(received), name, data, "{}");
    }

    @CanIgnoreReturnValue
    Told visit(double days, String context) {
        return add(day(days), day(days), "page_view", "{}", context);
    }

    @CanIgnoreReturnValue
    Told add(long time, long received, String name, String data, String context) {
        UUID id = new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0000L | events.size() + 1);
        events.add(new FactEvent(new PersonEvent(id, name, time), received, data, context));
        return this;
    }

    /** An order with its event. */
    @CanIgnoreReturnValue
    Told orders(double days, double value) {
        at(days, "purchase", "{\"value\":" + value + "}");
        return order(days, null, null, value);
    }

    /** An order that was told otherwise than by events. */
    @CanIgnoreReturnValue
    Told order(double placed, @Nullable Double delivered, @Nullable Double cancelled, double value) {
        OrderFacts order = OrderFacts.placed("T" + (orders.size() + 1), day(placed));
        order = delivered == null ? order : order.delivered(day(delivered));
        order = cancelled == null ? order : order.cancelled(day(cancelled));
        orders.add(new FactOrder(order, BigDecimal.valueOf(value), "BDT"));
        return this;
    }

    @CanIgnoreReturnValue
    Told asksNobody() {
        asksConsent = false;
        return this;
    }

    @CanIgnoreReturnValue
    Told tells(double days, Channel channel) {
        reachable.put(channel, day(days));
        return this;
    }

    Life life() {
        return new Life(PersonState.EMPTY, events, orders, SettingsHistory.defaults(), asksConsent, reachable);
    }

    static Condition condition(String json) {
        var problems = new ArrayList<Problem>();
        return ConditionReader.read(ValueJson.read(json.replace('\'', '"')), "condition", problems)
                .orElseThrow(() -> new AssertionError(problems));
    }

    boolean holds(String json, double days) {
        return new Evaluator(id -> null).holds(condition(json), life().upTo(day(days)), day(days));
    }

    /** In days after the beginning; NaN for never. */
    double next(String json, double days) {
        long next = new Evaluator(id -> null).nextCheck(condition(json), life().upTo(day(days)), day(days));
        return next == Evaluator.NEVER ? Double.NaN : (next - START) / (double) DAY;
    }
}
