package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.UuidV7;
import io.warmtag.testkit.OpenShop;
import io.warmtag.testkit.Shop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a site that asks first: what a shop enters or sends with its key leaves, unless it or the person himself says otherwise. */
class ShopVouchesTest {
    private OpenShop open;
    private Shop shop;
    private String site;

    @BeforeEach
    void open() throws Exception {
        open = OpenShop.open();
        shop = open.shop();
        var draft = new JsonObject().put("name", "Bakery").put("domains", new JsonArray().add("bakery.example"));
        var created = shop.api("POST", "/sites", draft);
        assertEquals(201, created.statusCode(), created.body());
        site = new JsonObject(created.body()).getString("id");
        var hook = new JsonObject()
                .put("kind", "webhook")
                .put("name", "Warehouse")
                .put("sandbox", true)
                .put("purpose", "ad_user_data")
                .put("settings", new JsonObject().put("url", "https://warehouse.example/hook"))
                .put("secrets", new JsonObject().put("secret", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
        var made = shop.api("POST", "/sites/" + site + "/destinations", hook);
        assertEquals(201, made.statusCode(), made.body());
        var on = shop.api("POST", "/sites/" + site + "/destinations/1/resume", new JsonObject());
        assertEquals(200, on.statusCode(), on.body());
    }

    @AfterEach
    void close() {
        open.close();
    }

    private void page(String adUserData) throws Exception {
        var consent = new JsonObject().put("analytics_storage", "granted").put("ad_user_data", adUserData);
        var event = new JsonObject()
                .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                .put("name", "page_view");
        var body = new JsonObject()
                .put("site", site)
                .put(
                        "context",
                        new JsonObject().put("url", "https://bakery.example/").put("consent", consent))
                .put("events", new JsonArray().add(event));
        assertEquals(204, shop.post(body.encode()).statusCode());
    }

    private void order(String number, JsonObject who) throws Exception {
        JsonObject order = who.put("transaction_id", number).put("value", 500);
        var made = shop.api("POST", "/sites/" + site + "/orders", order);
        assertEquals(201, made.statusCode(), made.body());
    }

    private void key(String name, String visitor, JsonObject context) throws Exception {
        var event = new JsonObject()
                .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                .put("name", name)
                .put("visitor", visitor);
        var body = new JsonObject().put("site", site).put("context", context).put("events", new JsonArray().add(event));
        assertEquals(204, shop.postByKey(body.encode()).statusCode());
    }

    private long ask(String sql, Object... parameters) {
        return open.database().query(sql, parameters).await().iterator().next().getLong(0);
    }

    private void untilTaken() throws InterruptedException {
        Shop.until("all was taken in", () -> ask("select count(*) from occasion") == 0);
        Shop.until("nothing waits to be sent", () -> ask("select count(*) from outbox where state = 0") == 0);
    }

    private long left(String name) {
        return ask("select count(*) from outbox where name = $1 and state = 1", name);
    }

    private String visitor() {
        return shop.cookie().substring("_wt=".length());
    }

    @Test
    void anOrderByPhoneLeavesAndSoDoesWhatFollowsFromIt() throws Exception {
        order("T-1", new JsonObject().put("phone", "01713557711"));
        Shop.until("the order left", () -> left("purchase") == 1);
        Shop.until("he is hot outside, too", () -> left("TempHot") == 1);
    }

    @Test
    void soDoesWhatItsServerSendsUnlessThatSaysOtherwise() throws Exception {
        key("repaired", "AAAAAAAAAAAAAAAAAAAAAA", new JsonObject());
        Shop.until("it left", () -> left("repaired") == 1);
        var denied = new JsonObject().put("consent", new JsonObject().put("ad_user_data", "denied"));
        key("inspected", "AAAAAAAAAAAAAAAAAAAAAQ", denied);
        untilTaken();
        assertEquals(0, left("inspected"));
    }

    @Test
    void whatHeDeniedHimselfHoldsBeforeAndAfter() throws Exception {
        page("denied");
        order("T-2", new JsonObject().put("visitor", visitor()));
        Shop.until("he is hot", () -> ask("select count(*) from person where temperature = 2") == 1);
        untilTaken();
        assertEquals(0, left("purchase"));
        assertEquals(0, left("TempHot"));
        assertEquals(
                0, ask("select count(*) from outbox where state <> 3 or code <> 'consent_withdrawn'"), "and it's said");
        page("granted");
        key("repaired", visitor(), new JsonObject());
        Shop.until("he has agreed", () -> left("repaired") == 1);
        page("denied");
        key("repaired", visitor(), new JsonObject());
        untilTaken();
        assertEquals(1, left("repaired"));
    }

    @Test
    void aPageWhereNobodyHasAnsweredYetRefusesNothingForTheShop() throws Exception {
        page("default");
        order("T-3", new JsonObject().put("visitor", visitor()));
        page("default");
        Shop.until("the order left", () -> left("purchase") == 1);
        untilTaken();
        assertEquals(0, left("page_view"));
    }
}
