package io.warmtag.product.model;

import io.warmtag.catalog.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The products of an event, as GA4 describes items. */
public final class HeardItems {
    /** The events of which products are learnt. */
    public static final List<String> EVENTS = List.of("view_item", "add_to_cart", "add_to_wishlist", "purchase");

    private static final int MOST_ITEMS = 200;
    private static final int MOST_TEXT = 200;

    /** @param currency of the price, or empty */
    public record Item(
            String itemId,
            @Nullable String group,
            @Nullable String name,
            @Nullable String brand,
            @Nullable String category,
            @Nullable String variant,
            @Nullable BigDecimal price,
            String currency) {

        /** @param otherwise the currency when none is named */
        public Draft draft(String otherwise) {
            Money money = price == null
                    ? null
                    : Money.of(price, currency.isEmpty() ? otherwise : currency).orElse(null);
            return new Draft(
                    itemId, group, name, brand, category, variant, null, null, money, null, null, null, null, null,
                    null, null);
        }
    }

    private HeardItems() {}

    /** Those that have an id. */
    public static List<Item> of(Value data) {
        List<Item> items = new ArrayList<>();
        if (data instanceof Value.Fields fields
                && fields.get("items").orElse(Value.NOTHING) instanceof Value.Items list) {
            String currency = fields.text("currency").orElse("").toUpperCase(Locale.ROOT);
            for (Value each :
                    list.items().subList(0, Math.min(MOST_ITEMS, list.items().size()))) {
                if (each instanceof Value.Fields item) {
                    String id = text(item, "item_id");
                    if (id != null && id.length() <= RowReader.MOST_ID && id.indexOf(0) < 0) {
                        items.add(item(id, item, currency));
                    }
                }
            }
        }
        return items;
    }

    private static Item item(String id, Value.Fields item, String currency) {
        String own = text(item, "currency");
        return new Item(
                id,
                text(item, "item_group_id"),
                text(item, "item_name"),
                text(item, "item_brand"),
                category(item),
                text(item, "item_variant"),
                price(item),
                own == null ? currency : own.toUpperCase(Locale.ROOT));
    }

    private static @Nullable String category(Value.Fields item) {
        List<String> levels = IntStream.rangeClosed(1, 5)
                .mapToObj(level -> text(item, level == 1 ? "item_category" : "item_category" + level))
                .filter(level -> level != null)
                .toList();
        return levels.isEmpty() ? null : RowReader.category(String.join(" > ", levels));
    }

    private static @Nullable BigDecimal price(Value.Fields item) {
        Value price = item.get("price").orElse(Value.NOTHING);
        try {
            if (price instanceof Value.Numeric number && Double.isFinite(number.number())) {
                return BigDecimal.valueOf(number.number());
            }
            return price instanceof Value.Text text && text.text().trim().matches("\\d{1,15}(\\.\\d{1,6})?")
                    ? new BigDecimal(text.text().trim())
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String text(Value.Fields item, String name) {
        Value value = item.get(name).orElse(Value.NOTHING);
        String text = value instanceof Value.Text words
                ? words.text().trim()
                : value instanceof Value.Numeric number ? whole(number.number()) : "";
        return text.isEmpty() ? null : text.substring(0, Math.min(MOST_TEXT, text.length()));
    }

    /** Ids are often numbers. */
    private static String whole(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? String.valueOf((long) number) : "";
    }
}
