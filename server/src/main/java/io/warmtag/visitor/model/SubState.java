package io.warmtag.visitor.model;

/** What kind of buyer a person is, by counted orders alone: it stands beside the temperature, whatever that is. */
public enum SubState {
    /** Has no counted order. */
    NONE,
    /** One order, not long ago. */
    NEW,
    /** Two orders or more, the last one not long ago by his own rhythm. */
    REPEAT,
    /** Overdue: longer without an order than usual for him. */
    LAPSING,
    /** Wanted back: past the hot window, or bought once and stayed away. Excluded from every exclusion of cold people. */
    LAPSED;

    /** The sub-state at an instant that is not before the last counted order. */
    public static SubState of(CountedOrders orders, BuyerRule rule, long instant) {
        if (orders.isEmpty()) {
            return NONE;
        }
        long silence = instant - orders.latest();
        if (silence > lapsedAfter(orders, rule)) {
            return LAPSED;
        }
        if (silence > lapsingAfter(orders, rule)) {
            return LAPSING;
        }
        return orders.count() == 1 ? NEW : REPEAT;
    }

    /** The silence in ms after which, strictly, a buyer is lapsed. */
    static long lapsedAfter(CountedOrders orders, BuyerRule rule) {
        return orders.count() == 1 ? Math.min(rule.hotWindow(), rule.lapsedAfterOnlyOrder()) : rule.hotWindow();
    }

    /** The silence in ms after which, strictly, a buyer is lapsing. */
    static long lapsingAfter(CountedOrders orders, BuyerRule rule) {
        double usual = orders.twiceMedianGap() / 2.0 * rule.lapsingGaps();
        return Math.max(rule.lapsingAfter(), (long) Math.floor(usual));
    }
}
