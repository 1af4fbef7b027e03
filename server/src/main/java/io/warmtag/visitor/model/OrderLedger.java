package io.warmtag.visitor.model;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;

/** The instants of all orders that count while a fold goes on, however many they are. */
final class OrderLedger {

    private long[] times = new long[4];
    private int size;
    private long ceasedAt = PersonState.NEVER;

    /** @return whether what counts has changed */
    @CanIgnoreReturnValue
    boolean take(Milestone milestone) {
        switch (milestone.kind()) {
            case PLACED -> {
                return false;
            }
            case COUNTS -> append(milestone.countsFrom());
            case CEASES -> remove(milestone.countsFrom(), milestone.at());
        }
        return true;
    }

    CountedOrders counted() {
        return new CountedOrders(
                size, ceasedAt, Arrays.copyOfRange(times, Math.max(0, size - CountedOrders.KEPT), size));
    }

    /** Milestones come in time order, so the newest order is always the last. */
    private void append(long time) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
        }
        times[size++] = time;
    }

    private void remove(long time, long at) {
        int index = Arrays.binarySearch(times, 0, size, time);
        System.arraycopy(times, index + 1, times, index, size - index - 1);
        size--;
        ceasedAt = at;
    }
}
