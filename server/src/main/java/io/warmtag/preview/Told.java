package io.warmtag.preview;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a page under preview told.
 *
 * @param number rising within a session
 * @param body a JSON object
 */
public record Told(long number, Instant received, String body) {
    /** The id of the Warmtag event that it tells of; null when it tells of none. */
    public @Nullable String eventId() {
        if (!body.contains("\"id\"")) {
            return null;
        }
        try {
            if (!(ValueJson.read(body) instanceof Value.Fields fields)) {
                return null;
            }
            return Json.object(fields, "event")
                    .text("id")
                    .or(() -> fields.text("id"))
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
