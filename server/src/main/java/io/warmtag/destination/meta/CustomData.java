package io.warmtag.destination.meta;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Item;
import io.warmtag.people.Amounts;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code custom_data}: what was looked at or bought, made of the names of GA4's recommended events. Pure. */
final class CustomData {
    private static final Map<String, String> SAME = Map.of(
            "value", "value",
            "currency", "currency",
            "transaction_id", "order_id",
            "search_term", "search_string",
            "content_name", "content_name",
            "content_category", "content_category");

    private CustomData() {}

    /** @param currency the site's, where there is a value without one */
    static JsonObject of(Item item, String currency) {
        JsonObject data = item.data();
        var custom = new JsonObject();
        SAME.forEach((ours, theirs) -> {
            if (data.getValue(ours) != null) {
                custom.put(theirs, data.getValue(ours));
            }
        });
        if (data.getValue("items") instanceof JsonArray items && !items.isEmpty()) {
            contents(items, custom);
        }
        item.extra().stream()
                .filter(field -> !EventFields.isElsewhere(field.getKey()))
                .forEach(field -> custom.put(field.getKey(), field.getValue()));
        number(custom.getValue("value")).ifPresent(sum -> custom.put("value", sum));
        if (custom.containsKey("value") && !custom.containsKey("currency")) {
            custom.put("currency", currency);
        }
        return custom;
    }

    private static void contents(JsonArray items, JsonObject custom) {
        var contents = new JsonArray();
        var ids = new JsonArray();
        double sum = 0;
        long count = 0;
        boolean priced = true;
        for (Object each : items) {
            if (!(each instanceof JsonObject item) || item.getValue("item_id") == null) {
                continue;
            }
            String id = String.valueOf(item.getValue("item_id"));
            double quantity =
                    number(item.getValue("quantity")).map(Number::doubleValue).orElse(1.0);
            var content = new JsonObject().put("id", id).put("quantity", Math.round(quantity));
            Optional<Number> price = number(item.getValue("price"));
            if (price.isPresent()) {
                content.put("item_price", price.get());
                sum += price.get().doubleValue() * quantity;
            } else {
                priced = false;
            }
            put(content, "title", item.getValue("item_name"));
            put(content, "brand", item.getValue("item_brand"));
            put(content, "category", item.getValue("item_category"));
            put(content, "description", item.getValue("description"));
            put(content, "delivery_category", item.getValue("delivery_category"));
            contents.add(content);
            ids.add(id);
            count += Math.round(quantity);
        }
        if (contents.isEmpty()) {
            return;
        }
        custom.put("contents", contents)
                .put("content_ids", ids)
                .put("content_type", "product")
                .put("num_items", count);
        if (priced && !custom.containsKey("value")) {
            custom.put("value", Math.round(sum * 100) / 100.0);
        }
        if (contents.size() == 1 && !custom.containsKey("content_name")) {
            put(custom, "content_name", contents.getJsonObject(0).getValue("title"));
        }
    }

    /** A page may say a number as a text; Meta takes numbers only. */
    private static Optional<Number> number(@Nullable Object value) {
        if (value instanceof Number number) {
            return Optional.of(number);
        }
        return value instanceof String typed ? Amounts.read(typed).map(Number.class::cast) : Optional.empty();
    }

    private static void put(JsonObject to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value);
        }
    }
}
