package io.warmtag.report;

import io.warmtag.report.model.Sample;

/**
 * People whom a rule met for the first time, and what they ordered within its window.
 *
 * @param revenue of their orders in the site's currency, in its minor unit
 * @param over those of them whose window is over; of these lift is said
 */
public record Met(long persons, long buyers, long orders, long revenue, Sample over) {
    public static final Met NOBODY = new Met(0, 0, 0, 0, Sample.NONE);

    Met plus(Met other) {
        return new Met(
                persons + other.persons,
                buyers + other.buyers,
                orders + other.orders,
                revenue + other.revenue,
                over.plus(other.over));
    }

    /** Whose window isn't over yet. */
    public long open() {
        return persons - over.persons();
    }
}
