package io.warmtag.tools.traffic;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Command.Obstacle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the demo shop sells, as the traffic needs it. */
public record Shop(String currency, List<Product> products) {
    private static final String RESOURCE = "/demo/products.json";

    /**
     * @param category by its English name, as the shop reports it
     * @param price in whole units of the shop's currency
     */
    public record Product(String id, String category, int price, String bengaliName, String englishName) {

        /** The item of GA4's ecommerce events; names are English whatever the page's language, as in the shop. */
        JsonObject item(int quantity) {
            return new JsonObject()
                    .put("item_id", id)
                    .put("item_name", englishName)
                    .put("price", price)
                    .put("quantity", quantity)
                    .put("item_category", category);
        }
    }

    /** The shop that is packed into the server. */
    public static Shop packed() throws IOException {
        try (InputStream resource = Shop.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new Obstacle("the demo shop's " + RESOURCE + " is not in this build.");
            }
            return parse(new JsonObject(new String(resource.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    static Shop parse(JsonObject file) {
        Map<String, String> categories = objects(file.getJsonArray("categories"))
                .collect(Collectors.toMap(each -> each.getString("id"), each -> name(each, "en")));
        Function<JsonObject, Product> product = each -> new Product(
                each.getString("id"),
                categories.getOrDefault(each.getString("category"), ""),
                each.getInteger("price"),
                name(each, "bn"),
                name(each, "en"));
        return new Shop(
                file.getString("currency"),
                objects(file.getJsonArray("products")).map(product).toList());
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    private static String name(JsonObject named, String language) {
        return named.getJsonObject("name").getString(language);
    }
}
