package io.warmtag.rule.audience.model;

import java.util.ArrayList;
import java.util.List;

/**
 * How somebody comes to fulfil a condition and ceases to, in the course of what arrives and of time. The same steps live, from
 * where he was seen last, and in a backtest, from the beginning: what arrives in the same millisecond is taken at once, and
 * what time alone brings is taken when it is due. So it doesn't matter in which portions it is done, or by whom.
 */
public final class Course {
    private final Evaluator evaluator;
    private final Condition condition;
    private final Life life;
    private final List<Change> changes = new ArrayList<>();
    private Place place;
    private int steps;

    /**
     * Where somebody stands.
     *
     * @param in whether the condition holds
     * @param seen ms of the instant for which this is known
     * @param nextCheck ms of when time alone may change it, {@link Evaluator#NEVER} when it can't
     */
    public record Place(boolean in, long seen, long nextCheck) {}

    /**
     * @param at ms
     * @param quiet nothing else follows from it: it came of what arrived late, or was imported
     */
    public record Change(boolean entered, long at, boolean quiet) {}

    private Course(Evaluator evaluator, Condition condition, Life life, Place place) {
        this.evaluator = evaluator;
        this.condition = condition;
        this.life = life;
        this.place = place;
    }

    /** Where he stands at an instant in ms, by what had arrived by then. */
    public static Place at(long instant, Evaluator evaluator, Condition condition, Life life) {
        Facts facts = life.upTo(instant);
        boolean in = evaluator.holds(condition, facts, instant);
        return new Place(in, instant, evaluator.nextCheck(condition, facts, instant));
    }

    /** Goes on from where he was seen. */
    public static Course from(Place place, Evaluator evaluator, Condition condition, Life life) {
        return new Course(evaluator, condition, life, place);
    }

    /**
     * Looks again at the instant at which he was seen last: something came to light that belongs before it.
     *
     * @param quiet it is nothing that anything follows from
     */
    public void lookAgain(boolean quiet) {
        take(life.upTo(place.seen()), place.seen(), quiet);
    }

    /** Takes all that arrived and became due up to an instant in ms, that one included. */
    public void advanceTo(long until) {
        advanceTo(until, until);
    }

    /**
     * The same; but what time alone brings only up to another instant, unless something arrived after it: of what came in later
     * not everything may be stored yet.
     */
    public void advanceTo(long until, long time) {
        Facts facts = life.upTo(place.seen());
        while (true) {
            long arrival = facts.nextArrival();
            long next = Math.min(arrival, place.nextCheck());
            if (next > until || next == Evaluator.NEVER || arrival > until && next > time) {
                return;
            }
            boolean due = place.nextCheck() == next;
            Facts before = facts;
            facts = arrival == next ? facts.withNext() : facts;
            take(facts, next, !due && facts.since(before).noneMatch(FactEvent::isOccasion));
        }
    }

    private void take(Facts facts, long instant, boolean quiet) {
        steps++;
        boolean in = evaluator.holds(condition, facts, instant);
        if (in != place.in()) {
            changes.add(new Change(in, instant, quiet));
        }
        place = new Place(in, instant, evaluator.nextCheck(condition, facts, instant));
    }

    public Place place() {
        return place;
    }

    /** At how many instants he was looked at. */
    public int steps() {
        return steps;
    }

    /** In their order. */
    public List<Change> changes() {
        return changes;
    }
}
