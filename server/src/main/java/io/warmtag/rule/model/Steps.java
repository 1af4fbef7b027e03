package io.warmtag.rule.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Which of a rule's steps follows when. */
public final class Steps {
    private Steps() {}

    /** The places of the steps that do something, in their order. */
    public static List<Integer> actions(Rule rule) {
        return IntStream.range(0, rule.steps().size())
                .filter(place -> !(rule.steps().get(place) instanceof Step.Wait))
                .boxed()
                .toList();
    }

    /** When the step at a place is due, if the one that does something before it is done at an instant. */
    public static Instant due(Rule rule, int place, Instant before) {
        Instant due = before;
        for (int i = place - 1; i >= 0 && rule.steps().get(i) instanceof Step.Wait wait; i--) {
            due = due.plus(Duration.ofMinutes(wait.minutes()));
        }
        return due;
    }
}
