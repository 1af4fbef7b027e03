package io.warmtag.visitor.model;

import java.util.Optional;

/** The change of sub-state that comes by itself unless an order comes before. */
public record NextSubState(SubState to, long at) {

    static Optional<NextSubState> after(long now, CountedOrders orders, SettingsHistory history) {
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        int index = history.indexAt(now);
        SubState current = SubState.of(orders, history.settings(index).buyers(), now);
        Optional<NextSubState> next = within(now, index, current, orders, history);
        while (next.isEmpty() && history.boundaryAfter(index) != SettingsHistory.NO_BOUNDARY) {
            long boundary = history.boundaryAfter(index);
            index++;
            SubState then = SubState.of(orders, history.settings(index).buyers(), boundary);
            next = then != current
                    ? Optional.of(new NextSubState(then, boundary))
                    : within(boundary, index, current, orders, history);
        }
        return next;
    }

    /** Under one version of the settings a silence has two ends; the windows include their last millisecond. */
    private static Optional<NextSubState> within(
            long from, int index, SubState current, CountedOrders orders, SettingsHistory history) {
        BuyerRule rule = history.settings(index).buyers();
        long lapsing = orders.latest() + SubState.lapsingAfter(orders, rule) + 1;
        long lapsed = orders.latest() + SubState.lapsedAfter(orders, rule) + 1;
        for (long at : new long[] {Math.min(lapsing, lapsed), lapsed}) {
            if (at > from && at < history.boundaryAfter(index) && SubState.of(orders, rule, at) != current) {
                return Optional.of(new NextSubState(SubState.of(orders, rule, at), at));
            }
        }
        return Optional.empty();
    }
}
