package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.rule.model.When;
import io.warmtag.rule.model.When.Changes.Deed;
import io.warmtag.rule.model.When.Changes.What;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules that were waiting for a change of a product, for those who are interested in it. A run begins when everything has
 * been learnt that came in before the change.
 */
final class ProductRuns implements Runs.Kind<ProductRuns.Run> {
    private static final String TAKE = """
            select run.site_id, run.rule, run.change, run.reached, item_id, item_group, lead, categories, at
            from rule_product_run run join product_change on number = run.change
            where done_at is null and due <= $1
              and exists (select from product_learning known
                          where known.site_id = run.site_id and learnt_until > product_change.at)
            order by due, run.change, run.rule limit 1 for update of run skip locked""";

    // Who looked at the group as a whole looked at each of its variants.
    private static final String OF_ITEM = """
            select person from product_interest
            where site_id = $1 and item_id = any($2) and ($3::uuid is null or person > $3)
              and case when $4 then least(first_view, first_cart) <= $5 and greatest(last_view, last_cart) >= $6
                       else first_cart <= $5 and last_cart >= $6 end
            group by person order by person limit $7""";

    private static final String OF_CATEGORY = """
            select person from product
            join product_interest known on known.site_id = product.site_id and known.item_id = product.item_id
            where product.site_id = $1 and categories && $2 and ($3::uuid is null or person > $3)
              and case $4::int when 0 then least(first_view, first_cart, bought_at) <= $5
                                      and greatest(last_view, last_cart, bought_at) >= $6
                          when 1 then first_cart <= $5 and last_cart >= $6
                          else bought_at <= $5 and bought_at >= $6 end
            group by person order by person limit $7""";

    private static final String REACH = """
            update rule_product_run set reached = coalesce($4, reached), done_at = case when $5 then now() end
            where site_id = $1 and rule = $2 and change = $3""";

    private static final String POSTPONE = """
            update rule_product_run set due = $4::timestamptz + interval '10 minutes'
            where site_id = $1 and rule = $2 and change = $3""";

    private final RuleDirectory directory;
    private final Deciding deciding;

    /** @param number the change's */
    record Run(
            int site,
            int rule,
            long number,
            @Nullable UUID reached,
            List<String> items,
            List<String> categories,
            Instant at)
            implements Runs.Run {}

    ProductRuns(RuleDirectory directory, Deciding deciding) {
        this.directory = directory;
        this.deciding = deciding;
    }

    @Override
    public String what() {
        return "rules for changes of products";
    }

    @Override
    public String take() {
        return TAKE;
    }

    @Override
    public Run run(Row row) {
        String[] categories = row.getArrayOfStrings("categories");
        return new Run(
                row.getInteger("site_id"),
                row.getInteger("rule"),
                row.getLong("change"),
                row.getUUID("reached"),
                items(row),
                categories == null ? List.of() : List.of(categories),
                row.getOffsetDateTime("at").toInstant());
    }

    /** Whose interest in what makes him hear of a change: in the product, and of its first variant in all of them as a whole. */
    static List<String> items(Row change) {
        String item = change.getString("item_id");
        String group = change.getString("item_group");
        return change.getBoolean("lead") && !group.equals(item) ? List.of(item, group) : List.of(item);
    }

    /** The category in which somebody was interested who hears of a new product: the one that is asked for, or its own. */
    static List<String> narrow(When.Changes wanted, List<String> categories) {
        if (categories.isEmpty()) {
            return List.of();
        }
        return wanted.category().isEmpty()
                ? categories.subList(categories.size() - 1, categories.size())
                : List.of(wanted.category().toLowerCase(Locale.ROOT));
    }

    @Override
    public String reach() {
        return REACH;
    }

    @Override
    public String postpone() {
        return POSTPONE;
    }

    /** Nobody when the rule was paused or changed to something else meanwhile. */
    @Override
    public Future<List<UUID>> page(SqlConnection transaction, Run run) {
        Optional<StoredRule> rule =
                directory.find(run.site, run.rule).filter(known -> known.rule().when() instanceof When.Changes);
        Future<List<UUID>> interested = rule.isEmpty()
                ? Future.succeededFuture(List.of())
                : persons(transaction, run, (When.Changes) rule.get().rule().when());
        return interested.compose(
                persons -> decide(transaction, run, rule, persons).map(persons));
    }

    private static Future<List<UUID>> persons(SqlConnection transaction, Run run, When.Changes wanted) {
        boolean isNew = wanted.what() == What.NEW_PRODUCT;
        List<String> narrow = narrow(wanted, run.categories);
        if (isNew && narrow.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Tuple asked = Tuple.of(run.site)
                .addArrayOfString((isNew ? narrow : run.items).toArray(String[]::new))
                .addUUID(run.reached);
        if (isNew) {
            asked.addInteger(wanted.deed().ordinal());
        } else {
            asked.addBoolean(wanted.deed() == Deed.VIEWED);
        }
        asked.addOffsetDateTime(run.at.atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(run.at.atOffset(ZoneOffset.UTC).minusDays(wanted.days()))
                .addInteger(Runs.MOST_AT_ONCE);
        return transaction
                .preparedQuery(isNew ? OF_CATEGORY : OF_ITEM)
                .execute(asked)
                .map(rows -> {
                    List<UUID> persons = new ArrayList<>();
                    rows.forEach(row -> persons.add(row.getUUID(0)));
                    return persons;
                });
    }

    private Future<Void> decide(SqlConnection transaction, Run run, Optional<StoredRule> rule, List<UUID> persons) {
        List<Candidate> candidates = rule.stream()
                .flatMap(known -> persons.stream()
                        .filter(known::isFor)
                        .map(person -> new Candidate(known, Trigger.ofProduct(run.site, person, run.number, run.at))))
                .toList();
        boolean later = rule.isPresent() && rule.get().rule().delay().minutes() > 0;
        return later ? Waits.add(transaction, candidates) : deciding.decide(transaction, candidates);
    }
}
