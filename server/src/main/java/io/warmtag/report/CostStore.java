package io.warmtag.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** What campaigns cost, by day. */
final class CostStore {
    private static final String PUT = """
            insert into campaign_cost (site_id, day, source, medium, campaign, cost, clicks, impressions)
            select $1, unnest($2::date[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]), unnest($6::bigint[]),
                   unnest($7::bigint[]), unnest($8::bigint[])
            on conflict (site_id, day, source, medium, campaign) do update
                set cost = excluded.cost, clicks = excluded.clicks, impressions = excluded.impressions, imported_at = now()
            """;

    private final Database database;

    CostStore(Database database) {
        this.database = database;
    }

    /** Each replaces what is there of its day and campaign. */
    Future<Void> put(Site site, Collection<CostDraft> costs) {
        if (costs.isEmpty()) {
            return Future.succeededFuture();
        }
        List<CostDraft> all = List.copyOf(costs);
        return database.inTransaction(transaction -> transaction
                .preparedQuery(PUT)
                .execute(Tuple.of(site.id())
                        .addArrayOfLocalDate(each(all, CostDraft::day, LocalDate[]::new))
                        .addArrayOfString(each(all, cost -> cost.campaign().source(), String[]::new))
                        .addArrayOfString(each(all, cost -> cost.campaign().medium(), String[]::new))
                        .addArrayOfString(each(all, cost -> cost.campaign().name(), String[]::new))
                        .addArrayOfLong(each(all, CostDraft::cost, Long[]::new))
                        .addArrayOfLong(each(all, CostDraft::clicks, Long[]::new))
                        .addArrayOfLong(each(all, CostDraft::impressions, Long[]::new)))
                .mapEmpty());
    }

    private static <T> T[] each(List<CostDraft> all, Function<CostDraft, T> part, IntFunction<T[]> array) {
        return all.stream().map(part).toArray(array);
    }
}
