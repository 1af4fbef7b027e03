package io.warmtag.visitor;

import io.warmtag.visitor.model.Cause;
import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of temperature as the log has it.
 *
 * @param number counts a person's changes from 1
 * @param cause what kind of thing changed it, as a code
 * @param causeId which one: an event's id, an order's transaction id, a settings version; null where there is none
 */
public record LoggedTransition(
        int number,
        Temperature from,
        Temperature to,
        Instant at,
        String cause,
        @Nullable String causeId,
        int modelVersion) {

    /** What the log's code and id stand for. */
    public static Cause cause(String code, @Nullable String id) {
        return new CauseText(code, id).cause();
    }
}
