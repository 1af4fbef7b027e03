package io.warmtag.rule.past;

import io.warmtag.rule.model.Decision;
import io.warmtag.rule.past.Chapter.Span;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What came of a run over the past, or has so far.
 *
 * @param decisions how often it was decided how
 * @param steps by their places: what became of them, how often; {@code postponed} is counted beside
 * @param days how often it would have happened on each 24 hours, from the beginning
 */
public record BacktestResult(
        Span past,
        Numbers numbers,
        Map<Decision, Long> decisions,
        Map<Integer, Map<String, Long>> steps,
        List<Long> days,
        List<Happening> sample) {
    private static final long DAY_MS = 86_400_000;
    private static final int SAMPLE = 20;

    /** @param at ms */
    public record Happening(UUID person, long at) {}

    /**
     * @param persons who were looked at
     * @param people to whom it would have happened
     * @param bought how often an order was placed within 7 days after it
     * @param open how often those 7 days are not over yet
     * @param outBought how often somebody who was held out placed an order within 7 days
     * @param aside how often it made way for something that happened meanwhile
     * @param waiting how often its time had not come by the end
     */
    public record Numbers(long persons, long people, long bought, long open, long outBought, long aside, long waiting) {
        private Numbers and(Numbers other) {
            return new Numbers(
                    persons + other.persons,
                    people + other.people,
                    bought + other.bought,
                    open + other.open,
                    outBought + other.outBought,
                    aside + other.aside,
                    waiting + other.waiting);
        }
    }

    /** How often it would have happened. */
    public long times() {
        return decisions.getOrDefault(Decision.FIRED, 0L);
    }

    /** Of two disjoint sets of persons. */
    public BacktestResult and(BacktestResult other) {
        List<Long> both = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            both.add(days.get(i) + other.days.get(i));
        }
        List<Happening> some = new ArrayList<>(sample);
        some.addAll(other.sample);
        Map<Decision, Long> decided = new EnumMap<>(Decision.class);
        decided.putAll(decisions);
        other.decisions.forEach((decision, times) -> decided.merge(decision, times, Long::sum));
        Map<Integer, Map<String, Long>> ended = new TreeMap<>();
        steps.forEach((place, ends) -> ended.put(place, new TreeMap<>(ends)));
        other.steps.forEach((place, ends) -> ends.forEach((state, times) ->
                ended.computeIfAbsent(place, key -> new TreeMap<>()).merge(state, times, Long::sum)));
        return new BacktestResult(
                past,
                numbers.and(other.numbers),
                decided,
                ended,
                both,
                List.copyOf(some.subList(0, Math.min(SAMPLE, some.size()))));
    }

    /** One that grows. */
    static final class Sum {
        private final Span past;
        private final long[] days;
        private final Map<Decision, Long> decisions = new EnumMap<>(Decision.class);
        private final Map<Integer, Map<String, Long>> steps = new TreeMap<>();
        private final List<Happening> sample = new ArrayList<>();
        private long persons;
        private long people;
        private long bought;
        private long outBought;
        private long open;
        private long aside;
        private long waiting;

        Sum(Span past) {
            this.past = past;
            this.days = new long[(int) ((past.end() - past.start() + DAY_MS - 1) / DAY_MS)];
        }

        void person() {
            persons++;
        }

        void passed(int stoodAside, int stillWaiting) {
            aside += stoodAside;
            waiting += stillWaiting;
        }

        /** @param first whether it is the first time that it would have happened to him */
        void fired(Chance chance, boolean first) {
            decisions.merge(Decision.FIRED, 1L, Long::sum);
            days[(int) Math.min(days.length - 1, Math.max(0, chance.at() - past.start()) / DAY_MS)]++;
            bought += chance.bought() ? 1 : 0;
            open += chance.open() ? 1 : 0;
            for (Chance.End end : chance.ends()) {
                Map<String, Long> ends = steps.computeIfAbsent(end.place(), place -> new TreeMap<>());
                ends.merge(end.state(), 1L, Long::sum);
                if (end.postponed()) {
                    ends.merge("postponed", 1L, Long::sum);
                }
            }
            people += first ? 1 : 0;
            if (first && sample.size() < SAMPLE) {
                sample.add(new Happening(chance.person(), chance.at()));
            }
        }

        void refused(Chance chance, Decision decision) {
            decisions.merge(decision, 1L, Long::sum);
            outBought += decision == Decision.HELD_OUT && chance.bought() ? 1 : 0;
        }

        BacktestResult result() {
            List<Long> byDay = new ArrayList<>();
            for (long day : days) {
                byDay.add(day);
            }
            Map<Integer, Map<String, Long>> ended = new TreeMap<>();
            steps.forEach((place, ends) -> ended.put(place, Map.copyOf(ends)));
            return new BacktestResult(
                    past,
                    new Numbers(persons, people, bought, open, outBought, aside, waiting),
                    Map.copyOf(decisions),
                    ended,
                    byDay,
                    List.copyOf(sample));
        }
    }
}
