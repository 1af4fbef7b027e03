package io.warmtag.rule.audience.model;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Adds up what a replay gives, person by person, in constant space. Not for several threads at once. */
public final class BacktestTally {
    private static final long DAY_MS = 86_400_000;
    private static final long BOUGHT_WITHIN_MS = 7 * DAY_MS;
    private static final int SAMPLE = 20;

    private final Replay replay;
    private final long from;
    private final long until;
    private final long[] days;
    private final List<Happening> sample = new ArrayList<>();
    private long persons;
    private long people;
    private long times;
    private long bought;
    private long open;

    /** @param at ms */
    public record Happening(UUID person, long at) {}

    /**
     * What came of it so far.
     *
     * @param persons who were looked at
     * @param people to whom it would have happened
     * @param times how often it would have happened
     * @param bought how often an order was placed within 7 days after it
     * @param open how often those 7 days are not over yet
     * @param days how often on each 24 hours, from the beginning
     */
    public record Result(
            long from,
            long until,
            long persons,
            long people,
            long times,
            long bought,
            long open,
            List<Long> days,
            List<Happening> sample) {

        /** Of two disjoint sets of persons. */
        public Result and(Result other) {
            var both = new ArrayList<Long>();
            for (int i = 0; i < days.size(); i++) {
                both.add(days.get(i) + other.days.get(i));
            }
            var some = new ArrayList<>(sample);
            some.addAll(other.sample);
            return new Result(
                    from,
                    until,
                    persons + other.persons,
                    people + other.people,
                    times + other.times,
                    bought + other.bought,
                    open + other.open,
                    both,
                    some.subList(0, Math.min(SAMPLE, some.size())));
        }
    }

    /**
     * @param from ms
     * @param until ms
     */
    public BacktestTally(Replay replay, long from, long until) {
        this.replay = replay;
        this.from = from;
        this.until = until;
        this.days = new long[(int) ((until - from + DAY_MS - 1) / DAY_MS)];
    }

    public void add(UUID person, Life life) {
        persons++;
        List<Long> instants = replay.instants(life, from, until);
        if (instants.isEmpty()) {
            return;
        }
        people++;
        times += instants.size();
        for (long at : instants) {
            days[(int) Math.min(days.length - 1, Math.max(0, at - from) / DAY_MS)]++;
            if (life.placedBetween(at, at + BOUGHT_WITHIN_MS)) {
                bought++;
            }
            if (at + BOUGHT_WITHIN_MS > until) {
                open++;
            }
        }
        if (sample.size() < SAMPLE) {
            sample.add(new Happening(person, instants.get(0)));
        }
    }

    public Result result() {
        var byDay = new ArrayList<Long>();
        for (long day : days) {
            byDay.add(day);
        }
        return new Result(from, until, persons, people, times, bought, open, byDay, List.copyOf(sample));
    }
}
