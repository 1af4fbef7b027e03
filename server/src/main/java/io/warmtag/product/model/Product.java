package io.warmtag.product.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A product, or one variant of it, as it is known.
 *
 * @param group what its variants have in common; its own id when it has none
 * @param category its levels, joined by {@code " > "}
 * @param price in the currency's smallest unit; null: nobody has said
 * @param salePrice while it is on sale
 * @param feed the one that spoke of it last; null: known from pages only
 * @param heard what pages tell of its price when it is another one
 * @param goneAt since when its feed has it no longer
 */
public record Product(
        String itemId,
        String group,
        String name,
        @Nullable String brand,
        @Nullable String category,
        @Nullable String variant,
        @Nullable String colour,
        @Nullable String size,
        @Nullable Long price,
        @Nullable Long salePrice,
        @Nullable String currency,
        @Nullable Stock stock,
        @Nullable Integer quantity,
        @Nullable String link,
        @Nullable String image,
        @Nullable Integer feed,
        @Nullable Heard heard,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Instant goneAt) {

    /**
     * A price that pages tell and that isn't taken, or not yet.
     *
     * @param by the first persons who came with it
     */
    public record Heard(long price, List<UUID> by, Instant at) {
        public Heard {
            by = List.copyOf(by);
        }
    }

    /** What it costs now. */
    public @Nullable Long priceNow() {
        return salePrice == null ? price : salePrice;
    }

    /** Nobody can have it now. */
    public boolean isOut() {
        return goneAt != null || (stock != null && stock.isOut());
    }
}
