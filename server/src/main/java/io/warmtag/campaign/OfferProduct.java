package io.warmtag.campaign;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.campaign.model.Placeholder;
import io.warmtag.campaign.model.Texts;
import io.warmtag.db.Database;
import io.warmtag.product.model.Money;
import io.warmtag.text.Currencies;
import io.warmtag.web.Formats;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The product that an offer is about, as far as it is known; nothing is null but what nobody has said.
 *
 * @param price in the currency's major unit
 * @param currency ISO 4217; the site's where the product says none
 */
public record OfferProduct(
        @Nullable String name,
        @Nullable BigDecimal price,
        String currency,
        @Nullable String link,
        @Nullable String picture) {
    private static final int MOST_NAME = 120;

    /**
     * Of a grant's row {@code g}: what the feed says now, and else what was said when it was granted. Pages may be told anything by
     * anybody; what is noted in the grant came with the person's own event.
     */
    static final String COLUMNS = """
            p.name as product_name, p.price_now as product_price, p.currency as product_currency,
            p.link as product_link, p.image as product_image,
            (select currency from site where site.id = $1) as site_currency""";

    static final String JOIN = """
            left join product p on p.site_id = $1 and p.item_id = g.product::json ->> 'item_id' and p.feed is not null
                               and p.gone_at is null""";

    private static final String NEWEST = """
            select json_build_object('item_id', p.item_id)::text as product, p.name as product_name,
                   p.price_now as product_price, p.currency as product_currency, p.link as product_link,
                   p.image as product_image, site.currency as site_currency
            from product p join site on site.id = p.site_id
            where p.site_id = $1 and p.feed is not null and p.gone_at is null order by number desc limit 1""";

    /** There is none. */
    static Optional<OfferProduct> none() {
        return Optional.empty();
    }

    /** What is noted with a grant: the first product that an event's data names, or null when it names none. */
    static @Nullable String noted(JsonObject data) {
        JsonObject item = data.getValue("items") instanceof JsonArray items
                ? items.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .filter(each -> each.getValue("item_id") instanceof String
                                || each.getValue("item_name") instanceof String)
                        .findFirst()
                        .orElse(data)
                : data;
        var noted = new JsonObject();
        for (String name : new String[] {"item_id", "item_name"}) {
            if (item.getValue(name) instanceof String text && !text.isBlank()) {
                noted.put(name, text.strip());
            }
        }
        if (noted.isEmpty()) {
            return null;
        }
        if (item.getValue("price") instanceof Number price) {
            noted.put("price", price);
        }
        if (data.getValue("currency") instanceof String currency) {
            noted.put("currency", currency);
        }
        return noted.encode();
    }

    /** What the page's preview shows: the newest of the feed, if the shop has one. */
    public static Future<Optional<OfferProduct>> newest(Database database, int site) {
        return database.query(NEWEST, site).map(rows -> {
            for (Row row : rows) {
                return of(row);
            }
            return none();
        });
    }

    /** The same as a grant notes it. */
    static Future<Optional<String>> newestNoted(Database database, int site) {
        return database.query(NEWEST, site).map(rows -> {
            for (Row row : rows) {
                return Optional.of(row.getString("product"));
            }
            return Optional.empty();
        });
    }

    static Optional<OfferProduct> of(Row row) {
        String text = row.getString("product");
        if (text == null) {
            return none();
        }
        var noted = new JsonObject(text);
        String known = row.getString("product_name");
        Long minor = row.getLong("product_price");
        String currency = row.getString("product_currency");
        boolean priced = minor != null && currency != null;
        String said = noted.getString("currency", row.getString("site_currency"));
        Number price = noted.getValue("price") instanceof Number number ? number : null;
        return Optional.of(new OfferProduct(
                known == null ? noted.getString("item_name") : known,
                priced
                        ? new Money(minor, currency).amount()
                        : price == null ? null : BigDecimal.valueOf(price.doubleValue()),
                priced ? currency : Currencies.has(said) ? said : row.getString("site_currency"),
                row.getString("product_link"),
                row.getString("product_image")));
    }

    /** @param language {@code bn} or {@code en} */
    static Texts fill(Texts texts, Optional<OfferProduct> product, String language) {
        return new Texts(
                Placeholder.fill(texts.title(), of -> value(product, of, language)),
                Placeholder.fill(texts.body(), of -> value(product, of, language)),
                Placeholder.fill(texts.button(), of -> value(product, of, language)),
                Placeholder.fill(texts.link(), of -> value(product, of, language)));
    }

    private static Optional<String> value(Optional<OfferProduct> product, Placeholder of, String language) {
        return product.map(known -> switch (of) {
            case NAME -> cut(known.name);
            case PRICE -> known.price == null ? null : money(known.price, known.currency, language);
            case LINK -> known.link;
            case PICTURE -> known.picture;
        });
    }

    private static @Nullable String cut(@Nullable String name) {
        return name == null || name.codePointCount(0, name.length()) <= MOST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MOST_NAME)) + "…";
    }

    private static String money(BigDecimal price, String currency, String language) {
        return new Formats(language, ZoneOffset.UTC, currency).money(price.doubleValue(), currency);
    }
}
