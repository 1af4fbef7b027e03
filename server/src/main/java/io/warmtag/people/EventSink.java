package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.site.Site;
import java.util.List;
import java.util.UUID;

/** Takes events that somebody tells the server by other ways than a page, and stores them as any other event is stored. */
public interface EventSink {
    /**
     * An event.
     *
     * @param id a UUIDv7
     * @param time ms
     * @param data may hold contact data, which is kept apart
     */
    record Told(UUID id, UUID visitor, String name, long time, JsonObject data) {}

    /**
     * Succeeds after the commit.
     *
     * @param events at most 100
     * @param imported they tell of the past: nothing follows from them but the state
     */
    Future<Void> store(Site site, List<Told> events, boolean imported);
}
