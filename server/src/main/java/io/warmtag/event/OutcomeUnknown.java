package io.warmtag.event;

import io.vertx.core.Future;

/**
 * Some of the events may have been stored, and nobody was told which: when they come again they are taken for copies of what
 * was dealt with. Whoever tells others of new events has to look once {@link #settled} what there is.
 */
public final class OutcomeUnknown extends StorageUnavailable {
    private final transient Future<Void> settled;

    /** @param settled completes when nothing more can be stored of them; never fails */
    public OutcomeUnknown(Future<Void> settled) {
        super("the database went away before it answered");
        this.settled = settled;
    }

    public Future<Void> settled() {
        return settled;
    }
}
