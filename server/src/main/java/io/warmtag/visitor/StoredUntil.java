package io.warmtag.visitor;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Up to when everything that was received is stored, on whichever node: so far, and no further, it can be read once and for all. */
public final class StoredUntil {
    /** Clocks of nodes differ. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private StoredUntil() {}

    public static Future<Instant> read(Database database, Instant now) {
        return database.query("select min(applied_until) from node").map(rows -> {
            OffsetDateTime applied = rows.iterator().next().getOffsetDateTime(0);
            Instant until = applied == null || applied.toInstant().isAfter(now) ? now : applied.toInstant();
            return until.minus(MARGIN);
        });
    }
}
