package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Gives a person an offer, in the transaction that notes it as done; the same firing and offer twice is once. */
public interface OfferAction {
    /**
     * @param data of the event that the rule fired for, or of the product's change; empty when there is none
     * @return why there is nothing to show him, as the note of a step; empty when there is
     */
    Future<Optional<String>> grant(
            SqlConnection transaction, int site, UUID person, int offer, UUID firing, JsonObject data, Instant now);
}
