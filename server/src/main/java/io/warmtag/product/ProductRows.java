package io.warmtag.product;

import io.vertx.sqlclient.Row;
import io.warmtag.product.model.Product;
import io.warmtag.product.model.Product.Heard;
import io.warmtag.product.model.Stock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a product stands in a row. */
final class ProductRows {
    static final String COLUMNS = """
            item_id, item_group, name, brand, category, variant, colour, size, price, sale_price, currency, availability,
            stock, link, image, feed, heard_price, heard_by, heard_at, first_seen, last_seen, gone_at""";

    private ProductRows() {}

    static Product product(Row row) {
        Short stock = row.getShort("availability");
        Long heard = row.getLong("heard_price");
        Instant heardAt = time(row, "heard_at");
        return new Product(
                row.getString("item_id"),
                row.getString("item_group"),
                row.getString("name"),
                row.getString("brand"),
                row.getString("category"),
                row.getString("variant"),
                row.getString("colour"),
                row.getString("size"),
                row.getLong("price"),
                row.getLong("sale_price"),
                row.getString("currency"),
                stock == null ? null : Stock.of(stock),
                row.getInteger("stock"),
                row.getString("link"),
                row.getString("image"),
                row.getInteger("feed"),
                heard == null || heardAt == null
                        ? null
                        : new Heard(heard, List.of(row.getArrayOfUUIDs("heard_by")), heardAt),
                row.getOffsetDateTime("first_seen").toInstant(),
                row.getOffsetDateTime("last_seen").toInstant(),
                time(row, "gone_at"));
    }

    static @Nullable Instant time(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
