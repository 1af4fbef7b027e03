package io.warmtag.report;

import java.util.Locale;

/**
 * How many people stood somewhere when a span of days began and elsewhere when it ended; each is counted once, whatever was
 * between. Who came back to where he began is a move to the same place.
 */
public record Move(Place from, Place to, long people) {

    /** Where somebody stands. The order is the code in the database. */
    public enum Place {
        /** Cold, and has never bought. */
        COLD,
        WARM,
        HOT,
        /** Cold, and was hot before, until his last order had become too old. */
        LAPSED,
        /** Nobody knew him yet. */
        NEW;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
