package io.warmtag.tools.fill;

import java.time.Duration;

/**
 * How much past there is to be.
 *
 * @param events about how many
 * @param visitors people of whom they are; bots and staff come on top
 * @param days that they are spread over
 */
public record Extent(int events, int visitors, int days) {
    public static final int MOST_EVENTS = 20_000_000;

    /** With ten events for each visitor. */
    public static Extent of(int events) {
        return new Extent(events, events / 10, 60);
    }

    long millis() {
        return Duration.ofDays(days).toMillis();
    }
}
