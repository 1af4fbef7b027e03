package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.catalog.Value;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Tells whether conditions hold of persons. */
public interface Conditions {
    /** @param at with all that had come in by then */
    record Question(int site, UUID person, Value.Fields condition, Instant at) {}

    /** An answer for each question, in their order. */
    Future<List<Boolean>> test(SqlConnection transaction, List<Question> questions);
}
