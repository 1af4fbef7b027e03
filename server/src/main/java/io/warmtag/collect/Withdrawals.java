package io.warmtag.collect;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.warmtag.db.Database;
import io.warmtag.destination.Devices;
import io.warmtag.event.StorageUnavailable;
import java.util.Set;
import java.util.UUID;

/** What is known of somebody who takes his consent back. */
public final class Withdrawals {
    private static final String KNOWN = """
            select (select context from event where site_id = $1 and visitor = $2 order by id desc limit 1) as context,
                   exists (select from person where site_id = $1 and id = $2) as known
            """;
    /** Where browsers are kept for ad networks. */
    private static final String DEVICE = "ad_user_data";

    private final Database database;
    private final Devices devices;

    public Withdrawals(Database database, Devices devices) {
        this.database = database;
        this.devices = devices;
    }

    /** Whether there is somebody to whom it makes a difference: pages repeat it as long as he has the cookie. */
    Future<Boolean> isNews(int site, UUID visitor, Set<String> refused) {
        if (refused.isEmpty()) {
            return Future.succeededFuture(false);
        }
        return database.query(KNOWN, site, visitor)
                .map(rows -> {
                    RowIterator<Row> known = rows.iterator();
                    Row row = known.next();
                    String context = row.getString("context");
                    return context == null ? row.getBoolean("known") : differs(new JsonObject(context), refused);
                })
                .recover(cause -> Future.failedFuture(new StorageUnavailable("whom it is about can't be looked up")));
    }

    private static boolean differs(JsonObject newest, Set<String> refused) {
        JsonObject said = newest.getJsonObject("consent", new JsonObject());
        return refused.stream().anyMatch(purpose -> !"denied".equals(said.getString(purpose)));
    }

    /** Lets go at once of what was kept for ad networks only. */
    Future<Void> forget(int site, UUID visitor, Set<String> refused) {
        return refused.contains(DEVICE)
                ? devices.forget(site, visitor)
                        .recover(cause -> Future.failedFuture(new StorageUnavailable("his device can't be forgotten")))
                : Future.succeededFuture();
    }
}
