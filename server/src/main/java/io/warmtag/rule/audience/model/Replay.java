package io.warmtag.rule.audience.model;

import io.warmtag.rule.audience.model.Course.Change;
import io.warmtag.visitor.model.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is run over the past: tells when it would have happened to somebody, had it been on. */
public interface Replay {
    /**
     * The instants in ms, ascending.
     *
     * @param from ms, when it is switched on
     * @param until ms, the end of the past
     */
    List<Long> instants(Life life, long from, long until);

    /** The conditions that it looks at. */
    List<Condition> conditions();

    /** Names of further events that it looks at. */
    Set<String> names();

    /** Names of the events whose data it looks into beside its conditions. */
    default Set<String> data() {
        return Set.of();
    }

    /** Coming into an audience. Who was in it when it was switched on doesn't come in. */
    record OfAudience(Evaluator evaluator, Condition condition, boolean entered) implements Replay {
        @Override
        public List<Long> instants(Life life, long from, long until) {
            return changes(life, from, until).stream()
                    .filter(change -> change.entered() == entered)
                    .map(Change::at)
                    .toList();
        }

        private List<Change> changes(Life life, long from, long until) {
            boolean known = !life.events().isEmpty() && life.events().get(0).received() <= from;
            Course.Place start = known
                    ? Course.at(from, evaluator, condition, life)
                    : new Course.Place(false, from, Evaluator.NEVER);
            Course course = Course.from(start, evaluator, condition, life);
            course.advanceTo(until);
            return course.changes();
        }

        @Override
        public List<Condition> conditions() {
            return List.of(condition);
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }
    }

    /** What makes a rule fire. */
    sealed interface When {
        /** An event came in whose data passes all of the tests, not more than an hour late. */
        record Happens(String event, List<DataTest> where) implements When {}

        /** The temperature changed; null: from or to any. */
        record Turns(@Nullable Temperature from, @Nullable Temperature to) implements When {}

        /** Somebody came into an audience or went out of it. */
        record Moves(int audience, boolean entered) implements When {}
    }

    /**
     * A rule's firing.
     *
     * @param delay ms after its occasion
     * @param unlessOrder not if he has placed an order since the occasion
     * @param unlessEvents nor if one of these has come in since
     * @param condition what must be true when it fires; null: nothing
     * @param pause ms in which it fires once for a person at most; 0: no limit
     */
    record OfRule(
            Evaluator evaluator,
            When when,
            long delay,
            boolean unlessOrder,
            Set<String> unlessEvents,
            @Nullable Condition condition,
            long pause)
            implements Replay {
        private static final long LATEST_MS = 3_600_000;

        /** @param occurred ms, when it happened; @param arrived ms, when it was known */
        private record Occasion(long occurred, long arrived) {}

        @Override
        public List<Long> instants(Life life, long from, long until) {
            var fired = new ArrayList<Long>();
            long last = Long.MIN_VALUE;
            for (Occasion occasion : occasions(life, from, until)) {
                long due = Math.max(occasion.arrived, occasion.occurred + delay);
                boolean pauses = last != Long.MIN_VALUE && due - last < pause;
                if (due <= until && !pauses && holds(life.upTo(due), occasion, due)) {
                    fired.add(due);
                    last = due;
                }
            }
            return fired;
        }

        private boolean holds(Facts facts, Occasion occasion, long due) {
            if (unlessOrder
                    && facts.orders().stream()
                            .anyMatch(order -> order.order().placedAt() > occasion.occurred
                                    && order.order().placedAt() <= due)) {
                return false;
            }
            boolean followed = !unlessEvents.isEmpty()
                    && facts.events().stream()
                            .anyMatch(event -> event.time() > occasion.occurred && unlessEvents.contains(event.name()));
            return !followed && (condition == null || evaluator.holds(condition, facts, due));
        }

        private List<Occasion> occasions(Life life, long from, long until) {
            if (when instanceof When.Happens happens) {
                return life.events().stream()
                        .filter(event -> event.received() > from && event.received() <= until)
                        .filter(event -> event.name().equals(happens.event))
                        .filter(event -> event.received() - event.time() <= LATEST_MS)
                        .filter(event -> happens.where.stream().allMatch(test -> test.passes(event.data())))
                        .map(event -> new Occasion(event.time(), event.received()))
                        .toList();
            } else if (when instanceof When.Turns turns) {
                return life.upTo(until).transitions(until).stream()
                        .filter(change -> change.at() > from
                                && (turns.from == null || turns.from == change.from())
                                && (turns.to == null || turns.to == change.to()))
                        .map(change -> new Occasion(change.at(), change.at()))
                        .toList();
            }
            When.Moves moves = (When.Moves) when;
            return new OfAudience(evaluator, new Condition.Member(moves.audience), moves.entered)
                    .instants(life, from, until).stream()
                            .map(at -> new Occasion(at, at))
                            .toList();
        }

        @Override
        public List<Condition> conditions() {
            var conditions = new ArrayList<Condition>();
            if (condition != null) {
                conditions.add(condition);
            }
            if (when instanceof When.Moves moves) {
                conditions.add(new Condition.Member(moves.audience));
            } else if (when instanceof When.Turns) {
                conditions.add(new Condition.HasTemperature(Set.of(Temperature.values())));
            }
            return conditions;
        }

        @Override
        public Set<String> names() {
            var names = new java.util.TreeSet<>(unlessEvents);
            if (when instanceof When.Happens happens) {
                names.add(happens.event);
            }
            return names;
        }

        @Override
        public Set<String> data() {
            return when instanceof When.Happens happens && !happens.where.isEmpty() ? Set.of(happens.event) : Set.of();
        }
    }
}
