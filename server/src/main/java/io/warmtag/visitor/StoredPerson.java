package io.warmtag.visitor;

import io.warmtag.visitor.model.Folded;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.Standing;
import io.warmtag.visitor.model.Temperature;
import io.warmtag.visitor.model.TemperatureModel;
import io.warmtag.visitor.model.Transition;
import java.util.List;

/**
 * Everything that PostgreSQL knows of a person.
 *
 * @param checkpoint where the fold starts
 * @param log the end of his transition log
 * @param revision of his row, 0 when there is none
 */
record StoredPerson(
        PersonState checkpoint, List<PersonEvent> events, List<OrderFacts> orders, LogEnd log, int revision) {

    /**
     * @param number of the last transition in the log, 0 when there is none
     * @param temperature it led to
     * @param at ms
     */
    record LogEnd(int number, Temperature temperature, long at) {
        static final LogEnd NONE = new LogEnd(0, Temperature.COLD, PersonState.NEVER);
    }

    boolean isUnknown() {
        return checkpoint.isEmpty() && events.isEmpty() && orders.isEmpty();
    }

    Folded fold(SettingsHistory history, long now) {
        return TemperatureModel.fold(checkpoint, events, orders, history, now);
    }

    /** What the log has to append so that it ends where the fold ends. */
    List<Transition> unlogged(Folded folded) {
        for (int i = folded.transitions().size(); i > 0; i--) {
            Transition last = folded.transitions().get(i - 1);
            if (last.at() == log.at && last.to() == log.temperature) {
                return folded.transitions().subList(i, folded.transitions().size());
            }
        }
        // The log's end is no point of this history: from there one correction leads to the truth.
        PersonState logged = standing(folded.state());
        return log.number == 0 && checkpoint.isEmpty() ? folded.transitions() : folded.newSince(logged);
    }

    private PersonState standing(PersonState folded) {
        var standing = new Standing(log.temperature, log.at, log.number);
        return new PersonState(
                folded.score(),
                folded.warmth(),
                standing,
                folded.orders(),
                folded.lastEvent(),
                folded.position(),
                folded.settingsVersion(),
                folded.lastSeen());
    }

    /** ms of the first thing known of him, for his row. */
    long firstSeen(PersonState folded) {
        return events.stream().mapToLong(PersonEvent::time).min().orElse(folded.since());
    }
}
