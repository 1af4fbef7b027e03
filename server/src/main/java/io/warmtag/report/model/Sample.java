package io.warmtag.report.model;

/**
 * A group of people, each counted once, and what they bought in the same span of time after they were met.
 *
 * @param buyers who bought at least once
 * @param revenue of all together, in any unit of money
 * @param squares the sum of the squares of what each of them spent
 */
public record Sample(long persons, long buyers, double revenue, double squares) {
    public static final Sample NONE = new Sample(0, 0, 0, 0);

    public Sample plus(Sample other) {
        return new Sample(
                persons + other.persons, buyers + other.buyers, revenue + other.revenue, squares + other.squares);
    }

    /** Buyers per person; 0 of nobody. */
    public double rate() {
        return persons == 0 ? 0 : (double) buyers / persons;
    }

    /** Revenue per person; 0 of nobody. */
    public double mean() {
        return persons == 0 ? 0 : revenue / persons;
    }

    /** Of the revenue per person, unbiased; 0 with fewer than two persons. */
    double variance() {
        return persons < 2 ? 0 : Math.max(0, (squares - revenue * revenue / persons) / (persons - 1));
    }
}
