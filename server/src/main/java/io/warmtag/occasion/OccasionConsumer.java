package io.warmtag.occasion;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/**
 * Takes occasions, in the transaction that also forgets them: what it writes there is written exactly once for each, on
 * whichever node, and whatever crashes. Must do nothing outside of the transaction.
 */
public interface OccasionConsumer {
    /**
     * @param transaction the only connection to write with
     * @param occasions in the order of arrival; all of a person's are given to one consumer at a time
     */
    Future<Void> take(SqlConnection transaction, List<Occasion> occasions);
}
