package io.warmtag.rule.past;

import io.warmtag.rule.model.Decision;
import io.warmtag.rule.past.Chapter.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Adds up what a replay gives, person by person. In constant space, but for what is shared by all: its chances are kept until
 * everybody is known, and then decided in the order of time. Not for several threads at once.
 */
public final class BacktestTally {
    /** How many chances are kept at most. */
    public static final int MOST_SHARED = 1_000_000;

    private final Replay replay;
    private final Listener listener;
    private final BacktestResult.Sum sum;
    private final List<Chance> shared = new ArrayList<>();
    private final Map<UUID, Before> befores = new HashMap<>();

    /** Is told of what would have happened, and of what would have but for being held out. */
    public interface Listener {
        void happened(Chance chance, Decision decision);
    }

    /** More happened than can be decided together. */
    public static final class TooMany extends RuntimeException {}

    public BacktestTally(Replay replay, Span past, Listener listener) {
        this.replay = replay;
        this.listener = listener;
        this.sum = new BacktestResult.Sum(past);
    }

    /** @param chapters of one person, or of several who were or became one, by their beginnings */
    public void add(List<Chapter> chapters) {
        List<Chance> chances = new ArrayList<>();
        for (Chapter chapter : chapters) {
            Replay.Found found = replay.chances(chapter, chapters);
            chances.addAll(found.chances());
            sum.passed(found.aside(), found.waiting());
            if (!found.chances().isEmpty()) {
                chapters.forEach(each -> befores.putAll(each.before()));
            }
        }
        sum.person();
        if (replay.isShared()) {
            shared.addAll(chances);
            if (shared.size() > MOST_SHARED) {
                throw new TooMany();
            }
        } else if (!chances.isEmpty()) {
            chances.sort(Comparator.comparingLong(Chance::at));
            decide(chances, listener);
            befores.clear();
        }
    }

    private void decide(List<Chance> chances, Listener told) {
        Replay.Choice choice = replay.choice();
        Set<UUID> people = new HashSet<>();
        for (Chance chance : chances) {
            chance.visitors().forEach(visitor -> choice.begins(visitor, befores.getOrDefault(visitor, Before.NOTHING)));
            Decision decision = choice.decide(chance).decision();
            if (decision == Decision.FIRED) {
                sum.fired(chance, people.add(chance.person()));
            } else {
                sum.refused(chance, decision);
            }
            if (decision.counts()) {
                told.happened(chance, decision);
            }
        }
    }

    /** What came of it so far; what is shared is not among it before {@link #end}. */
    public BacktestResult result() {
        return sum.result();
    }

    /** Of several tallies of different persons: decides what they share, and tells of that. */
    public static BacktestResult end(List<BacktestTally> tallies, Listener listener) {
        BacktestTally first = tallies.get(0);
        List<Chance> all = new ArrayList<>();
        for (BacktestTally each : tallies) {
            all.addAll(each.shared);
            first.befores.putAll(each.befores);
        }
        all.sort(Comparator.comparingLong(Chance::at).thenComparing(Chance::person));
        first.decide(all, listener);
        return tallies.stream()
                .map(BacktestTally::result)
                .reduce(BacktestResult::and)
                .orElseThrow();
    }
}
