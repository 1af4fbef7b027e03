package io.warmtag.rule.audience.model;

import io.warmtag.rule.audience.model.Condition.HasScore;
import io.warmtag.rule.audience.model.Condition.HasTemperature;
import io.warmtag.rule.audience.model.Condition.IsBuyer;
import io.warmtag.visitor.model.ModelSettings;
import io.warmtag.visitor.model.NextChange;
import io.warmtag.visitor.model.NextSubState;
import io.warmtag.visitor.model.Score;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.SubState;
import io.warmtag.visitor.model.TemperatureModel;
import java.time.Duration;
import java.util.Locale;

/** What the temperature model says of somebody. */
final class StateLeaves {
    /** By then any score is nothing. */
    private static final long HORIZON_MS = Duration.ofDays(36_500).toMillis();

    private static final long NEAR_MS = 8;

    private StateLeaves() {}

    static Leaf of(HasTemperature condition, Facts facts) {
        return new Leaf() {
            @Override
            public boolean holds(long now) {
                return condition.is().contains(facts.state(now).temperature());
            }

            @Override
            public long next(long now) {
                long change = TemperatureModel.nextChange(facts.state(now), facts.history())
                        .map(NextChange::at)
                        .orElse(Evaluator.NEVER);
                return Math.min(change, facts.nextOrder(now));
            }

            @Override
            public String text(long now) {
                return facts.state(now).temperature().name().toLowerCase(Locale.ROOT);
            }
        };
    }

    static Leaf of(IsBuyer condition, Facts facts) {
        return new Leaf() {
            @Override
            public boolean holds(long now) {
                return condition.is().contains(subState(now));
            }

            @Override
            public long next(long now) {
                long change = TemperatureModel.nextSubState(facts.state(now), facts.history(), now)
                        .map(NextSubState::at)
                        .orElse(Evaluator.NEVER);
                return Math.min(change, facts.nextOrder(now));
            }

            @Override
            public String text(long now) {
                return subState(now).name().toLowerCase(Locale.ROOT);
            }

            private SubState subState(long now) {
                return TemperatureModel.subState(facts.state(now), facts.history(), now);
            }
        };
    }

    static Leaf of(HasScore condition, Facts facts) {
        return new Leaf() {
            @Override
            public boolean holds(long now) {
                return condition.range().includes(score(now));
            }

            @Override
            public Double number(long now) {
                return score(now);
            }

            /** Between two versions of the settings it only falls, so the place where it leaves a range is searched for. */
            @Override
            public long next(long now) {
                long boundary = boundaryAfter(now, facts.history());
                Score score = facts.state(now).score();
                ModelSettings settings = facts.history().at(now);
                int place = place(score.at(now, settings));
                Double edge =
                        place > 0 ? condition.range().most() : condition.range().least();
                long high = Math.min(boundary - 1, now + HORIZON_MS);
                if (place < 0 || edge == null || place(score.at(high, settings)) == place) {
                    return boundary;
                }
                long low = now;
                // The closed form is right to within rounding; what everybody reads decides.
                long near = score.fallsTo(edge, settings);
                for (long probe = near - NEAR_MS; probe <= near + NEAR_MS; probe += 2 * NEAR_MS) {
                    if (probe > low && probe < high) {
                        boolean same = place(score.at(probe, settings)) == place;
                        low = same ? probe : low;
                        high = same ? high : probe;
                    }
                }
                while (high - low > 1) {
                    long middle = low + (high - low) / 2;
                    boolean same = place(score.at(middle, settings)) == place;
                    low = same ? middle : low;
                    high = same ? high : middle;
                }
                return high;
            }

            private double score(long now) {
                return TemperatureModel.score(facts.state(now), facts.history(), now);
            }

            /** 1 above the range, 0 in it, -1 below. */
            private int place(double score) {
                Double most = condition.range().most();
                Double least = condition.range().least();
                return most != null && score > most ? 1 : least != null && score < least ? -1 : 0;
            }
        };
    }

    private static long boundaryAfter(long now, SettingsHistory history) {
        return history.inOrder().stream()
                .mapToLong(SettingsHistory.Dated::effectiveFrom)
                .filter(from -> from > now)
                .min()
                .orElse(Evaluator.NEVER);
    }
}
