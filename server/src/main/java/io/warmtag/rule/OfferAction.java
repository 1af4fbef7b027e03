package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.UUID;

/** Gives a person an offer, in the transaction that notes it as done; the same firing and offer twice is once. */
public interface OfferAction {
    Future<Void> grant(SqlConnection transaction, int site, UUID person, int offer, UUID firing, Instant now);
}
