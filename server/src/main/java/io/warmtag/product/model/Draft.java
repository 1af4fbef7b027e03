package io.warmtag.product.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one row of a feed, or one item of an event, says of a product. What it doesn't say is null.
 *
 * @param group what its variants have in common
 * @param category its levels, joined by {@code " > "}
 * @param sale the price while it is on sale
 * @param saleFrom when the sale begins; null: it has begun
 * @param saleTo when it ends; null: nobody knows
 */
public record Draft(
        String itemId,
        @Nullable String group,
        @Nullable String name,
        @Nullable String brand,
        @Nullable String category,
        @Nullable String variant,
        @Nullable String colour,
        @Nullable String size,
        @Nullable Money price,
        @Nullable Money sale,
        @Nullable Instant saleFrom,
        @Nullable Instant saleTo,
        @Nullable Stock stock,
        @Nullable Integer quantity,
        @Nullable String link,
        @Nullable String image) {

    /** Whether the sale is on. */
    public boolean isOnSale(Instant now) {
        return sale != null
                && (saleFrom == null || !now.isBefore(saleFrom))
                && (saleTo == null || now.isBefore(saleTo));
    }
}
