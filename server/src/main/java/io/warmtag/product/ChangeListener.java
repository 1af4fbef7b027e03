package io.warmtag.product;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.product.model.Change.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears of changes of products in the transaction that notes them. */
public interface ChangeListener {
    /**
     * A change, one for ever by its number.
     *
     * @param percent by how much of a hundred it costs less
     * @param categories the product's, each level, in small letters
     */
    record Noted(long number, Kind kind, int percent, List<String> categories, Instant at) {
        public Noted {
            categories = List.copyOf(categories);
        }
    }

    Future<Void> changed(SqlConnection transaction, int site, List<Noted> changes);

    /** The levels of a category as they are compared. */
    static List<String> levels(@Nullable String category) {
        return category == null
                ? List.of()
                : List.of(category.toLowerCase(java.util.Locale.ROOT).split(" > "));
    }
}
