package io.warmtag.rule.past;

import io.warmtag.rule.model.Decision;
import io.warmtag.rule.model.Holdout;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.PersonPast;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Decides for a rule, as it is decided live: of each person in the order of time, and of all when they share a budget. */
final class RuleChoice implements Replay.Choice {
    private final RuleReplay replay;
    /** ms at which it fired or would have, by the visitor whose it was. */
    private final Map<UUID, List<Long>> counted = new HashMap<>();

    private final Map<UUID, Drawn> drawn = new HashMap<>();

    private final Map<LocalDate, Long> fired;
    private long ever;

    /**
     * Whether somebody is held out.
     *
     * @param number counts those for whom it was drawn, in their order
     */
    private record Drawn(int number, boolean out) {}

    RuleChoice(RuleReplay replay) {
        this.replay = replay;
        this.fired = new HashMap<>(replay.fired());
        this.ever = fired.values().stream().mapToLong(times -> times).sum();
    }

    @Override
    public void begins(UUID visitor, Before before) {
        if (counted.putIfAbsent(visitor, new ArrayList<>(before.counted())) == null && before.heldOut() != null) {
            drawn.put(visitor, new Drawn(drawn.size(), before.heldOut()));
        }
    }

    @Override
    public Chance.Decided decide(Chance chance) {
        var past = new PersonPast(draw(chance));
        chance.visitors()
                .forEach(visitor -> counted.getOrDefault(visitor, List.of())
                        .forEach(at -> past.remember("", Decision.FIRED, Instant.ofEpochMilli(at))));
        Instant at = Instant.ofEpochMilli(chance.at());
        LocalDate day = LocalDate.ofInstant(at, replay.zone());
        Decision decision = past.decide(replay.rule(), at, chance.consents(), isLeft(day));
        if (decision.counts()) {
            counted.computeIfAbsent(chance.person(), id -> new ArrayList<>()).add(chance.at());
        }
        if (decision == Decision.FIRED && replay.isShared()) {
            fired.merge(day, 1L, Long::sum);
            ever++;
        }
        return new Chance.Decided(chance, decision);
    }

    /** What was drawn for the person, else what was first drawn for one whom he is made of, as live. */
    private boolean draw(Chance chance) {
        Drawn own = drawn.get(chance.person());
        if (own == null) {
            boolean out = chance.visitors().stream()
                    .map(drawn::get)
                    .filter(Objects::nonNull)
                    .min(Comparator.comparingInt(Drawn::number))
                    .map(Drawn::out)
                    .orElseGet(() -> Holdout.draws(
                            replay.salt(), chance.person(), replay.rule().holdout()));
            own = new Drawn(drawn.size(), out);
            drawn.put(chance.person(), own);
        }
        return own.out();
    }

    /** Whether there is something left for all together. */
    private boolean isLeft(LocalDate day) {
        Often often = replay.rule().limits().overall();
        Integer budget = replay.rule().limits().budget();
        return (budget == null || ever < budget) && (often == null || since(day, often.days()) < often.times());
    }

    private long since(LocalDate day, int days) {
        long spent = 0;
        for (int i = 0; i < days; i++) {
            spent += fired.getOrDefault(day.minusDays(i), 0L);
        }
        return spent;
    }
}
