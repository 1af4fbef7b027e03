package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes part in erasing a person, in the transaction that does; and again a while later, for what was on its way. */
public interface ErasureListener {
    /**
     * @param visitors all of the person's
     * @param until null when he is erased; later that time: nothing newer is touched
     * @return how many lists outside may still have him
     */
    Future<Integer> erased(SqlConnection transaction, int site, List<UUID> visitors, @Nullable OffsetDateTime until);
}
