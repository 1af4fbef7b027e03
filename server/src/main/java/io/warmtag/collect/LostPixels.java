package io.warmtag.collect;

import io.vertx.core.Vertx;
import io.warmtag.event.EventMeters;
import io.warmtag.event.StorageUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pixels whose events are gone: whoever asked for one got his image and asks no more. Counted, and summed up in the log once a
 * minute; the limit and a database that is away are no reason to write to the database. One per event loop, used on that loop only.
 */
public final class LostPixels {
    private static final Logger LOG = LoggerFactory.getLogger(LostPixels.class);
    private static final long SUMMARY_AFTER_MS = 60_000;

    private final EventMeters meters;
    private int limited;
    private int unstored;

    public LostPixels(EventMeters meters) {
        this.meters = meters;
    }

    void limited() {
        meters.limitedPixel();
        expectSummary();
        limited++;
    }

    void unstored(Throwable cause) {
        meters.unstoredPixel();
        if (!(cause instanceof StorageUnavailable)) {
            LOG.error("an event from a pixel could not be stored", cause);
        }
        expectSummary();
        unstored++;
    }

    private void expectSummary() {
        if (limited + unstored == 0) {
            Vertx.currentContext().owner().setTimer(SUMMARY_AFTER_MS, timer -> sumUp());
        }
    }

    /** Also when the server stops, and there will be no next minute. */
    void sumUp() {
        if (limited + unstored > 0) {
            LOG.warn("pixels lost: {} to the rate limit, {} that could not be stored", limited, unstored);
            limited = 0;
            unstored = 0;
        }
    }
}
