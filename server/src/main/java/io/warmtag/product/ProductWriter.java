package io.warmtag.product;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.product.ChangeListener.Noted;
import io.warmtag.product.model.Change;
import io.warmtag.product.model.Merging.Merged;
import io.warmtag.product.model.Money;
import io.warmtag.product.model.Product;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes what is known of products, their prices and changes, in the transaction of whoever describes them anew. */
final class ProductWriter {
    private static final String HOLD = "select pg_advisory_xact_lock(hashtext('product'), $1)";

    private static final String KNOWN =
            "select " + ProductRows.COLUMNS + " from product where site_id = $1 and item_id = any($2)";

    private static final String WRITE = """
            insert into product (site_id, item_id, item_group, name, brand, category, variant, colour, size, price, sale_price,
                                 currency, availability, stock, link, image, feed, heard_price, heard_by, heard_at,
                                 first_seen, last_seen, gone_at, listed_at)
            select $1, item_id, item_group, name, brand, category, variant, colour, size, price, sale_price, currency,
                   availability, stock, link, image, feed, heard_price,
                   string_to_array(heard_by, ',')::uuid[], heard_at, first_seen, last_seen, gone_at, $2
            from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                        $11::bigint[], $12::bigint[], $13::text[], $14::smallint[], $15::int[], $16::text[], $17::text[],
                        $18::int[], $19::bigint[], $20::text[], $21::timestamptz[], $22::timestamptz[],
                        $23::timestamptz[], $24::timestamptz[])
                 as new (item_id, item_group, name, brand, category, variant, colour, size, price, sale_price, currency,
                         availability, stock, link, image, feed, heard_price, heard_by, heard_at, first_seen, last_seen,
                         gone_at)
            on conflict (site_id, item_id) do update set
                item_group = excluded.item_group, name = excluded.name, brand = excluded.brand,
                category = excluded.category, variant = excluded.variant, colour = excluded.colour, size = excluded.size,
                price = excluded.price, sale_price = excluded.sale_price, currency = excluded.currency,
                availability = excluded.availability, stock = excluded.stock, link = excluded.link,
                image = excluded.image, feed = excluded.feed, heard_price = excluded.heard_price,
                heard_by = excluded.heard_by, heard_at = excluded.heard_at, first_seen = excluded.first_seen,
                last_seen = excluded.last_seen, gone_at = excluded.gone_at,
                listed_at = coalesce(excluded.listed_at, product.listed_at)""";

    private static final String PRICES = """
            insert into product_price (site_id, item_id, at, price, sale_price, currency, availability, feed)
            select $1, item_id, $2, price, sale_price, currency, availability, feed
            from unnest($3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::smallint[], $8::int[])
                 as new (item_id, price, sale_price, currency, availability, feed)
            on conflict do nothing""";

    private static final String CHANGES = """
            insert into product_change (site_id, item_id, item_group, kind, lead, old_price, price, currency, categories, data,
                                        at)
            select $1, item_id, item_group, kind, lead, old_price, price, currency,
                   string_to_array(lower(category), ' > '), data, $2
            from unnest($3::text[], $4::text[], $5::smallint[], $6::boolean[], $7::bigint[], $8::bigint[], $9::text[],
                        $10::text[], $11::text[])
                 with ordinality as new (item_id, item_group, kind, lead, old_price, price, currency, category, data, place)
            order by place
            returning number""";

    private final ChangeListener listener;

    /** @param before null when it wasn't known */
    record Written(@Nullable Product before, Merged merged) {
        private Product now() {
            return merged.product();
        }

        /** Whether a line of its history is due. */
        private boolean isPriced() {
            return before == null
                    ? now().price() != null || now().stock() != null
                    : !Objects.equals(before.price(), now().price())
                            || !Objects.equals(before.salePrice(), now().salePrice())
                            || !Objects.equals(before.currency(), now().currency())
                            || before.stock() != now().stock();
        }
    }

