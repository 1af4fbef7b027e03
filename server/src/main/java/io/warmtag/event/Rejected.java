package io.warmtag.event;

import org.jspecify.annotations.Nullable;

/**
 * An event that could not be taken.
 *
 * @param received ms
 * @param field what of it is wrong, or null
 * @param reason what is wrong and the remedy, without values of the event: equal reasons are counted together
 * @param body the event as it was sent, cut
 */
public record Rejected(
        int site,
        long received,
        @Nullable String name,
        @Nullable String field,
        String reason,
        String body) {
    static final int MOST_BODY = 4_000;
}
