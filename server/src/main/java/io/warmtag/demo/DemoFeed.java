package io.warmtag.demo;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The demo shop's products as a feed in Google Merchant's format. For trying what follows from changes, its address may say
 * {@code drop=20} (everything 20 % cheaper), {@code sold_out=<id>,<id>} and {@code without=<id>,<id>}.
 */
final class DemoFeed {
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final JsonObject shop;

    /** @param shop the shop's products.json */
    DemoFeed(JsonObject shop) {
        this.shop = shop;
    }

    /** @param base the shop's address, without a slash at its end */
    String xml(String base, MultiMap query) {
        Map<String, String> categories = new TreeMap<>();
        for (Object each : shop.getJsonArray("categories")) {
            JsonObject category = (JsonObject) each;
            categories.put(category.getString("id"), english(category, "name"));
        }
        List<String> soldOut = ids(query, "sold_out");
        List<String> without = ids(query, "without");
        var out = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Rongin</title>
                """);
        JsonArray products = shop.getJsonArray("products");
        for (Object each : products) {
            JsonObject product = (JsonObject) each;
            String id = product.getString("id");
            if (without.contains(id)) {
                continue;
            }
            out.append("<item>");
            tag(out, "g:id", id);
            tag(out, "title", english(product, "name"));
            tag(out, "description", english(product, "description"));
            tag(out, "link", base + "/product.html?id=" + id);
            tag(out, "g:image_link", base + "/pictures/" + id + ".svg");
            tag(out, "g:brand", "Rongin");
            tag(out, "g:product_type", categories.getOrDefault(product.getString("category"), ""));
            tag(out, "g:availability", soldOut.contains(id) ? "out_of_stock" : "in_stock");
            price(out, product, query.get("drop"));
            out.append("</item>\n");
        }
        return out.append("</channel></rss>\n").toString();
    }

    private static String english(JsonObject of, String name) {
        JsonObject words = of.getJsonObject(name);
        return words == null ? "" : words.getString("en", "");
    }

    private static List<String> ids(MultiMap query, String name) {
        String text = query.get(name);
        return text == null ? List.of() : List.of(text.split(","));
    }

    private void price(StringBuilder out, JsonObject product, @Nullable String drop) {
        String currency = " " + shop.getString("currency");
        var price = new BigDecimal(product.getNumber("price").toString());
        tag(out, "g:price", price + currency);
        if (drop != null && drop.matches("[1-9]\\d?")) {
            BigDecimal left = HUNDRED.subtract(new BigDecimal(drop));
            tag(out, "g:sale_price", price.multiply(left).divide(HUNDRED, 0, RoundingMode.HALF_UP) + currency);
        }
    }

    private static void tag(StringBuilder out, String name, String text) {
        out.append('<')
                .append(name)
                .append('>')
                .append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                .append("</")
                .append(name)
                .append('>');
    }
}
