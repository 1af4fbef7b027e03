package io.warmtag.console;

import io.warmtag.product.model.Money;
import io.warmtag.product.model.Product;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A product as it is listed.
 *
 * @param path of its page
 * @param kind what tells it from others of its name, or empty
 * @param price as money, or empty
 * @param old what it cost before it was reduced, or empty
 * @param stock as named in the message files under {@code product.stock.}
 * @param link its page in the shop, or empty
 */
record ProductView(
        String id,
        String path,
        String name,
        String kind,
        String category,
        String price,
        String old,
        String stock,
        boolean out,
        boolean different,
        String link,
        Instant firstSeen) {

    static ProductView of(Product product, Visit visit) {
        boolean reduced =
                product.salePrice() != null && product.price() != null && product.salePrice() < product.price();
        String stock = product.goneAt() != null
                ? "gone"
                : product.stock() == null ? "unknown" : product.stock().code();
        return new ProductView(
                product.itemId(),
                visit.sitePath("/products/" + Visit.encode(product.itemId()).replace("+", "%20")),
                product.name(),
                kind(product),
                product.category() == null ? "" : product.category(),
                money(product.priceNow(), product.currency(), visit),
                reduced ? money(product.price(), product.currency(), visit) : "",
                stock,
                product.isOut(),
                product.feed() != null && product.heard() != null,
                product.link() == null ? "" : product.link(),
                product.firstSeen());
    }

    private static String kind(Product product) {
        String colour = product.colour() == null ? product.variant() : product.colour();
        String size = product.size();
        return colour == null ? size == null ? "" : size : size == null ? colour : colour + ", " + size;
    }

    static String money(@Nullable Long minor, @Nullable String currency, Visit visit) {
        return minor == null || currency == null
                ? ""
                : visit.formats().money(new Money(minor, currency).amount().doubleValue(), currency);
    }
}
