package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is in an audience now. */
public interface AudienceMembers {
    /** By id, from the one after {@code after}, or from the first. */
    Future<List<UUID>> page(SqlConnection transaction, int site, int audience, @Nullable UUID after, int limit);
}
