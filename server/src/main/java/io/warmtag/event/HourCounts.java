package io.warmtag.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many events of each name came in each hour, of a group. */
final class HourCounts {
    private static final long HOUR_MS = 3_600_000;

    private final Map<Key, Count> counts = new LinkedHashMap<>();

    /** @param hour its beginning in ms, UTC */
    record Key(int site, long hour, String name) {}

    /** Of one name in one hour; {@code last} is when the last one came, in ms. */
    static final class Count {
        long events;
        long last;
    }

    static HourCounts of(List<NewEvent> events) {
        var all = new HourCounts();
        for (NewEvent event : events) {
            long hour = event.received() - Math.floorMod(event.received(), HOUR_MS);
            Count count = all.counts.computeIfAbsent(new Key(event.site(), hour, event.name()), key -> new Count());
            count.events++;
            count.last = Math.max(count.last, event.received());
        }
        return all;
    }

    List<Map.Entry<Key, Count>> list() {
        return new ArrayList<>(counts.entrySet());
    }
}
