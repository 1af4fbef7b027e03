package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.UuidV7;
import io.warmtag.testkit.OpenShop;
import io.warmtag.testkit.Shop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A courier's system that says by key what it has delivered, where a delivery is the sale for an ad network. */
class CourierTest {
    private static final JsonArray CAKE = new JsonArray()
            .add(new JsonObject().put("item_id", "CAKE").put("price", 645).put("quantity", 2));

    private OpenShop open;
    private Shop shop;
    private String site;

    @BeforeEach
    void open() throws Exception {
        open = OpenShop.open();
        shop = open.shop();
        site = shop.createSite();
        var mapping = new JsonArray()
                .add(new JsonObject().put("event", "order_delivered").put("as", "Purchase"))
                .add(new JsonObject().put("event", "refund").put("as", "Refund"));
        var meta = new JsonObject()
                .put("kind", "meta")
                .put("name", "Meta")
                .put("sandbox", true)
                .put("settings", new JsonObject().put("pixel", "123456789012345"))
                .put("mapping", mapping)
                .put("secrets", new JsonObject().put("token", "EAAtoken0123456789abcdefghij"));
        var made = shop.api("POST", "/sites/" + site + "/destinations", meta);
        assertEquals(201, made.statusCode(), made.body());
        var on = shop.api("POST", "/sites/" + site + "/destinations/1/resume", new JsonObject());
        assertEquals(200, on.statusCode(), on.body());
        var bought = new JsonObject()
                .put("transaction_id", "T-1")
                .put("value", 1290)
                .put("currency", "BDT")
                .put("items", CAKE);
        assertEquals(204, shop.send(site, "purchase", bought).statusCode());
    }

    @AfterEach
    void close() {
        open.close();
    }

    private void tell(String name, JsonObject data) throws Exception {
        var event = new JsonObject()
                .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                .put("name", name)
                .put("data", data);
        var body = new JsonObject().put("site", site).put("events", new JsonArray().add(event));
        assertEquals(204, shop.postByKey(body.encode()).statusCode());
    }

    /** What Meta was told of the only event that left. */
    private JsonObject left() throws Exception {
        Shop.until(
                "something left or can't",
                () -> open.database()
                                .query("select from outbox where state <> 0")
                                .await()
                                .size()
                        > 0);
        var rows = open.database().query("select request from attempt").await();
        assertEquals(1, rows.size());
        String request = rows.iterator().next().getString(0);
        return new JsonObject(request.substring(request.indexOf("\n\n") + 2))
                .getJsonArray("data")
                .getJsonObject(0);
    }

    @Test
    void whoNamesAnOrderStandsForItsSale() throws Exception {
        tell("order_delivered", new JsonObject().put("transaction_id", "T-1"));
        JsonObject sale = left();
        assertEquals("Purchase", sale.getString("event_name"));
        assertEquals("system_generated", sale.getString("action_source"));
        JsonObject custom = sale.getJsonObject("custom_data");
        assertEquals(1290.0, custom.getDouble("value"));
        assertEquals("BDT", custom.getString("currency"));
        assertEquals("T-1", custom.getString("order_id"));
        assertEquals(new JsonArray().add("CAKE"), custom.getJsonArray("content_ids"));
        // What it said stays what it said.
        JsonObject told = shop.api("/sites/" + site + "/events?limit=1")
                .getJsonArray("items")
                .getJsonObject(0)
                .getJsonObject("data");
        assertEquals(new JsonObject().put("transaction_id", "T-1"), told);
    }

    @Test
    void whatItSaysItselfCounts() throws Exception {
        tell("order_delivered", new JsonObject().put("transaction_id", "T-1").put("value", 645));
        JsonObject custom = left().getJsonObject("custom_data");
        assertEquals(645, custom.getInteger("value"));
        assertEquals(new JsonArray().add("CAKE"), custom.getJsonArray("content_ids"));
    }

    @Test
    void aPartThatIsTakenBackIsNotTheWhole() throws Exception {
        var back = new JsonArray().add(new JsonObject().put("item_id", "CAKE").put("quantity", 1));
        tell("refund", new JsonObject().put("transaction_id", "T-1").put("items", back));
        assertFalse(left().getJsonObject("custom_data").containsKey("value"));
    }
}
