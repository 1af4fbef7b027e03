package io.warmtag.tools.traffic;

import io.warmtag.tools.Table;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What became of the traffic. Written by the event loop, read by whoever reports. */
public final class Tally {
    private final Map<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicLong> refusals = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicLong> names = new ConcurrentSkipListMap<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong copies = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong undelivered = new AtomicLong();

    void answered(int status) {
        count(statuses, status);
    }

    void acknowledged(String name) {
        acknowledged.incrementAndGet();
        count(names, name);
    }

    void rejected(String reason) {
        rejected.incrementAndGet();
        count(refusals, "rejected: " + reason);
    }

    void refused(int status, String body, int events) {
        undelivered.addAndGet(events);
        count(refusals, status + ": " + body.lines().findFirst().orElse(""));
    }

    void copied() {
        copies.incrementAndGet();
    }

    void retried() {
        retries.incrementAndGet();
    }

    void gaveUp(int events) {
        undelivered.addAndGet(events);
    }

    private static <K> void count(Map<K, AtomicLong> counts, K key) {
        counts.computeIfAbsent(key, first -> new AtomicLong()).incrementAndGet();
    }

    /** Events that the server has said it keeps. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Events that were never acknowledged, because of a refusal or because the time was up. */
    public long undelivered() {
        return undelivered.get();
    }

    public long rejected() {
        return rejected.get();
    }

    /** Requests sent again because the answer was 429, 5xx or none. */
    public long retries() {
        return retries.get();
    }

    @Override
    public String toString() {
        var table = new Table("what", "count");
        table.row("events acknowledged", acknowledged);
        table.row("events rejected", rejected);
        table.row("events not delivered", undelivered);
        table.row("messages sent twice", copies);
        table.row("requests repeated", retries);
        statuses.forEach((status, count) -> table.row("answers " + status, count));
        names.forEach((name, count) -> table.row("  " + name, count));
        var text = new StringBuilder(table.toString());
        refusals.forEach((reason, count) ->
                text.append(count).append(" × ").append(reason).append('\n'));
        return text.toString();
    }
}
