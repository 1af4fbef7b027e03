package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audiences here that lists outside can follow. */
public interface ListSource {
    /** @param version changes with what the audience means; empty while not everybody has been weighed by it */
    record Standing(Optional<Integer> version) {}

    /** Names by number. */
    Map<Integer, String> names(int site);

    /** Empty when there is none of this number. */
    Future<Optional<Standing>> standing(int site, int audience);

    /** Its members by id; until the transaction ends nobody comes in or goes out. */
    Future<List<UUID>> members(SqlConnection transaction, int site, int audience, @Nullable UUID after, int limit);
}
