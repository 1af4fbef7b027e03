package io.warmtag.rule.audience.model;

import io.warmtag.event.Answer;
import io.warmtag.rule.audience.model.Condition.Channel;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a person, in the order in which it arrived. {@link Facts} is as much of it as was known at a moment. What
 * came in the same millisecond came at once. For one thread.
 */
public final class Life {
    private static final Comparator<FactEvent> ARRIVAL =
            Comparator.comparingLong(FactEvent::received).thenComparing((one, other) -> compare(one.id(), other.id()));
    /** Stands for orders that no event of his reports: they are known from when they happened. */
    private static final long NOT_BY_EVENT = Long.MIN_VALUE;

    private static final Set<String> PLACING = Set.of("purchase", "order_confirmed", "order_delivered");
    private static final Set<String> DELIVERING = Set.of("order_delivered");
    private static final Set<String> ENDING = Set.of("order_cancelled", "order_returned", "refund");

    private final PersonState checkpoint;
    private final long until;
    private final List<FactEvent> events;
    private final List<Told> orders;
    private final SettingsHistory history;
    private final boolean asksConsent;
    private final Map<Channel, Long> reachableSince;
    private final Map<Condition, Object> found = new IdentityHashMap<>();

    /** When each stage of an order was told, in ms of arrival. */
    private record Told(FactOrder order, long placed, long delivered, long cancelled) {
        private @Nullable FactOrder by(long arrival) {
            if (placed > arrival) {
                return null;
            }
            OrderFacts all = order.order();
            var known = new OrderFacts(
                    all.transactionId(),
                    all.placedAt(),
                    delivered > arrival ? null : all.deliveredAt(),
                    cancelled > arrival ? null : all.cancelledAt());
            return known.equals(all) ? order : new FactOrder(known, order.value(), order.currency());
        }
    }

    /**
     * @param checkpoint where his fold begins; {@link PersonState#EMPTY} mostly
     * @param events in any order, also twice
     * @param asksConsent whether the site asks its visitors
     * @param reachableSince when he first told what it takes to reach him, in ms
     * @param until ms up to which all of his events are among these; of later ones it counts only which orders they tell of, so
     *     that these are not taken for known before
     */
    public Life(
            PersonState checkpoint,
            Collection<FactEvent> events,
            Collection<FactOrder> orders,
            SettingsHistory history,
            boolean asksConsent,
            Map<Channel, Long> reachableSince,
            long until) {
        this.checkpoint = checkpoint;
        this.until = until;
        List<FactEvent> all = inOrder(events);
        this.events = all.subList(0, known(all, until));
        this.orders = orders.stream()
                .sorted(Comparator.comparing(order -> order.order().transactionId()))
                .map(order -> told(order, all))
                .toList();
        this.history = history;
        this.asksConsent = asksConsent;
        this.reachableSince = Map.copyOf(reachableSince);
    }

    /** All that there is of somebody. */
    public Life(
            PersonState checkpoint,
            Collection<FactEvent> events,
            Collection<FactOrder> orders,
            SettingsHistory history,
            boolean asksConsent,
            Map<Channel, Long> reachableSince) {
        this(checkpoint, events, orders, history, asksConsent, reachableSince, Evaluator.NEVER);
    }

    /** Of somebody of whom nothing is known but what he did. */
    public Life(
            PersonState checkpoint,
            Collection<FactEvent> events,
            Collection<FactOrder> orders,
            SettingsHistory history,
            boolean asksConsent) {
        this(checkpoint, events, orders, history, asksConsent, Map.of());
    }

    private static List<FactEvent> inOrder(Collection<FactEvent> events) {
        var sorted = new ArrayList<>(events);
        sorted.sort(ARRIVAL);
        var once = new ArrayList<FactEvent>(sorted.size());
        UUID last = null;
        for (FactEvent event : sorted) {
            // The same one has the same arrival.
            if (!event.id().equals(last)) {
                once.add(event);
            }
            last = event.id();
        }
        return once;
    }

