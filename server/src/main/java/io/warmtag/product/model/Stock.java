package io.warmtag.product.model;

import java.util.Locale;
import java.util.Optional;

/** Whether a product is to be had. The order is the code in the database. */
public enum Stock {
    IN_STOCK,
    OUT_OF_STOCK,
    PREORDER,
    BACKORDER,
    DISCONTINUED;

    /**
     * As Google's and Meta's feeds write it, and schema.org and WooCommerce: {@code in_stock}, {@code out of stock}, {@code
     * available for order}, {@code https://schema.org/InStock}, {@code onbackorder}.
     */
    public static Optional<Stock> read(String text) {
        String word = text.trim()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^(https?://(www\\.)?schema\\.org/|schema:)", "")
                .replaceAll("[\\s_-]+", "");
        return switch (word) {
            case "instock", "available", "limitedavailability", "onlineonly", "instoreonly" -> Optional.of(IN_STOCK);
            case "outofstock", "soldout", "unavailable", "markassold", "reserved" -> Optional.of(OUT_OF_STOCK);
            case "preorder", "presale" -> Optional.of(PREORDER);
            case "backorder", "onbackorder", "availablefororder", "madetoorder" -> Optional.of(BACKORDER);
            case "discontinued" -> Optional.of(DISCONTINUED);
            default -> Optional.empty();
        };
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Stock of(short code) {
        return values()[code];
    }

    /** Nobody can have it now. */
    public boolean isOut() {
        return this == OUT_OF_STOCK || this == DISCONTINUED;
    }
}
