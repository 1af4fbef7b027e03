package io.warmtag.tools.rules;

import io.vertx.core.json.JsonObject;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.TemperatureModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of one person, in the order in which it came in. His temperature is the model's fold of as much of it as was
 * there at a moment; {@code scripts/verify} answers for the fold.
 *
 * @param orders by the order's id
 */
record Story(UUID person, List<Happened> events, List<Turned> turns, List<Ordered> orders, Map<Long, String> folded) {
    private static final SettingsHistory SETTINGS = SettingsHistory.defaults();
    private static final Set<String> PLACING = Set.of("purchase", "order_confirmed", "order_delivered");
    private static final Set<String> ENDING = Set.of("order_cancelled", "order_returned", "refund");

    Story(UUID person, List<Happened> events, List<Turned> turns, List<Ordered> orders) {
        this(person, events, turns, orders, new HashMap<>());
    }

    /** An event of a person; all times in ms. */
    static final class Happened {
        final UUID id;
        final String name;
        final long time;
        final long received;
        private final String data;
        private final String context;
        private @Nullable JsonObject readData;
        private @Nullable JsonObject readContext;

        Happened(UUID id, String name, long time, long received, String data, String context) {
            this.id = id;
            this.name = name;
            this.time = time;
            this.received = received;
            this.data = data;
            this.context = context;
        }

        JsonObject data() {
            JsonObject read = readData == null ? new JsonObject(data) : readData;
            readData = read;
            return read;
        }

        JsonObject context() {
            JsonObject read = readContext == null ? new JsonObject(context) : readContext;
            readContext = read;
            return read;
        }

        /** What came in over an hour late, or was imported, makes nothing follow. */
        boolean isOccasion() {
            return received - time <= 3_600_000 && !context.equals("{\"imported\":true}");
        }

        boolean comesFromShop() {
            return name.startsWith("order_") || name.equals("refund");
        }
    }

    /**
     * A change of temperature that somebody may act on.
     *
     * @param known when what made it so had come in, ms
     */
    record Turned(int number, String from, String to, long at, long known) {}

    /** @param cancelled when it was first cancelled, returned or refunded, ms */
    record Ordered(
            String id,
            long placed,
            @Nullable Long delivered,
            @Nullable Long cancelled,
            double value,
            @Nullable String currency) {}

    /** Those that had come in by an instant. */
    List<Happened> by(long instant) {
        int known = 0;
        while (known < events.size() && events.get(known).received <= instant) {
            known++;
        }
        return events.subList(0, known);
    }

    /** The orders as they were known at an instant: a stage from when the event came in that tells of it. */
    List<Ordered> ordersBy(long instant) {
        long newest =
                by(instant).stream().mapToLong(event -> event.received).max().orElse(Long.MIN_VALUE);
        var known = new ArrayList<Ordered>();
        for (Ordered order : orders) {
            if (toldBy(order.placed, PLACING, newest)) {
                Long delivered = order.delivered;
                Long cancelled = order.cancelled;
                known.add(new Ordered(
                        order.id,
                        order.placed,
                        delivered != null && toldBy(delivered, Set.of("order_delivered"), newest) ? delivered : null,
                        cancelled != null && toldBy(cancelled, ENDING, newest) ? cancelled : null,
                        order.value,
                        order.currency));
            }
        }
        return known;
    }

    private boolean toldBy(long time, Set<String> names, long newest) {
        long first = Long.MAX_VALUE;
        for (Happened event : events) {
            first = event.time == time && names.contains(event.name) ? Math.min(first, event.received) : first;
        }
        return first == Long.MAX_VALUE || first <= newest;
    }

    /** One of hot, warm and cold. */
    String temperature(long instant) {
        return folded.computeIfAbsent(instant, at -> {
            List<PersonEvent> known = by(at).stream()
                    .map(event -> new PersonEvent(event.id, event.name, event.time))
                    .toList();
            List<OrderFacts> placed = ordersBy(at).stream()
                    .map(order -> new OrderFacts(order.id, order.placed, order.delivered, order.cancelled))
                    .toList();
            return TemperatureModel.fold(PersonState.EMPTY, known, placed, SETTINGS, at)
                    .state()
                    .temperature()
                    .name()
                    .toLowerCase(Locale.ROOT);
        });
    }
}
