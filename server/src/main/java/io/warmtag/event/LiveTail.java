package io.warmtag.event;

import io.vertx.core.Future;
import io.warmtag.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Follows those of a site's events that one viewer wants, as they come in. Ask again after each answer; not for several threads.
 *
 * <p>Events become visible in the order of their commits, which is not that of their receipt: each look goes back a little
 * and leaves out what was shown before.
 */
public final class LiveTail {
    private static final Duration LOOK_BACK = Duration.ofSeconds(5);

    private final EventStore store;
    private final Site site;
    private final EventFilter filter;
    private final int limit;
    private final Map<UUID, Instant> shown = new HashMap<>();
    private Instant newest;

    /**
     * @param from events received before this are not shown
     * @param limit most wanted events an answer has; of a faster stream the newest are shown
     */
    public LiveTail(EventStore store, Site site, EventFilter filter, Instant from, int limit) {
        this.store = store;
        this.site = site;
        this.filter = filter;
        this.newest = from.plus(LOOK_BACK);
        this.limit = limit;
    }

    /** What came in since the last call, newest first. */
    public Future<List<Event>> next() {
        return store.since(site, filter, newest.minus(LOOK_BACK), limit).map(look -> {
            List<Event> unseen = look.events().stream()
                    .filter(event -> !shown.containsKey(event.id()))
                    .toList();
            unseen.forEach(event -> shown.put(event.id(), event.received()));
            // By all events: a rare one is not looked for in ever more of them.
            Instant last = look.newest();
            if (last != null && last.isAfter(newest)) {
                newest = last;
            }
            Instant forgotten = newest.minus(LOOK_BACK);
            shown.values().removeIf(received -> received.isBefore(forgotten));
            return unseen;
        });
    }
}
