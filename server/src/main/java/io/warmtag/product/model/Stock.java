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

    /** As Google's and Meta's feeds write it: {@code in_stock}, {@code out of stock}, {@code available for order}. */
    public static Optional<Stock> read(String text) {
        String word = text.trim().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "_");
        return switch (word) {
            case "in_stock", "instock", "available", "limited_availability" -> Optional.of(IN_STOCK);
            case "out_of_stock", "outofstock", "sold_out", "unavailable", "mark_as_sold" -> Optional.of(OUT_OF_STOCK);
            case "preorder", "pre_order" -> Optional.of(PREORDER);
            case "backorder", "back_order", "available_for_order" -> Optional.of(BACKORDER);
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
