package io.warmtag.product;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Lets go, with the events that it was learnt from, who was interested in what, what products cost once, and those that nobody has
 * spoken of since. Goes through the products once a day, some at a time.
 */
final class ProductRetention {
    private static final long FIRST_AFTER_MS = 120_000;
    private static final long EVERY_MS = Duration.ofHours(24).toMillis();
    private static final int AT_ONCE = 200;

    // By way of the products, so that each turn reads a stretch of the key, and none of it twice.
    private static final String ITEMS = """
            select item_id from product_interest where site_id = $1 and item_id > $2
            group by item_id order by item_id limit $3""";

    private static final String INTEREST = """
            delete from product_interest
            where site_id = $1 and item_id = any($2) and greatest(last_view, last_cart, bought_at) < $3""";

    // What it costs now is the newest row, however old.
    private static final String PRICES = """
            delete from product_price old
            where site_id = $1 and at < $2
              and exists (select from product_price later
                          where later.site_id = old.site_id and later.item_id = old.item_id and later.at > old.at)""";

    // A run that isn't done yet still reads its change.
    private static final String CHANGES = """
            delete from product_change
            where site_id = $1 and at < $2
              and not exists (select from rule_product_run run where run.change = product_change.number and done_at is null)""";

    // In no feed any more, or never in one.
    private static final String PRODUCTS = """
            with gone as (
                delete from product
                where site_id = $1 and greatest(last_seen, listed_at, gone_at) < $2 and (feed is null or gone_at is not null)
                returning item_id)
            delete from product_price where site_id = $1 and item_id in (select item_id from gone)""";

    private final Database database;
    private final SiteDirectory sites;
    private final LongSupplier clock;

    /** @param clock ms */
    ProductRetention(Database database, SiteDirectory sites, LongSupplier clock) {
        this.database = database;
        this.sites = sites;
        this.clock = clock;
    }

    void start(Leadership leadership) {
        leadership.every(FIRST_AFTER_MS, EVERY_MS, "retention of products", this::run);
    }

    /** Of all sites, one after the other. */
    Future<Void> run() {
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        Future<Void> done = Future.succeededFuture();
        for (Site site : sites.all()) {
            OffsetDateTime before =
                    now.minus(Duration.ofDays(site.retentionDays())).atOffset(ZoneOffset.UTC);
            done = done.compose(earlier -> interest(site, before, ""))
                    .compose(gone -> letGo(PRODUCTS, site, before))
                    .compose(gone -> letGo(PRICES, site, before))
                    .compose(gone -> letGo(CHANGES, site, before));
        }
        return done;
    }

    private Future<Void> interest(Site site, OffsetDateTime before, String after) {
        return database.query(ITEMS, site.id(), after, AT_ONCE).compose(rows -> {
            List<String> items = new ArrayList<>();
            rows.forEach(row -> items.add(row.getString(0)));
            if (items.isEmpty()) {
                return Future.succeededFuture();
            }
            Tuple parameters = Tuple.of(site.id())
                    .addArrayOfString(items.toArray(String[]::new))
                    .addOffsetDateTime(before);
            return database.inTransaction(transaction -> transaction
                            .preparedQuery(INTEREST)
                            .execute(parameters)
                            .mapEmpty())
                    .compose(gone -> items.size() < AT_ONCE
                            ? Future.succeededFuture()
                            : interest(site, before, items.get(items.size() - 1)));
        });
    }

    private Future<Void> letGo(String sql, Site site, OffsetDateTime before) {
        return database.query(sql, site.id(), before).mapEmpty();
    }
}
