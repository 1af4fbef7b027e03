package io.warmtag.preview;

import io.vertx.core.Future;
import io.warmtag.site.Site;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The events at which a browser in a preview really called Meta's pixel, with their ids: both sides have to have the same. */
public final class PixelSightings {
    private static final String PIXEL = "meta_pixel";
    private static final int MOST_PREVIEWS = 3;

    private final Previews previews;
    private final PreviewTraces traces;

    public PixelSightings(Previews previews, PreviewTraces traces) {
        this.previews = previews;
        this.traces = traces;
    }

    /** When each was seen. */
    public Future<Map<UUID, Instant>> of(Site site) {
        return previews.of(site).compose(sessions -> {
            Map<UUID, Instant> seen = new HashMap<>();
            Future<Void> done = Future.succeededFuture();
            List<PreviewSession> newest = sessions.subList(0, Math.min(MOST_PREVIEWS, sessions.size()));
            for (PreviewSession session : newest) {
                done = done.compose(before -> traces.of(site, session)).map(trace -> {
                    note(trace, seen);
                    return null;
                });
            }
            return done.map(seen);
        });
    }

    private static void note(Trace trace, Map<UUID, Instant> seen) {
        trace.pages().stream()
                .flatMap(page -> page.steps().stream())
                .filter(step -> step.tags().stream()
                        .anyMatch(tag -> tag.isFired() && tag.type().equals(PIXEL)))
                .forEach(step -> step.sent().forEach(sent -> {
                    try {
                        seen.put(UUID.fromString(sent.id()), step.at());
                    } catch (IllegalArgumentException e) {
                        // A page can say anything.
                    }
                }));
    }
}
