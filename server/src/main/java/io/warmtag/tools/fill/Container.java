package io.warmtag.tools.fill;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A draft as a large shop's agency has it after years: so many tags, triggers and variables each, which refer to each other,
 * in folders, and event definitions.
 */
public final class Container {
    private static final int FOLDERS = 20;
    private static final List<String> RECOMMENDED = List.of(
            "page_view",
            "view_item",
            "search",
            "add_to_wishlist",
            "add_to_cart",
            "view_cart",
            "begin_checkout",
            "purchase");
    private static final List<String> PIXEL_EVENTS =
            List.of("PageView", "ViewContent", "Search", "AddToCart", "AddToWishlist", "InitiateCheckout", "Purchase");

    private final int each;
    private final List<Thing> things = new ArrayList<>();

    /** @param kind as it stands in the database */
    public record Thing(int id, String kind, JsonObject content) {}

    /** @param each how many tags, triggers and variables */
    public Container(int each) {
        this.each = each;
        for (int i = 0; i < FOLDERS; i++) {
            add(i + 1, "folder", "Campaigns of " + (2000 + i), new JsonObject());
        }
        for (int i = 0; i < RECOMMENDED.size(); i++) {
            add(FOLDERS + 1 + i, "event", RECOMMENDED.get(i), event());
        }
        for (int i = 0; i < each; i++) {
            add(variable(i), "variable", variableName(i), variableOf(i).put("folder", 1 + i % FOLDERS));
        }
        for (int i = 0; i < each; i++) {
            add(
                    trigger(i),
                    "trigger",
                    "Trigger " + i + " on " + page(i),
                    triggerOf(i).put("folder", 1 + i % FOLDERS));
        }
        for (int i = 0; i < each; i++) {
            add(tag(i), "tag", "Tag " + i + " · ঈদ অফার · " + page(i), tagOf(i).put("folder", 1 + i % FOLDERS));
        }
    }

    private void add(int id, String kind, String name, JsonObject content) {
        things.add(new Thing(id, kind, content.put("id", id).put("name", name)));
    }

    public List<Thing> things() {
        return things;
    }

    static int event(int number) {
        return FOLDERS + 1 + number;
    }

    private static int variable(int number) {
        return 10_001 + number;
    }

    static int trigger(int number) {
        return 20_001 + number;
    }

    static int tag(int number) {
        return 30_001 + number;
    }

    /** An id that no entity has. */
    static int nextId() {
        return 50_000;
    }

    private static String variableName(int number) {
        return "Variable " + number + " of " + page(number);
    }

    private static String page(int number) {
        return List.of("home", "product", "cart", "checkout", "thank you").get(number % 5);
    }

    private String ref(int number) {
        return "{{" + variableName(number % each) + "}}";
    }

    private static JsonObject event() {
        var params = new JsonArray()
                .add(new JsonObject().put("name", "value").put("type", "number").put("required", true))
                .add(new JsonObject()
                        .put("name", "currency")
                        .put("type", "string")
                        .put("required", false));
        return new JsonObject()
                .put("source", new JsonObject().put("kind", "data_layer"))
                .put("params", params);
    }

    private JsonObject variableOf(int number) {
        var params = new JsonObject();
        String type = switch (number % 10) {
            case 0 -> "constant";
            case 1 -> "cookie";
            case 2 -> "url";
            case 3 -> "lookup_table";
            case 4 -> "custom_javascript";
            default -> "data_layer";
        };
        switch (type) {
            case "constant" -> params.put("value", "UA-" + number);
            case "cookie" -> params.put("name", "shop_" + number);
            case "url" -> params.put("component", "query").put("queryKey", "utm_" + number);
            case "lookup_table" -> {
                var rows = new JsonArray();
                for (int i = 0; i < 10; i++) {
                    rows.add(new JsonObject().put("key", "category-" + i).put("value", "campaign-" + number + "-" + i));
                }
                params.put("input", ref(number + 2)).put("rows", rows).put("default", "none");
            }
            case "custom_javascript" ->
                params.put(
                        "javascript",
                        "function() { var items = " + ref(number + 1) + " || []; var sum = 0; for (var i = 0;"
                                + " i < items.length; i++) { sum += items[i].price * items[i].quantity; } return sum + "
                                + number + "; }");
            default -> params.put("key", "ecommerce.items." + number + ".price").put("version", "2");
        }
        return new JsonObject().put("type", type).put("params", params);
    }

    private JsonObject triggerOf(int number) {
        var params = new JsonObject();
        String type = switch (number % 6) {
            case 0 -> "page_view";
            case 1 -> "click";
            case 2 -> "link_click";
            case 3 -> "form_submit";
            case 4 -> "element_visibility";
            default -> "custom_event";
        };
        if (type.equals("custom_event")) {
            params.put("event", "shop_action_" + number);
        } else if (type.equals("element_visibility") || type.equals("click")) {
            params.put("selector", "#offer-" + number + " .button");
        }
        var conditions = new JsonArray()
                .add(condition("{{Page Path}}", "contains", "/" + page(number) + "/" + number))
                .add(condition(ref(number), "equals", "value-" + number));
        return new JsonObject().put("type", type).put("params", params).put("conditions", conditions);
    }

    private static JsonObject condition(String left, String operator, String right) {
        return new JsonObject().put("left", left).put("operator", operator).put("right", right);
    }

    private JsonObject tagOf(int number) {
        var params = new JsonObject();
        String type = switch (number % 5) {
            case 0, 1 -> "custom_html";
            case 2 -> "meta_pixel";
            case 3 -> "ga4_event";
            default -> "custom_image";
        };
        switch (type) {
            case "custom_html" ->
                params.put(
                        "html",
                        "<script>\n  window.partner" + number + " = window.partner" + number + " || [];\n  partner"
                                + number
                                + ".push(['track', " + ref(number + 3) + ", {value: " + ref(number + 4)
                                + "}]);\n</script>\n<img src=\"https://partner-" + number
                                + ".example/p?order=" + ref(number) + "\" alt=\"\">");
            case "meta_pixel" ->
                params.put("pixelId", String.valueOf(100_000_000_000_000L + number))
                        .put("event", PIXEL_EVENTS.get(number / 5 % PIXEL_EVENTS.size()))
                        .put("parameters", rows(number));
            case "ga4_event" ->
                params.put("measurementId", "G-" + (1_000_000 + number))
                        .put("event", "shop_event_" + number)
                        .put("ecommerce", true)
                        .put("parameters", rows(number));
            default -> params.put("url", "https://pixel-" + number + ".example/i?v=" + ref(number));
        }
        return new JsonObject()
                .put("type", type)
                .put("params", params)
                .put("firing", new JsonArray().add(trigger(number % each)).add(trigger((number + 7) % each)))
                .put("paused", number % 25 == 24);
    }

    private JsonArray rows(int number) {
        return new JsonArray()
                .add(new JsonObject().put("name", "value").put("value", ref(number)))
                .add(new JsonObject().put("name", "currency").put("value", "BDT"))
                .add(new JsonObject().put("name", "content_name").put("value", ref(number + 9) + " of " + number));
    }
}
