package io.warmtag.event;

import org.jspecify.annotations.Nullable;

/**
 * An event that could not be taken, or several that came in one request.
 *
 * @param received ms
 * @param why what is wrong
 * @param reason the same in English: equal reasons are counted together
 * @param body the event as it was sent, cut; null: it is only counted
 * @param count how many there were
 */
public record Rejected(
        int site,
        long received,
        @Nullable String name,
        Refusal why,
        String reason,
        @Nullable String body,
        int count) {
    static final int MOST_BODY = 4_000;

    public Rejected(int site, long received, @Nullable String name, Refusal why, String reason, String body) {
        this(site, received, name, why, reason, body, 1);
    }
}
