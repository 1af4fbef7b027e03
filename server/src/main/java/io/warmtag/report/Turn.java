package io.warmtag.report;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The leader's turn at counting: one thing after the other until its time is over, so that a large past never keeps the
 * database from its work.
 */
final class Turn {
    private final LongSupplier clock;
    private final long until;

    /**
     * Begins now.
     *
     * @param clock ms
     * @param longestMs nothing is begun after that
     */
    Turn(LongSupplier clock, long longestMs) {
        this.clock = clock;
        this.until = clock.getAsLong() + longestMs;
    }

    boolean isOver() {
        return clock.getAsLong() > until;
    }

    /** What is left when the turn is over is due again in the next one. */
    <T> Future<Void> each(Iterable<T> due, Function<T, Future<Void>> work) {
        return next(due.iterator(), work);
    }

    private <T> Future<Void> next(Iterator<T> left, Function<T, Future<Void>> work) {
        return !left.hasNext() || isOver()
                ? Future.succeededFuture()
                : work.apply(left.next()).compose(done -> next(left, work));
    }
}
