package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Puts something on its way to a destination, in the transaction that notes it as done; the same key twice is once. */
public interface SendAction {
    /**
     * @param key for ever the same for this step of this firing
     * @param id of what is sent, made of the key
     * @param data of the event that the rule fired for; empty when it was none
     * @param context of that event; empty when it was none
     */
    record Sending(
            int site,
            int destination,
            String key,
            UUID person,
            UUID firing,
            UUID id,
            String name,
            Instant time,
            JsonObject data,
            JsonObject context) {}

    Future<Void> add(SqlConnection transaction, List<Sending> sendings);
}
