package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.product.ChangeListener.Noted;
import io.warmtag.product.model.Change.Kind;
import io.warmtag.rule.audience.model.Bound;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.When;
import io.warmtag.rule.model.When.Changes.What;
import io.warmtag.rule.past.Chapter.Span;
import io.warmtag.rule.past.ProductPast;
import io.warmtag.rule.past.ProductPast.Change;
import io.warmtag.rule.past.Unknown;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the changes of products that a rule would have waited for, and says what of that was not recorded. */
final class ProductPastStore {
    /** So many changes are in memory at once; of more the newest. */
    static final int MOST = 100_000;

    private static final String CHANGES = """
            select number, item_id, item_group, lead, categories, coalesce(old_price, 0) as old_price,
                   coalesce(price, 0) as price, at
            from product_change
            where site_id = $1 and kind = $2 and at > $3 and at <= $4 and ($5 = '' or $5 = any(categories))
              and ($6::int = 0 or old_price > 0 and (old_price - price) * 100 / old_price >= $6)
            order by at desc, number desc limit $7""";

    private static final String OF_CATEGORIES = """
            select item_id, categories from product where site_id = $1 and categories && $2""";

    private static final String FIRST = "select min(first_seen) from product where site_id = $1";

    private ProductPastStore() {}

    record Read(ProductPast products, List<Unknown> unknown) {}

    /** A change with those whose interest counts: in products, or in a category. */
    private record Found(long number, Instant at, List<String> items, List<String> categories) {}

    static Future<Read> read(SqlConnection connection, int site, Rule rule, When.Changes wanted, Span past) {
        Tuple asked = Tuple.of(site, (short) wanted.what().ordinal(), utc(past.start()), utc(past.end()))
                .addString(wanted.category().toLowerCase(Locale.ROOT))
                .addInteger(wanted.percent())
                .addInteger(MOST + 1);
        return connection.preparedQuery(CHANGES).execute(asked).compose(rows -> {
            List<Found> found = found(rows, wanted);
            boolean cut = found.size() > MOST;
            List<Found> kept = new ArrayList<>(cut ? found.subList(0, MOST) : found);
            kept.sort(Comparator.comparing(Found::at).thenComparing(Found::number));
            boolean asks = rule.condition() != null && Bound.asks(rule.condition());
            Set<Long> numbers = new HashSet<>();
            kept.forEach(each -> numbers.add(each.number));
            return DecidingStore.variants(connection, asks ? numbers : Set.of())
                    .compose(variants -> byItem(connection, site, wanted, kept, variants))
                    .compose(byItem -> first(connection, site)
                            .map(first -> new Read(
                                    new ProductPast(byItem),
                                    unknown(wanted, asks, past, first, cut ? kept.get(0).at : null))));
        });
    }

    private static List<Found> found(RowSet<Row> rows, When.Changes wanted) {
        List<Found> found = new ArrayList<>();
        for (Row row : rows) {
            String[] levels = row.getArrayOfStrings("categories");
            List<String> categories = levels == null ? List.of() : List.of(levels);
            int percent = io.warmtag.product.model.Change.percent(row.getLong("old_price"), row.getLong("price"));
            Kind kind = Kind.valueOf(wanted.what().name());
            Instant at = row.getOffsetDateTime("at").toInstant();
            if (ProductChanges.takes(wanted, new Noted(row.getLong("number"), kind, percent, categories, at))) {
                found.add(new Found(row.getLong("number"), at, ProductRuns.items(row), categories));
            }
        }
        return found;
    }

    private static Future<Map<String, List<List<Change>>>> byItem(
            SqlConnection connection,
            int site,
            When.Changes wanted,
            List<Found> found,
            Map<Long, List<String>> variants) {
        boolean isNew = wanted.what() == What.NEW_PRODUCT;
        Map<String, List<Change>> by = new HashMap<>();
        for (Found each : found) {
            var change = new Change(each.number, each.at.toEpochMilli(), variants.getOrDefault(each.number, List.of()));
            List<String> places = isNew ? ProductRuns.narrow(wanted, each.categories) : each.items;
            places.forEach(
                    place -> by.computeIfAbsent(place, key -> new ArrayList<>()).add(change));
        }
        Map<String, List<List<Change>>> byItem = new HashMap<>();
        if (!isNew) {
            by.forEach((item, changes) -> byItem.put(item, List.of(changes)));
            return Future.succeededFuture(byItem);
        }
        return connection
                .preparedQuery(OF_CATEGORIES)
                .execute(Tuple.of(site).addArrayOfString(by.keySet().toArray(String[]::new)))
                .map(rows -> {
                    for (Row row : rows) {
                        for (String category : row.getArrayOfStrings("categories")) {
                            List<Change> changes = by.get(category);
                            if (changes != null) {
                                byItem.computeIfAbsent(row.getString("item_id"), key -> new ArrayList<>(1))
                                        .add(changes);
                            }
                        }
                    }
                    return byItem;
                });
    }

    private static Future<@Nullable OffsetDateTime> first(SqlConnection connection, int site) {
        return connection
                .preparedQuery(FIRST)
                .execute(Tuple.of(site))
                .map(rows -> rows.iterator().next().getOffsetDateTime(0));
    }

    private static List<Unknown> unknown(
            When.Changes wanted, boolean asks, Span past, @Nullable OffsetDateTime first, @Nullable Instant cut) {
        List<Unknown> unknown = new ArrayList<>();
        if (first == null) {
            unknown.add(new Unknown("no_products", null));
        } else if (first.toInstant().toEpochMilli() > past.start()) {
            unknown.add(new Unknown("products", first.toInstant()));
        }
        if (cut != null) {
            unknown.add(new Unknown("changes", cut));
        }
        if (wanted.what() == What.NEW_PRODUCT) {
            unknown.add(new Unknown("categories", null));
        }
        if (asks) {
            unknown.add(new Unknown("variants", null));
        }
        return unknown;
    }

    private static OffsetDateTime utc(long ms) {
        return Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC);
    }
}
