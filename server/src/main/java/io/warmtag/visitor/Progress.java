package io.warmtag.visitor;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far this node has brought what it stores into the state: every event received before {@link #appliedUntil} is in it,
 * and in the rows made of it. What a dead node's mark doesn't cover is folded again by the others.
 */
public final class Progress {
    private static final long GRAIN_MS = 100;

    private final ConcurrentSkipListMap<Long, AtomicInteger> underWay = new ConcurrentSkipListMap<>();

    /** Call before events received at {@code received} (ms) are stored. */
    public void enter(long received) {
        underWay.compute(received / GRAIN_MS, (grain, count) -> {
            var counter = count == null ? new AtomicInteger() : count;
            counter.incrementAndGet();
            return counter;
        });
    }

    /** Call once for each {@link #enter}: when they are in the state and its rows, or were not stored. */
    public void exit(long received) {
        underWay.computeIfPresent(received / GRAIN_MS, (grain, count) -> count.decrementAndGet() == 0 ? null : count);
    }

    /** ms; {@code now} when nothing is under way. */
    public long appliedUntil(long now) {
        var oldest = underWay.firstEntry();
        return oldest == null ? now : oldest.getKey() * GRAIN_MS;
    }
}
