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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that PostgreSQL knows of a person, by all of his visitors.
 *
 * @param checkpoint where the fold starts
 * @param log the end of his transition log
 * @param revision of his row, 0 when there is none
 * @param joins how often it has changed who belongs to him
 * @param joinedTo who stands for the person of the visitor that was asked for, when it is another one; then nothing else was read
 */
record StoredPerson(
        PersonState checkpoint,
        List<PersonEvent> events,
        List<OrderFacts> orders,
        LogEnd log,
        int revision,
        int joins,
        @Nullable UUID joinedTo) {

    /** Of somebody who was never joined with anybody. */
    StoredPerson(PersonState checkpoint, List<PersonEvent> events, List<OrderFacts> orders, LogEnd log, int revision) {
        this(checkpoint, events, orders, log, revision, 0, null);
    }

    /** The same person when his log and his row are known to be further than that. */
    StoredPerson withEnd(LogEnd end, int newerRevision) {
        return new StoredPerson(checkpoint, events, orders, end, newerRevision, joins, joinedTo);
    }

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
        return log.number == 0 && checkpoint.isEmpty()
                ? folded.transitions()
                : folded.newSince(new Standing(log.temperature, log.at, log.number));
    }

    /** ms of the first thing known of him, for his row. */
    long firstSeen(PersonState folded) {
        return events.stream().mapToLong(PersonEvent::time).min().orElse(folded.since());
    }
}
