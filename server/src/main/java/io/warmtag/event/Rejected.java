package io.warmtag.event;

import org.jspecify.annotations.Nullable;

/**
 * An event that could not be taken.
 *
 * @param received ms
 * @param why what is wrong
 * @param reason the same in English: equal reasons are counted together
 * @param body the event as it was sent, cut
 */
public record Rejected(int site, long received, @Nullable String name, Refusal why, String reason, String body) {
    static final int MOST_BODY = 4_000;
}
