package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * What was on its way when somebody was erased, and was stored behind the back of the transaction that erased him: an event that was
 * received before, and whatever was made of it since.
 */
final class LateArrivals {
    private LateArrivals() {}

    /**
     * Sees whether there is any: then what was folded of it is of the time before, too.
     *
     * @param at when they were erased
     * @return up to when all of theirs is to go: when nothing of theirs is newer than the erasure, everything there is
     */
    static Future<OffsetDateTime> until(SqlConnection transaction, int site, List<UUID> visitors, OffsetDateTime at) {
        return transaction
                .preparedQuery("""
                        select clock_timestamp(),
                               exists (select from event where site_id = $1 and visitor = any($2) and received <= $3)
                               or exists (select from customer_order where site_id = $1 and person = any($2) and %s),
                               exists (select from event where site_id = $1 and visitor = any($2) and received > $3)
                        """.formatted(PersonTables.LATE_ORDER))
                .execute(tuple(site, visitors).addOffsetDateTime(at))
                .compose(rows -> {
                    Row row = rows.iterator().next();
                    if (!row.getBoolean(1)) {
                        return Future.succeededFuture(at);
                    }
                    OffsetDateTime until = row.getBoolean(2) ? at : row.getOffsetDateTime(0);
                    return foldAgain(transaction, site, visitors).map(until);
                });
    }

    /** Whatever states of theirs there are is refused from now on, and those who have come again are folded anew. */
    private static Future<Void> foldAgain(SqlConnection transaction, int site, List<UUID> visitors) {
        return transaction
                .preparedQuery("""
                        select from person where site_id = $1 and id = any($2) order by site_id, id for update""")
                .execute(tuple(site, visitors))
                .compose(held -> transaction.preparedQuery("""
                        update erased_visitor e
                        set joins = greatest(e.joins, coalesce((select joins from person where person.site_id = $1
                                                                and id = e.visitor), 0)) + 1
                        where e.site_id = $1 and visitor = any($2)""").execute(tuple(site, visitors)))
                .compose(done -> transaction
                        .preparedQuery("insert into person_regroup (site_id, person) select $1, unnest($2::uuid[])")
                        .execute(tuple(site, visitors)))
                .mapEmpty();
    }

    private static Tuple tuple(int site, List<UUID> visitors) {
        return Tuple.tuple().addInteger(site).addArrayOfUUID(visitors.toArray(UUID[]::new));
    }
}
