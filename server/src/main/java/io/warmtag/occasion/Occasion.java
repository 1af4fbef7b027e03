package io.warmtag.occasion;

import io.warmtag.event.Event;
import io.warmtag.visitor.model.Cause;
import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import java.util.UUID;

/** Something that happened to a person and that something else may follow from. */
public sealed interface Occasion {
    /** Its place in the order of arrival; of one person's occasions the smaller was known earlier. */
    long number();

    int site();

    UUID person();

    /** An event was stored for the first time. */
    record Happened(long number, int site, UUID person, Event event) implements Occasion {
        /** Of the past, brought in by somebody: no rule and no destination acts on it. */
        public boolean isImported() {
            return event.context().getBoolean("imported", false);
        }
    }

    /**
     * The temperature changed.
     *
     * @param transition the number of the change in the person's log: one occasion for ever
     * @param at when it became so, which may be long before anybody noticed
     * @param known when what made it so had come in; of a change by time alone the same
     */
    record Changed(
            long number,
            int site,
            UUID person,
            int transition,
            Temperature from,
            Temperature to,
            Instant at,
            Instant known,
            Cause cause)
            implements Occasion {}
}
