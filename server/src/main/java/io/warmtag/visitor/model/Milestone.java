package io.warmtag.visitor.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An instant at which an order changes what counts.
 *
 * @param countsFrom instant from which the order counts or counted
 */
record Milestone(long at, Kind kind, String transactionId, long countsFrom) implements Comparable<Milestone> {

    /** In the order in which they are taken within one millisecond. */
    enum Kind {
        /** The order exists: whoever placed it has appeared, even if it never counts. */
        PLACED,
        COUNTS,
        /**
         * Taken after the events of its millisecond, as the others are taken before them: so nobody is warm or cold
         * for the zero time between an order and its own event.
         */
        CEASES
    }

    @Override
    public int compareTo(Milestone other) {
        int byTime = Long.compare(at, other.at);
        int byKind = byTime != 0 ? byTime : kind.compareTo(other.kind);
        return byKind != 0 ? byKind : transactionId.compareTo(other.transactionId);
    }

    boolean precedesEventsAt(long instant) {
        return at < instant || (at == instant && kind != Kind.CEASES);
    }

    /** In the order in which they are taken. */
    static List<Milestone> of(Collection<OrderFacts> orders, SettingsHistory history) {
        List<Milestone> milestones = new ArrayList<>();
        for (OrderFacts order : merged(orders)) {
            long from = order.countsFrom(history);
            milestones.add(new Milestone(order.placedAt(), Kind.PLACED, order.transactionId(), from));
            if (from != OrderFacts.NEVER_COUNTS) {
                milestones.add(new Milestone(from, Kind.COUNTS, order.transactionId(), from));
                Long ceases = order.cancelledAt();
                if (ceases != null) {
                    milestones.add(new Milestone(ceases, Kind.CEASES, order.transactionId(), from));
                }
            }
        }
        Collections.sort(milestones);
        return milestones;
    }

    /** One per transaction id. */
    static Collection<OrderFacts> merged(Collection<OrderFacts> orders) {
        Map<String, OrderFacts> byId = new LinkedHashMap<>();
        for (OrderFacts order : orders) {
            byId.merge(order.transactionId(), order, OrderFacts::merge);
        }
        return byId.values();
    }
}
