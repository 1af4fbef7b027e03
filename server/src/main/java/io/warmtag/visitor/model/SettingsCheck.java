package io.warmtag.visitor.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds what is wrong with settings before they become a version: all of it at once, by field. */
public final class SettingsCheck {

    static final int MOST_WEIGHTS = 200;
    static final int LONGEST_NAME = 100;
    static final double LARGEST_WEIGHT = 1_000;
    private static final double LARGEST_THRESHOLD = 1_000_000;
    /** Keeps the moment of leaving finite and near: a score always falls below it. */
    private static final double SMALLEST_LEAVE = 0.01;

    private static final double MOST_GAPS = 100;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    /**
     * @param field name of the record component, with the event's name in brackets for a weight
     * @param message what is wrong and what would be right
     */
    public record Problem(String field, String message) {}

    private final List<Problem> problems = new ArrayList<>();

    private SettingsCheck() {}

    /** Empty when the settings may be used. */
    public static List<Problem> problems(ModelSettings settings) {
        SettingsCheck check = new SettingsCheck();
        check.require(settings.version() > 0, "version", "must be positive");
        check.weights(settings.weights());
        check.within("halfLife", settings.halfLife(), HOUR, 365 * DAY, "between 1 hour and 365 days");
        check.warm(settings.warm(), settings.weights().viewCap());
        check.buyers(settings.buyers());
        return List.copyOf(check.problems);
    }

    private void weights(Weights weights) {
        int total = weights.actions().size() + weights.views().size();
        require(total <= MOST_WEIGHTS, "weights", "has " + total + " event names; at most " + MOST_WEIGHTS);
        each("actions", weights.actions(), -LARGEST_WEIGHT);
        each("views", weights.views(), 0);
        for (String name : weights.views().keySet()) {
            require(
                    !weights.actions().containsKey(name),
                    "views[" + name + "]",
                    "already has a weight of its own; an event is either an action or a view");
        }
        require(weights.viewCap() >= 0 && Double.isFinite(weights.viewCap()), "viewCap", "must be 0 or more");
    }

    private void each(String field, Map<String, Double> weights, double smallest) {
        weights.forEach((name, weight) -> {
            String place = field + "[" + name + "]";
            require(
                    !name.isBlank() && name.length() <= LONGEST_NAME,
                    place,
                    "an event name has 1 to " + LONGEST_NAME + " characters");
            require(
                    weight >= smallest && weight <= LARGEST_WEIGHT,
                    place,
                    "must be a number between " + (long) smallest + " and " + (long) LARGEST_WEIGHT);
        });
    }

    private void warm(WarmRule rule, double viewCap) {
        require(rule.leave() >= SMALLEST_LEAVE, "leave", "must be at least " + SMALLEST_LEAVE);
        require(rule.enter() <= LARGEST_THRESHOLD, "enter", "must be at most " + (long) LARGEST_THRESHOLD);
        require(rule.enter() > rule.leave(), "enter", "must be above the score at which he leaves");
        require(
                !(viewCap >= rule.enter()),
                "viewCap",
                "must be below the score of entry, or visiting alone would make people warm");
        within("minimumStay", rule.minimumStay(), 0, 365 * DAY, "between 0 and 365 days");
    }

    private void buyers(BuyerRule rule) {
        String days = "between 1 and 3,650 days";
        within("hotWindow", rule.hotWindow(), DAY, 3_650 * DAY, days);
        within("lapsingAfter", rule.lapsingAfter(), DAY, 3_650 * DAY, days);
        within("lapsedAfterOnlyOrder", rule.lapsedAfterOnlyOrder(), DAY, 3_650 * DAY, days);
        require(
                rule.lapsingGaps() >= 0 && rule.lapsingGaps() <= MOST_GAPS,
                "lapsingGaps",
                "must be a number between 0 and " + (long) MOST_GAPS);
    }

    private void within(String field, long value, long least, long most, String words) {
        require(value >= least && value <= most, field, "must be " + words);
    }

    private void require(boolean holds, String field, String message) {
        if (!holds) {
            problems.add(new Problem(field, message));
        }
    }
}
