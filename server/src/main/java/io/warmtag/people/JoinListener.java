package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;

/** Hears who has become whom, in the transaction that says so: what is written there holds with it. */
public interface JoinListener {
    /** @param before the person whom the visitor belonged to; himself when he was alone */
    record Change(UUID visitor, UUID before, UUID after) {}

    Future<Void> changed(SqlConnection transaction, int site, List<Change> changes);
}
