package io.warmtag.product;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a shop's products are described.
 *
 * @param id counts a site's feeds from 1
 * @param address null: it is only ever uploaded
 * @param due when it is read next; null: when somebody uploads it
 * @param readAt the last reading that took something
 * @param last what came of the last reading; null before the first one
 */
public record Feed(
        int site,
        int id,
        String name,
        @Nullable String address,
        int everyMinutes,
        @Nullable Instant due,
        @Nullable String etag,
        @Nullable String modified,
        @Nullable Instant readAt,
        boolean accepted,
        @Nullable Reading last) {

    /**
     * What came of a reading.
     *
     * @param result {@code done}, {@code unchanged}, {@code held} or what was in the way: {@code feed.result.<result>} in the message files
     * @param detail more about it, or null
     * @param rows in the file
     * @param taken products
     * @param changed how many of these were described otherwise before, or not at all
     * @param wrong rows that could not be taken
     * @param gone products that it doesn't have any more
     */
    public record Reading(
            Instant at, String result, @Nullable String detail, int rows, int taken, int changed, int wrong, int gone) {
        public boolean isGood() {
            return result.equals("done") || result.equals("unchanged");
        }

        public boolean isHeld() {
            return result.equals("held");
        }
    }
}