    private static int compare(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    private static Told told(FactOrder order, List<FactEvent> events) {
        OrderFacts facts = order.order();
        return new Told(
                order,
                arrival(events, facts.placedAt(), PLACING),
                facts.deliveredAt() == null ? NOT_BY_EVENT : arrival(events, facts.deliveredAt(), DELIVERING),
                facts.cancelledAt() == null ? NOT_BY_EVENT : arrival(events, facts.cancelledAt(), ENDING));
    }

    private static long arrival(List<FactEvent> events, long time, Set<String> names) {
        for (FactEvent event : events) {
            if (event.time() == time && names.contains(event.name())) {
                return event.received();
            }
        }
        return NOT_BY_EVENT;
    }

    /** Whether an order was placed after an instant and until another one, in ms, whenever it was told. */
    public boolean placedBetween(long after, long until) {
        return orders.stream().anyMatch(told -> {
            long placed = told.order.order().placedAt();
            return placed > after && placed <= until;
        });
    }

    /** Whether he has placed an order after an instant of which another instant knows, both in ms. */
    public boolean ordered(long after, long known) {
        for (Told told : orders) {
            FactOrder order = told.by(known);
            if (order != null
                    && order.order().placedAt() > after
                    && order.order().placedAt() <= known) {
                return true;
            }
        }
        return false;
    }

    /**
     * What he answered about a purpose as of what had arrived by an instant: his newest word, else what the shop vouches for,
     * else the newest event. {@code consent_of} in the database says the same of now.
     */
    public Answer answer(String purpose, long arrival) {
        FactEvent newest = null;
        Answer answer = Answer.NOTHING;
        for (FactEvent event : events) {
            if (event.received() > arrival) {
                break;
            }
            if (newest == null || decides(purpose, event, newest)) {
                newest = event;
                answer = event.answer(purpose);
            }
        }
        return answer;
    }

    /** The same after each event that arrived. */
    Sayings<Answer> answers(String purpose) {
        return Sayings.of(events, event -> event.answer(purpose), (event, decided) -> decides(purpose, event, decided));
    }

    /** Whether an event says what he answers, and not the one that decided before. */
    private boolean decides(String purpose, FactEvent event, FactEvent decided) {
        int order = Integer.compare(rank(event.answer(purpose)), rank(decided.answer(purpose)));
        return order > 0 || order == 0 && compare(event.id(), decided.id()) > 0;
    }

    private int rank(Answer answer) {
        return answer.isWord(asksConsent) ? 2 : answer.isVouched() ? 1 : 0;
    }

    /** What a condition found among all the events: looked for once, however often it is put to this life. */
    @SuppressWarnings("unchecked")
    <T> T found(Condition condition, Supplier<T> look) {
        return (T) found.computeIfAbsent(condition, key -> look.get());
    }

    /** All that is stored. */
    public Facts whole() {
        return new Facts(this, events.size());
    }

    /** What had arrived by an instant, in ms, that one included. */
    public Facts upTo(long received) {
        return new Facts(this, known(events, received));
    }

    /** How many of them had arrived by an instant. */
    private static int known(List<FactEvent> events, long received) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).received() <= received) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** ms of the first arrival from an instant on; the instant itself when there is none. */
    public long arrivalFrom(long instant) {
        int before = known(events, instant - 1);
        return before == events.size() ? instant : events.get(before).received();
    }

    /**
     * ms just before the first that came in late since somebody was weighed last, which is with each event of these names that is
     * handed on; {@code first}, the arrival of the one that is being handed on, when there is none.
     */
    public long beforeLate(long first, Needs wanted) {
        long since = first;
        for (int i = known(events, first - 1) - 1; i >= 0; i--) {
            FactEvent event = events.get(i);
            if (!event.isHandedOn()) {
                since = event.received() - 1;
            } else if (wanted.wants(event.name())) {
                break;
            }
        }
        return since;
    }

    /** ms up to which all that arrived is known. */
    public long until() {
        return until;
    }

    /** By arrival, each once. */
    public List<FactEvent> events() {
        return events;
    }

    List<FactOrder> ordersBy(long arrival) {
        var known = new ArrayList<FactOrder>(orders.size());
        for (Told told : orders) {
            FactOrder order = told.by(arrival);
            if (order != null) {
                known.add(order);
            }
        }
        return known;
    }

    PersonState checkpoint() {
        return checkpoint;
    }

    SettingsHistory history() {
        return history;
    }

    public boolean asksConsent() {
        return asksConsent;
    }

    long reachableSince(Channel channel) {
        return reachableSince.getOrDefault(channel, Evaluator.NEVER);
    }
}
