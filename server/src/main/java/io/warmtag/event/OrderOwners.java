package io.warmtag.event;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Whose an order is: a courier who reports its delivery knows its number, not the visitor who placed it. */
public final class OrderOwners {
    private final Database database;

    public OrderOwners(Database database) {
        this.database = database;
    }

    /** The persons by the transaction ids that are known; those that belong to nobody any more, and the others are not in it. */
    public Future<Map<String, UUID>> find(int site, Collection<String> transactionIds) {
        return database.query(
                        "select transaction_id, person from customer_order where site_id = $1 and transaction_id = any($2)"
                                + " and not erased",
                        site,
                        transactionIds.toArray(String[]::new))
                .map(rows -> {
                    Map<String, UUID> owners = new HashMap<>();
                    for (Row row : rows) {
                        owners.put(row.getString("transaction_id"), row.getUUID("person"));
                    }
                    return owners;
                });
    }
}
