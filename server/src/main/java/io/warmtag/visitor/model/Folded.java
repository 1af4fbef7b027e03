package io.warmtag.visitor.model;

import java.util.List;

/**
 * What a fold gave.
 *
 * @param transitions all since the checkpoint, in time order
 * @param refoldAt ms at which an order that was given will change its count in the future, so that the person has to be
 *     folded again then; {@link PersonState#NEVER} normally
 */
public record Folded(PersonState state, List<Transition> transitions, long refoldAt) {

    /**
     * What an append-only log has to append when this takes the place of a state that was folded from less. Nothing if
     * the standing is the same; the further transitions if the former history is a beginning of this one; else the log
     * and the truth have parted, and one correction without occasion leads from what was logged to what is true.
     *
     * @param before the state whose transitions have been logged
     */
    public List<Transition> newSince(PersonState before) {
        Standing logged = before.standing();
        if (logged.equals(state.standing())) {
            return List.of();
        }
        int known = transitions.size() - (state.standing().changes() - logged.changes());
        if (known >= 0 && known <= transitions.size() && continues(logged, known)) {
            return transitions.subList(known, transitions.size());
        }
        if (logged.temperature() == state.temperature()) {
            return List.of();
        }
        return List.of(new Transition(
                logged.temperature(),
                state.temperature(),
                state.since(),
                new Cause.Refold(),
                state.settingsVersion(),
                state.standing().changes()));
    }

    /** Whether the log, at its end, stands where this history stood after so many of its transitions. */
    private boolean continues(Standing logged, int known) {
        if (known == 0) {
            Temperature from = transitions.isEmpty()
                    ? state.temperature()
                    : transitions.get(0).from();
            return from == logged.temperature();
        }
        Transition last = transitions.get(known - 1);
        return last.to() == logged.temperature() && last.at() == logged.since();
    }
}
