package io.warmtag.event;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored event.
 *
 * @param id the UUIDv7 that the page made
 * @param visitor null for events without a device, like a pixel in a mail
 * @param time when it happened, corrected by the page's own clock error
 * @param received when the server took it
 * @param remarks what was odd about it, as codes
 * @param context the page, the device and where the visit came from
 */
public record Event(
        UUID id,
        @Nullable UUID visitor,
        String name,
        Instant time,
        Instant received,
        Mark mark,
        List<String> remarks,
        JsonObject data,
        JsonObject context) {}
