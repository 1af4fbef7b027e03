package io.warmtag.visitor.model;

import java.time.Duration;

/**
 * A Schmitt trigger on the score, so that nobody flickers between warm and cold.
 *
 * @param enter becomes warm at this score or above; above {@code leave}, at most 1,000,000
 * @param leave stays warm until the score is strictly below this; at least 0.01
 * @param minimumStay ms that he stays warm at least, whatever the score does (0 to 365 days)
 */
public record WarmRule(double enter, double leave, long minimumStay) {

    public static WarmRule defaults() {
        return new WarmRule(10, 5, Duration.ofHours(24).toMillis());
    }
}
