package io.warmtag.visitor.model;

import java.util.ArrayList;
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
     * What an append-only log has to append when this takes the place of a state that was folded from less. If the log's end is a
     * point of this history, what came after it. Else the log and the truth have parted: one correction without occasion leads to
     * where this history stood at that instant, and what it brought later follows.
     *
     * @param logged the log's end
     */
    public List<Transition> newSince(Standing logged) {
        int known = transitions.size();
        while (known > 0 && !isAt(logged, transitions.get(known - 1))) {
            known--;
        }
        return known > 0 ? transitions.subList(known, transitions.size()) : corrected(logged);
    }

    private static boolean isAt(Standing logged, Transition last) {
        return last.at() == logged.since() && last.to() == logged.temperature();
    }

    private List<Transition> corrected(Standing logged) {
        int past = 0;
        while (past < transitions.size() && transitions.get(past).at() <= logged.since()) {
            past++;
        }
        List<Transition> later = transitions.subList(past, transitions.size());
        Temperature there = past > 0
                ? transitions.get(past - 1).to()
                : later.isEmpty() ? state.temperature() : later.get(0).from();
        if (there == logged.temperature()) {
            return later;
        }
        List<Transition> all = new ArrayList<>();
        all.add(correction(logged, there, past));
        all.addAll(later);
        return all;
    }

    private Transition correction(Standing logged, Temperature there, int past) {
        if (past > 0) {
            Transition last = transitions.get(past - 1);
            return new Transition(
                    logged.temperature(), there, last.at(), new Cause.Refold(), last.version(), last.number());
        }
        if (transitions.isEmpty()) {
            return new Transition(
                    logged.temperature(),
                    there,
                    state.since(),
                    new Cause.Refold(),
                    state.settingsVersion(),
                    state.standing().changes());
        }
        Transition next = transitions.get(0);
        long at = logged.since() == PersonState.NEVER ? next.at() : logged.since();
        return new Transition(logged.temperature(), there, at, new Cause.Refold(), next.version(), next.number() - 1);
    }
}
