package io.warmtag.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that has passed validation and is to be stored.
 *
 * @param visitor null when nobody may be recognised: no consent
 * @param time ms, corrected
 * @param received ms by this node's clock
 * @param remarks what is odd about it, joined by {@code |}, or null
 * @param data JSON object as text, safe for PostgreSQL
 * @param context JSON object as text, safe for PostgreSQL
 * @param order what it says about an order, or null
 */
public record NewEvent(
        int site,
        UUID id,
        @Nullable UUID visitor,
        String name,
        long time,
        long received,
        Mark mark,
        @Nullable String remarks,
        String data,
        String context,
        @Nullable OrderReport order) {

    /** Somebody takes his consent back: kept to prove that and to go by it, not as something that he did. */
    public static final String CONSENT_WITHDRAWN = "consent_withdrawn";

    /** The context of an event of the past that somebody imported. */
    public static final String IMPORTED = "{\"imported\":true}";

    /** Nothing follows from an import but the state. */
    public boolean isImported() {
        return context.equals(IMPORTED);
    }

    /** Whether it counts for somebody's temperature. */
    public boolean isClassified() {
        return visitor != null && mark == Mark.PERSON;
    }
}
