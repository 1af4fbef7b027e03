package io.warmtag.rule.past;

import io.warmtag.rule.model.Decision;
import io.warmtag.rule.model.Holdout;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.PersonPast;
import io.warmtag.rule.model.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Decides for a rule, as it is decided live: of each person in the order of time, and of all when they share a budget. */
final class RuleChoice implements Replay.Choice {
    private final RuleReplay replay;
    private final Map<UUID, PersonPast> pasts = new HashMap<>();
    private final Map<LocalDate, Long> fired;
    private long ever;

    RuleChoice(RuleReplay replay) {
        this.replay = replay;
        this.fired = new HashMap<>(replay.fired());
        this.ever = fired.values().stream().mapToLong(times -> times).sum();
    }

    @Override
    public void begins(UUID person, Before before) {
        pasts.computeIfAbsent(person, id -> past(id, before));
    }

    private PersonPast past(UUID person, Before before) {
        Rule rule = replay.rule();
        boolean out =
                before.heldOut() == null ? Holdout.draws(replay.salt(), person, rule.holdout()) : before.heldOut();
        var past = new PersonPast(out);
        before.counted().forEach(at -> past.remember("", Decision.FIRED, Instant.ofEpochMilli(at)));
        return past;
    }

    @Override
    public Chance.Decided decide(Chance chance) {
        PersonPast past = Objects.requireNonNull(pasts.get(chance.person()));
        Instant at = Instant.ofEpochMilli(chance.at());
        LocalDate day = LocalDate.ofInstant(at, replay.zone());
        Decision decision = past.decide(replay.rule(), at, chance.consents(), isLeft(day));
        past.remember("", decision, at);
        if (decision == Decision.FIRED && replay.isShared()) {
            fired.merge(day, 1L, Long::sum);
            ever++;
        }
        return new Chance.Decided(chance, decision);
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
