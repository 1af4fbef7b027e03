package io.warmtag.product.model;

import java.util.Locale;

/**
 * Something about a product that rules may act on.
 *
 * @param before what was known of it; of a new one the same as {@code now}
 */
public record Change(Kind kind, Product before, Product now) {

    /** The order is the code in the database. */
    public enum Kind {
        PRICE_DROP,
        BACK_IN_STOCK,
        NEW_PRODUCT;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** By how much of a hundred it costs less, rounded down; 0 when it doesn't. */
    public int percent() {
        Long old = before.priceNow();
        Long price = now.priceNow();
        return old == null || price == null ? 0 : percent(old, price);
    }

    public static int percent(long old, long price) {
        return old <= 0 || price >= old ? 0 : (int) ((old - price) * 100 / old);
    }
}
