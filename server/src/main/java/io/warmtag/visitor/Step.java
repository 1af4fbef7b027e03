package io.warmtag.visitor;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import io.warmtag.visitor.model.EventKey;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.Outcome;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.TemperatureModel;
import io.warmtag.visitor.model.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is done to a person's state where it is owned. Runs on a partition thread: constant time, no I/O. */
abstract sealed class Step
        implements EntryProcessor<PersonKey, GridState, @Nullable StepResult>, HazelcastInstanceAware {
    private transient @Nullable Histories histories;

    @Override
    public void setHazelcastInstance(HazelcastInstance member) {
        histories = Histories.on(member);
    }

    final SettingsHistory history(int site) {
        return Objects.requireNonNull(histories).of(site);
    }

    /** Keeps the new state and says whether the database has to hear of it now. */
    static @Nullable StepResult keep(
            Map.Entry<PersonKey, GridState> entry,
            GridState before,
            PersonState state,
            List<Transition> transitions,
            boolean writeAnyway) {
        boolean write = writeAnyway || !transitions.isEmpty() || before.isSightingDue(state);
        int logged = before.logged() + transitions.size();
        var after = write
                ? new GridState(state, logged, state.lastSeen(), before.revision() + 1, before.joins(), null)
                : new GridState(state, logged, before.seenStored(), before.revision(), before.joins(), null);
        entry.setValue(after);
        return write ? new StepResult(StepResult.Kind.WRITE, after, transitions) : null;
    }

    /** Takes new events in the order of their times. */
    static final class Apply extends Step {
        /** The events are of the visitor by whose id the state is kept. */
        static final int OWN = -1;

        final List<PersonEvent> events;
        final boolean fresh;
        final int joins;
        final @Nullable List<OrderFacts> orders;

        /** @param fresh nothing of this person can be stored: his id has just been made */
        Apply(List<PersonEvent> events, boolean fresh) {
            this(events, fresh, OWN, null);
        }

        /**
         * @param joins {@link #OWN}, or of the state that has these events of another visitor among its own
         * @param orders all of the visitor, once it is known that the events concern one
         */
        Apply(List<PersonEvent> events, boolean fresh, int joins, @Nullable List<OrderFacts> orders) {
            this.events = events;
            this.fresh = fresh;
            this.joins = joins;
            this.orders = orders;
        }

        @Override
        public @Nullable StepResult process(Map.Entry<PersonKey, GridState> entry) {
            return process(entry, history(entry.getKey().site()));
        }

        @Nullable StepResult process(Map.Entry<PersonKey, GridState> entry, SettingsHistory history) {
            GridState before = entry.getValue();
            if (before == null && !fresh) {
                return StepResult.MISSING;
            }
            GridState known = before == null ? GridState.NEW : before;
            if (known.joinedTo() != null) {
                return StepResult.joined(known);
            }
            if (joins != OWN && joins != known.joins()) {
                return StepResult.REFOLD;
            }
            if (orders != null) {
                return withOrders(entry, known, orders, history);
            }
            PersonState state = known.state();
            List<Transition> transitions = List.of();
            boolean writeAnyway = false;
            for (PersonEvent event : events) {
                Outcome outcome = TemperatureModel.apply(state, event, history);
                if (outcome instanceof Outcome.NeedsRefold) {
                    return StepResult.REFOLD;
                }
                if (outcome instanceof Outcome.NeedsOrders) {
                    // A person of several visitors has the orders of all of them.
                    return known.joins() == 0 ? StepResult.ORDERS : StepResult.REFOLD;
                }
                if (outcome instanceof Outcome.Applied applied) {
                    EventKey last = state.lastEvent();
                    // What is only in memory must be found by its id when the memory is lost.
                    writeAnyway |= last != null && !event.key().hasGreaterIdThan(last);
                    writeAnyway |= known.isOutOfSight(event.key());
                    state = applied.state();
                    transitions = joined(transitions, applied.transitions());
                    // A fall of the score brings the next change by time nearer, and the row must never say later.
                    writeAnyway |= history.at(event.time()).weights().action(event.name()) < 0;
                }
            }
            return state == known.state() ? null : keep(entry, known, state, transitions, writeAnyway);
        }

        private @Nullable StepResult withOrders(
                Map.Entry<PersonKey, GridState> entry,
                GridState known,
                List<OrderFacts> ofVisitor,
                SettingsHistory history) {
            if (known.joins() != 0) {
                return StepResult.REFOLD;
            }
            Outcome outcome = TemperatureModel.apply(known.state(), events, ofVisitor, history);
            if (outcome instanceof Outcome.Applied applied) {
                return keep(entry, known, applied.state(), applied.transitions(), true);
            }
            return outcome instanceof Outcome.AlreadyApplied ? null : StepResult.REFOLD;
        }

        private static List<Transition> joined(List<Transition> some, List<Transition> more) {
            if (more.isEmpty() || some.isEmpty()) {
                return some.isEmpty() ? more : some;
            }
            List<Transition> all = new ArrayList<>(some);
            all.addAll(more);
            return all;
        }
    }

    /** Takes new events of several persons, each by his own step. */
    static final class ApplyMany extends Step {
        final Map<PersonKey, Apply> steps;

        ApplyMany(Map<PersonKey, Apply> steps) {
            this.steps = steps;
        }

        static Map<PersonKey, Apply> steps(Map<PersonKey, Applies.Share> shares) {
            Map<PersonKey, Apply> steps = new HashMap<>(shares.size() * 2);
            shares.forEach((key, share) -> steps.put(key, share.step()));
            return steps;
        }

        @Override
        public @Nullable StepResult process(Map.Entry<PersonKey, GridState> entry) {
            PersonKey key = entry.getKey();
            Apply step = steps.get(key);
            return step == null ? null : step.process(entry, history(key.site()));
        }
    }

    /** Makes happen what time alone brings. */
    static final class Advance extends Step {
        final long now;
        final int logged;

        /** @param logged how many transitions his row knows of */
        Advance(long now, int logged) {
            this.now = now;
            this.logged = logged;
        }

        @Override
        public @Nullable StepResult process(Map.Entry<PersonKey, GridState> entry) {
            return process(entry, history(entry.getKey().site()));
        }

        @Nullable StepResult process(Map.Entry<PersonKey, GridState> entry, SettingsHistory history) {
            GridState before = entry.getValue();
            if (before == null) {
                return StepResult.MISSING;
            }
            if (before.joinedTo() != null) {
                return StepResult.REFOLD;
            }
            // A change by time that died with its node on the way to the log would never come there else.
            if (before.logged() > logged) {
                return StepResult.UNWRITTEN;
            }
            Outcome outcome = TemperatureModel.advance(before.state(), now, history);
            // Written in any case: the row's time of the next change was due.
            return outcome instanceof Outcome.Applied applied
                    ? keep(entry, before, applied.state(), applied.transitions(), true)
                    : StepResult.REFOLD;
        }
    }

    /**
     * Puts a folded state, or where to find it, in the place of what was there when the fold began; else says that the race is
     * lost. Takes away what is there when there is nothing to put.
     */
    static final class Replace extends Step {
        final @Nullable GridState expected;
        final @Nullable GridState folded;

        Replace(@Nullable GridState expected, @Nullable GridState folded) {
            this.expected = expected;
            this.folded = folded;
        }

        @Override
        public @Nullable StepResult process(Map.Entry<PersonKey, GridState> entry) {
            // The grid does a step again when its answer was lost with a member or on the way.
            if (folded != null && folded.equals(entry.getValue())) {
                return null;
            }
            if (!GridState.sameFold(entry.getValue(), expected)) {
                return StepResult.LOST_RACE;
            }
            entry.setValue(folded);
            return null;
        }
    }
}
