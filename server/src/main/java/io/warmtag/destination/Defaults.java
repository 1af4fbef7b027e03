package io.warmtag.destination;

import java.time.Duration;
import java.util.List;

/**
 * How a kind of destination is treated unless somebody says otherwise.
 *
 * @param purpose the consent without which nothing leaves, like {@code ad_user_data}
 * @param mapping the events that shops usually send
 * @param batch the most events of a request
 * @param patience how long something is tried
 * @param needsDevice address and browser of visitors are kept for it
 * @param cookies of {@link Destination#cookies}, whatever its settings are
 */
public record Defaults(
        String purpose,
        List<Mapping.Line> mapping,
        int batch,
        Pace pace,
        Duration patience,
        boolean needsDevice,
        List<String> cookies) {

    /**
     * @param perSecond requests, on each node
     * @param atOnce requests under way, on each node
     * @param timeoutMs until an answer has to be there
     */
    public record Pace(int perSecond, int atOnce, int timeoutMs) {}
}
