package io.warmtag.product;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.product.ProductFilter.Sort;
import io.warmtag.product.ProductFilter.State;
import io.warmtag.product.model.Change;
import io.warmtag.product.model.Product;
import io.warmtag.product.model.Stock;
import io.warmtag.site.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of a site's products, to be looked at. */
public final class ProductStore {
    private static final String OUT = "(coalesce(availability in (1, 4), false) or gone_at is not null)";

    private static final String WHERE = """
            where site_id = $1
              and ($2 = '' or name ilike $3 or lower(item_id) = lower($2) or lower(item_group) = lower($2))
              and ($4 = '' or categories @> array[lower($4)])
              and ($5 = 0 or feed = $5)
              and case $6 when '' then true
                          when 'available' then not\s""" + OUT + """
                          when 'out' then\s""" + OUT + """
                          when 'gone' then gone_at is not null
                          when 'on_sale' then sale_price < price
                          else feed is not null and heard_price is not null end
            """;

    private final Database database;

    /** A product and its place in the list. */
    public record Listed(long number, Product product) {}

    /** @param price in the currency's smallest unit */
    public record Price(
            Instant at,
            @Nullable Long price,
            @Nullable Long salePrice,
            @Nullable String currency,
            @Nullable Stock stock,
            @Nullable Integer feed) {}

    /** Something that rules could act on. */
    public record Past(
            long number,
            Change.Kind kind,
            @Nullable Long oldPrice,
            @Nullable Long price,
            @Nullable String currency,
            Instant at) {}

    /** How many persons. */
    public record Interested(long viewed, long carted, long bought, long open) {}

    /** @param out those of which nobody can have one now */
    public record Totals(long all, long out, long gone, long different) {}

    ProductStore(Database database) {
        this.database = database;
    }

    /** The ones that became known last first. */
    public Future<Page<Listed>> list(Site site, ProductFilter filter, Keyset after, int limit) {
        return database.query(
                        "select number, " + ProductRows.COLUMNS + " from product " + WHERE
                                + " and number < $7 order by number desc limit $8",
                        site.id(),
                        filter.search(),
                        like(filter.search()),
                        filter.category(),
                        filter.feed(),
                        filter.state().map(State::code).orElse(""),
                        after.number(),
                        limit + 1)
                .map(rows -> Page.of(listed(rows), limit, each -> Keyset.of(each.number())));
    }

    /** One page of the list in some order, and one more that says whether there is another page. */
    public Future<List<Listed>> page(Site site, ProductFilter filter, Sort sort, int skip, int limit) {
        return database.query(
                        "select number, " + ProductRows.COLUMNS + " from product " + WHERE + " order by " + sort.sql()
                                + " offset $7 limit $8",
                        site.id(),
                        filter.search(),
                        like(filter.search()),
                        filter.category(),
                        filter.feed(),
                        filter.state().map(State::code).orElse(""),
                        skip,
                        limit + 1)
                .map(ProductStore::listed);
    }

    private static String like(String search) {
        return "%" + search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static List<Listed> listed(Iterable<Row> rows) {
        List<Listed> all = new ArrayList<>();
        rows.forEach(row -> all.add(new Listed(row.getLong("number"), ProductRows.product(row))));
        return all;
    }

    public Future<Totals> totals(Site site) {
        return database.query(
                        "select count(*), count(*) filter (where " + OUT + "), count(gone_at),"
                                + " count(*) filter (where feed is not null and heard_price is not null)"
                                + " from product where site_id = $1",
                        site.id())
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Totals(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3));
                });
    }

    /** The first levels of all categories, by name. */
    public Future<List<String>> categories(Site site) {
        return database.query(
                        "select split_part(category, ' > ', 1) as level from product"
                                + " where site_id = $1 and category is not null group by 1 order by count(*) desc, 1 limit 100",
                        site.id())
                .map(rows -> {
                    List<String> all = new ArrayList<>();
                    rows.forEach(row -> all.add(row.getString(0)));
                    return all;
                });
    }

    public Future<Optional<Product>> find(Site site, String itemId) {
        return database.query(
                        "select " + ProductRows.COLUMNS + " from product where site_id = $1 and item_id = $2",
                        site.id(),
                        itemId)
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(ProductRows.product(row));
                    }
                    return Optional.empty();
                });
    }

    /** Its variants, itself included. */
    public Future<List<Product>> variants(Site site, Product product) {
        return database.query(
                        "select " + ProductRows.COLUMNS
                                + " from product where site_id = $1 and item_group = $2 order by item_id limit 200",
                        site.id(),
                        product.group())
                .map(rows -> {
                    List<Product> all = new ArrayList<>();
                    rows.forEach(row -> all.add(ProductRows.product(row)));
                    return all;
                });
    }

    /** The newest first. */
    public Future<List<Price>> prices(Site site, String itemId, int limit) {
        return database.query("""
                        select at, price, sale_price, currency, availability, feed from product_price
                        where site_id = $1 and item_id = $2 order by at desc limit $3""", site.id(), itemId, limit).map(rows -> {
            List<Price> all = new ArrayList<>();
            for (Row row : rows) {
                Short stock = row.getShort("availability");
                all.add(new Price(
                        row.getOffsetDateTime("at").toInstant(),
                        row.getLong("price"),
                        row.getLong("sale_price"),
                        row.getString("currency"),
                        stock == null ? null : Stock.of(stock),
                        row.getInteger("feed")));
            }
            return all;
        });
    }

    /** The newest first. */
    public Future<List<Past>> changes(Site site, String itemId) {
        return database.query("""
                        select number, kind, old_price, price, currency, at from product_change
                        where site_id = $1 and item_id = $2 order by number desc limit 20""", site.id(), itemId).map(rows -> {
            List<Past> all = new ArrayList<>();
            for (Row row : rows) {
                all.add(new Past(
                        row.getLong("number"),
                        Change.Kind.values()[row.getShort("kind")],
                        row.getLong("old_price"),
                        row.getLong("price"),
                        row.getString("currency"),
                        row.getOffsetDateTime("at").toInstant()));
            }
            return all;
        });
    }

    /** Persons, each through any of his visitors, since an instant; {@code open} has it in the cart and has not bought it since. */
    public Future<Interested> interested(Site site, String itemId, Instant since) {
        return database.query("""
                        select count(*) filter (where last_view >= $3), count(*) filter (where last_cart >= $3),
                               count(*) filter (where bought_at >= $3),
                               count(*) filter (where last_cart >= $3 and (bought_at is null or bought_at < last_cart))
                        from (select max(last_view) as last_view, max(last_cart) as last_cart, max(bought_at) as bought_at
                              from product_interest known
                              left join person_visitor own on own.site_id = $1 and own.visitor = known.person
                              where known.site_id = $1 and item_id = $2
                              group by coalesce(own.person, known.person)) person""", site.id(), itemId, ProductWriter.utc(since)).map(rows -> {
            Row row = rows.iterator().next();
            return new Interested(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3));
        });
    }
}
