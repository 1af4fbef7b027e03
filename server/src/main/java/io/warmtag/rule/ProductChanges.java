package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.product.ChangeListener;
import io.warmtag.rule.model.When;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Notes which rules were waiting for a change of a product, in the transaction of the change; {@link ProductRuns} does the rest. */
public final class ProductChanges implements ChangeListener {
    private static final String ADD = """
            insert into rule_product_run (site_id, rule, change, due)
            select $1, rule, change, due from unnest($2::int[], $3::bigint[], $4::timestamptz[]) as new (rule, change, due)
            on conflict do nothing""";

    private record Waiting(int rule, long change, Instant due) {}

    @Override
    public Future<Void> changed(SqlConnection transaction, int site, List<Noted> changes) {
        if (changes.isEmpty()) {
            return Future.succeededFuture();
        }
        return RuleStore.acting(transaction, site).compose(rules -> {
            List<Waiting> waiting = new ArrayList<>();
            for (Noted change : changes) {
                for (StoredRule rule : rules) {
                    if (rule.rule().when() instanceof When.Changes wanted && takes(wanted, change)) {
                        waiting.add(new Waiting(rule.id(), change.number(), change.at()));
                    }
                }
            }
            return add(transaction, site, waiting);
        });
    }

    static boolean takes(When.Changes wanted, Noted change) {
        String category = wanted.category().toLowerCase(Locale.ROOT);
        return wanted.what().name().equals(change.kind().name())
                && change.percent() >= wanted.percent()
                && (category.isEmpty() || change.categories().contains(category));
    }

    private static Future<Void> add(SqlConnection transaction, int site, List<Waiting> waiting) {
        if (waiting.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.of(site)
                        .addArrayOfInteger(waiting.stream().map(Waiting::rule).toArray(Integer[]::new))
                        .addArrayOfLong(waiting.stream().map(Waiting::change).toArray(Long[]::new))
                        .addArrayOfOffsetDateTime(waiting.stream()
                                .map(each -> each.due.atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new)))
                .mapEmpty();
    }
}
