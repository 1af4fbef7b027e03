package io.warmtag.visitor.model;

import java.util.List;

/**
 * Makes one checkpoint of those of several visitors who are one person. Their ways through time are gone, so what they came to is
 * added up: the same for everybody who does it, but not what a fold of all their events would have given.
 */
final class Together {
    private final SettingsHistory history;
    private final long position;

    private Together(SettingsHistory history, long position) {
        this.history = history;
        this.position = position;
    }

    /** @param states in an order that is always the same */
    static PersonState of(List<PersonState> states, SettingsHistory history) {
        List<PersonState> known =
                states.stream().filter(state -> !state.isEmpty()).toList();
        if (known.size() < 2) {
            return known.isEmpty() ? PersonState.EMPTY : known.get(0);
        }
        long position = known.stream().mapToLong(PersonState::position).max().orElseThrow();
        return new Together(history, position).add(known);
    }

    private PersonState add(List<PersonState> states) {
        double actions = 0;
        double views = 0;
        long since = Long.MAX_VALUE;
        boolean warm = false;
        int changes = 0;
        long lastSeen = PersonState.NEVER;
        EventKey last = null;
        for (PersonState state : states) {
            actions += decayed(state.score().actions());
            views += decayed(state.score().views());
            // Whoever is warm among them stays so for as long as he would have at least.
            if (state.warmth().warm() == warm) {
                since = Math.min(since, state.warmth().since());
            } else if (state.warmth().warm()) {
                warm = true;
                since = state.warmth().since();
            }
            changes += state.standing().changes();
            lastSeen = Math.max(lastSeen, state.lastSeen());
            EventKey event = state.lastEvent();
            last = last == null || event != null && event.compareTo(last) > 0 ? event : last;
        }
        var score = new Score(new DecayingSum(actions, position), new DecayingSum(views, position));
        ModelSettings settings = history.at(position);
        Warmth warmth = new Warmth(warm, since).reassessed(score.at(position, settings), position, settings.warm());
        Temperature temperature = warmth.warm() ? Temperature.WARM : Temperature.COLD;
        // Orders are facts that outlive events: the fold takes them all anew.
        return new PersonState(
                score,
                warmth,
                new Standing(temperature, warmth.since(), changes),
                CountedOrders.NONE,
                last,
                position,
                settings.version(),
                lastSeen);
    }

    private double decayed(DecayingSum sum) {
        return sum.value() == 0
                ? 0
                : sum.value() * DecayingSum.factor(history.halvings(Math.min(sum.since(), position), position));
    }
}