    ProductWriter(ChangeListener listener) {
        this.listener = listener;
    }

    /** Until the transaction ends, nobody else describes the site's products. */
    static Future<Void> hold(SqlConnection transaction, int site) {
        return transaction.preparedQuery(HOLD).execute(Tuple.of(site)).mapEmpty();
    }

    static Future<Map<String, Product>> known(SqlConnection transaction, int site, Collection<String> ids) {
        return transaction
                .preparedQuery(KNOWN)
                .execute(Tuple.of(site).addArrayOfString(ids.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Product> known = new HashMap<>();
                    for (Row row : rows) {
                        known.put(row.getString("item_id"), ProductRows.product(row));
                    }
                    return known;
                });
    }

    /**
     * Writes those that have changed, and tells what rules may act on.
     *
     * @param listed when a feed had them; null when pages did
     * @param led groups and kinds of change of which there was one before in this reading; those of this call are added
     */
    Future<Void> write(
            SqlConnection transaction,
            int site,
            List<Written> all,
            @Nullable Instant listed,
            Set<String> led,
            Instant now) {
        List<Written> changed = all.stream()
                .filter(each -> listed != null || !each.now().equals(each.before()))
                .toList();
        if (changed.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Written> priced = changed.stream().filter(Written::isPriced).toList();
        List<Change> changes = changed.stream()
                .flatMap(each -> each.merged().changes().stream())
                .toList();
        return transaction
                .preparedQuery(WRITE)
                .execute(products(site, listed, changed))
                .compose(written -> prices(transaction, site, priced, now))
                .compose(written -> changes(transaction, site, changes, led, now));
    }

    private static Tuple products(int site, @Nullable Instant listed, List<Written> changed) {
        List<Product> all = changed.stream().map(Written::now).toList();
        return Tuple.of(site, utc(listed))
                .addArrayOfString(texts(all, Product::itemId))
                .addArrayOfString(texts(all, Product::group))
                .addArrayOfString(texts(all, Product::name))
                .addArrayOfString(texts(all, Product::brand))
                .addArrayOfString(texts(all, Product::category))
                .addArrayOfString(texts(all, Product::variant))
                .addArrayOfString(texts(all, Product::colour))
                .addArrayOfString(texts(all, Product::size))
                .addArrayOfLong(longs(all, Product::price))
                .addArrayOfLong(longs(all, Product::salePrice))
                .addArrayOfString(texts(all, Product::currency))
                .addArrayOfShort(all.stream().map(ProductWriter::stock).toArray(Short[]::new))
                .addArrayOfInteger(all.stream().map(Product::quantity).toArray(Integer[]::new))
                .addArrayOfString(texts(all, Product::link))
                .addArrayOfString(texts(all, Product::image))
                .addArrayOfInteger(all.stream().map(Product::feed).toArray(Integer[]::new))
                .addArrayOfLong(longs(
                        all,
                        each -> each.heard() == null
                                ? null
                                : (Long) each.heard().price()))
                .addArrayOfString(texts(all, ProductWriter::witnesses))
                .addArrayOfOffsetDateTime(times(
                        all, each -> each.heard() == null ? null : each.heard().at()))
                .addArrayOfOffsetDateTime(times(all, Product::firstSeen))
                .addArrayOfOffsetDateTime(times(all, Product::lastSeen))
                .addArrayOfOffsetDateTime(times(all, Product::goneAt));
    }

    private static @Nullable Short stock(Product product) {
        return product.stock() == null ? null : (Short) (short) product.stock().ordinal();
    }

    private static String witnesses(Product product) {
        return product.heard() == null
                ? ""
                : product.heard().by().stream().map(UUID::toString).collect(Collectors.joining(","));
    }

    private static Future<Void> prices(SqlConnection transaction, int site, List<Written> priced, Instant now) {
        if (priced.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Product> all = priced.stream().map(Written::now).toList();
        return transaction
                .preparedQuery(PRICES)
                .execute(Tuple.of(site, utc(now))
                        .addArrayOfString(texts(all, Product::itemId))
                        .addArrayOfLong(longs(all, Product::price))
                        .addArrayOfLong(longs(all, Product::salePrice))
                        .addArrayOfString(texts(all, Product::currency))
                        .addArrayOfShort(all.stream().map(ProductWriter::stock).toArray(Short[]::new))
                        .addArrayOfInteger(all.stream().map(Product::feed).toArray(Integer[]::new)))
                .mapEmpty();
    }

    private Future<Void> changes(
            SqlConnection transaction, int site, List<Change> changes, Set<String> led, Instant now) {
        if (changes.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Boolean> leads = new ArrayList<>();
        changes.forEach(each -> leads.add(led.add(each.kind() + " " + each.now().group())));
        return transaction
                .preparedQuery(CHANGES)
                .execute(Tuple.of(site, utc(now))
                        .addArrayOfString(texts(changes, each -> each.now().itemId()))
                        .addArrayOfString(texts(changes, each -> each.now().group()))
                        .addArrayOfShort(changes.stream()
                                .map(each -> (short) each.kind().ordinal())
                                .toArray(Short[]::new))
                        .addArrayOfBoolean(leads.toArray(Boolean[]::new))
                        .addArrayOfLong(longs(changes, each -> each.before().priceNow()))
                        .addArrayOfLong(longs(changes, each -> each.now().priceNow()))
                        .addArrayOfString(texts(changes, each -> each.now().currency()))
                        .addArrayOfString(texts(changes, each -> each.now().category()))
                        .addArrayOfString(texts(changes, each -> data(each).encode())))
                .compose(rows -> {
                    List<Noted> noted = new ArrayList<>();
                    int place = 0;
                    for (Row row : rows) {
                        Change change = changes.get(place++);
                        noted.add(new Noted(
                                row.getLong(0),
                                change.kind(),
                                change.percent(),
                                ChangeListener.levels(change.now().category()),
                                now));
                    }
                    return listener.changed(transaction, site, noted);
                });
    }

    /** What is told of it when something is sent: an event's data as GA4 has it, and what it cost before. */
    private static JsonObject data(Change change) {
        Product product = change.now();
        var item = new JsonObject().put("item_id", product.itemId()).put("item_name", product.name());
        put(item, "item_group_id", product.group().equals(product.itemId()) ? null : product.group());
        put(item, "item_brand", product.brand());
        put(item, "item_category", product.category());
        put(item, "item_variant", product.variant() == null ? product.colour() : product.variant());
        put(item, "link", product.link());
        put(item, "image", product.image());
        Double price = amount(product.priceNow(), product.currency());
        Double old = amount(change.before().priceNow(), product.currency());
        put(item, "price", price);
        var data = new JsonObject().put("change", change.kind().code());
        put(data, "currency", product.currency());
        put(data, "value", price);
        if (change.kind() == Change.Kind.PRICE_DROP) {
            put(data, "old_price", old);
            data.put("percent", change.percent());
        }
        return data.put("items", new JsonArray().add(item));
    }

    private static void put(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static @Nullable Double amount(@Nullable Long minor, @Nullable String currency) {
        return minor == null || currency == null
                ? null
                : (Double) new Money(minor, currency).amount().doubleValue();
    }

    private static <T> String[] texts(List<T> all, Function<T, @Nullable String> each) {
        return all.stream().map(each).toArray(String[]::new);
    }

    private static <T> Long[] longs(List<T> all, Function<T, @Nullable Long> each) {
        return all.stream().map(each).toArray(Long[]::new);
    }

    private static OffsetDateTime[] times(List<Product> all, Function<Product, @Nullable Instant> each) {
        return all.stream().map(each).map(ProductWriter::utc).toArray(OffsetDateTime[]::new);
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
