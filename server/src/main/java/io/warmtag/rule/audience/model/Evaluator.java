package io.warmtag.rule.audience.model;

import io.warmtag.rule.audience.model.Condition.Group;
import io.warmtag.rule.audience.model.Condition.Member;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Whether a condition holds for a person at a moment, and until when at least. The same code live and in backtests. */
public final class Evaluator {
    /** An instant that doesn't come. */
    public static final long NEVER = Long.MAX_VALUE;

    private final IntFunction<@Nullable Condition> audiences;

    /** @param audiences the condition of each audience by id; null when there is none. They don't refer in circles. */
    public Evaluator(IntFunction<@Nullable Condition> audiences) {
        this.audiences = audiences;
    }

    /** @param now not before the newest arrival of the facts */
    public boolean holds(Condition condition, Facts facts, long now) {
        if (condition instanceof Group group) {
            return switch (group.mode()) {
                case ALL -> group.of().stream().allMatch(part -> holds(part, facts, now));
                case ANY -> group.of().stream().anyMatch(part -> holds(part, facts, now));
                case NONE -> group.of().stream().noneMatch(part -> holds(part, facts, now));
            };
        }
        if (condition instanceof Member member) {
            Condition of = audiences.apply(member.audience());
            return of != null && holds(of, facts, now);
        }
        return Leaf.of(condition, facts).holds(now);
    }

    /** The same with what it was found from. */
    public Finding test(Condition condition, Facts facts, Instant now) {
        long at = now.toEpochMilli();
        if (condition instanceof Group group) {
            List<Finding> parts =
                    group.of().stream().map(part -> test(part, facts, now)).toList();
            return new Finding(condition, holds(group, parts), null, null, parts);
        }
        if (condition instanceof Member member) {
            Condition of = audiences.apply(member.audience());
            List<Finding> parts = of == null ? List.of() : List.of(test(of, facts, now));
            return new Finding(condition, parts.stream().anyMatch(Finding::holds), null, null, parts);
        }
        Leaf leaf = Leaf.of(condition, facts);
        return new Finding(condition, leaf.holds(at), leaf.number(at), leaf.text(at), List.of());
    }

    private static boolean holds(Group group, List<Finding> parts) {
        return switch (group.mode()) {
            case ALL -> parts.stream().allMatch(Finding::holds);
            case ANY -> parts.stream().anyMatch(Finding::holds);
            case NONE -> parts.stream().noneMatch(Finding::holds);
        };
    }

    /** When the answer may change although nothing arrives: never later than it does. Empty when it doesn't. */
    public Optional<Instant> nextCheck(Condition condition, Facts facts, Instant now) {
        long next = nextCheck(condition, facts, now.toEpochMilli());
        return next == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(next));
    }

    /** The same in ms; {@link #NEVER} when it doesn't. */
    public long nextCheck(Condition condition, Facts facts, long now) {
        if (condition instanceof Group group) {
            // All of them: it ends with the first part that ends, and begins only when the last one has begun.
            return switch (group.mode()) {
                case ALL -> next(group, facts, now, false);
                case ANY, NONE -> next(group, facts, now, true);
            };
        }
        if (condition instanceof Member member) {
            Condition of = audiences.apply(member.audience());
            return of == null ? NEVER : nextCheck(of, facts, now);
        }
        return Leaf.of(condition, facts).next(now);
    }

    /** @param decisive what one part alone decides about the group when it says so */
    private long next(Group group, Facts facts, long now, boolean decisive) {
        long earliest = NEVER;
        long latestDecisive = Long.MIN_VALUE;
        for (Condition part : group.of()) {
            long next = nextCheck(part, facts, now);
            earliest = Math.min(earliest, next);
            if (holds(part, facts, now) == decisive) {
                latestDecisive = Math.max(latestDecisive, next);
            }
        }
        // As long as one part decides, the others may change as they like.
        return latestDecisive == Long.MIN_VALUE ? earliest : latestDecisive;
    }
}
