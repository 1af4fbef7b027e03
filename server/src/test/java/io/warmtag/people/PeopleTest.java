package io.warmtag.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.testkit.OpenShop;
import io.warmtag.testkit.Shop;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a running server learns of people, and where it keeps it. */
class PeopleTest {
    private static OpenShop server;
    private static Shop shop;
    private static Database database;
    private String site;

    @BeforeAll
    static void open() throws Exception {
        server = OpenShop.open();
        shop = server.shop();
        database = server.database();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void site() throws Exception {
        site = shop.createSite();
    }

    @Test
    void keepsContactDataApartFromTheEvent() throws Exception {
        var data = new JsonObject()
                .put("form", "call me")
                .put(
                        "user_data",
                        new JsonObject().put("email", "Nasrin@Example.com").put("phone_number", "০১৯১৩-৫৫৭৭৯৯"));
        assertEquals(204, shop.send(site, "generate_lead", data).statusCode());
        assertEquals("{\"form\":\"call me\"}", text("select data from event where site_id = $1"));
        assertEquals(2, count("select count(*) from identity where site_id = $1"));
        assertEquals(
                0,
                count("select count(*) from identity where site_id = $1 and encode(sealed, 'escape') like '%nasrin%'"));
    }

    @Test
    void countsARepeatedIdentificationOnce() throws Exception {
        UUID id = UuidV7.create(System.currentTimeMillis());
        var data = new JsonObject().put("email", "nasrin@example.com");
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    204,
                    shop.send(site, id, "identify", System.currentTimeMillis(), data)
                            .statusCode());
        }
        assertEquals(204, shop.send(site, "identify", data).statusCode());
        assertEquals(1, count("select count(*) from identity where site_id = $1"));
    }

    @Test
    void learnsNothingWhenItsPurposeIsDenied() throws Exception {
        var event = event("identify", new JsonObject().put("email", "nasrin@example.com"));
        var body = new JsonObject()
                .put("site", site)
                .put("context", new JsonObject().put("consent", new JsonObject().put("ad_user_data", "denied")))
                .put("events", new JsonArray().add(event));
        assertEquals(204, shop.post(body.encode()).statusCode());
        assertEquals(0, count("select count(*) from identity where site_id = $1"));
        assertEquals("{}", text("select data from event where site_id = $1"));
        assertEquals("contact_dropped", text("select array_to_string(remarks, '|') from event where site_id = $1"));
    }

    @Test
    void aKeyedCallMayNameTheShopsOwnUser() throws Exception {
        for (int i = 0; i < 2; i++) {
            var body = new JsonObject()
                    .put("site", site)
                    .put("user", "cust-17")
                    .put("events", new JsonArray().add(event("add_to_cart", new JsonObject())));
            assertEquals(204, shop.postByKey(body.encode()).statusCode());
        }
        assertEquals(1, count("select count(distinct visitor) from event where site_id = $1"));
        assertEquals(1, count("select count(*) from identity where site_id = $1 and kind = 0"));
    }

    @Test
    void aKeyedCallReachesTheVisitorWhoLoggedIn() throws Exception {
        assertEquals(
                204,
                shop.send(site, "identify", new JsonObject().put("user_id", "cust-18"))
                        .statusCode());
        var body = new JsonObject()
                .put("site", site)
                .put(
                        "events",
                        new JsonArray().add(event("purchase", new JsonObject()).put("user", "cust-18")));
        assertEquals(204, shop.postByKey(body.encode()).statusCode());
        assertEquals(1, count("select count(distinct visitor) from event where site_id = $1"));
    }

    @Test
    void aPageMayNotNameAUser() throws Exception {
        var body = new JsonObject()
                .put("site", site)
                .put("user", "cust-17")
                .put("events", new JsonArray().add(event("add_to_cart", new JsonObject())));
        assertEquals(403, shop.post(body.encode()).statusCode());
    }

    @Test
    void theSameAddressIsAnotherRowOnAnotherSite() throws Exception {
        assertEquals(
                204,
                shop.send(site, "identify", new JsonObject().put("email", "nasrin@example.com"))
                        .statusCode());
        String first = text("select encode(hash, 'hex') from identity where site_id = $1");
        site = shop.createSite();
        assertEquals(
                204,
                shop.send(site, "identify", new JsonObject().put("email", "nasrin@example.com"))
                        .statusCode());
        assertNotEquals(first, text("select encode(hash, 'hex') from identity where site_id = $1"));
    }

    @Test
    void aPixelsAddressIsKeptApartToo() throws Exception {
        assertEquals(
                200,
                shop.get("/e.gif?site=" + site + "&name=mail_open&email=nasrin@example.com&x=1")
                        .statusCode());
        assertEquals("{\"x\":\"1\"}", text("select data from event where site_id = $1"));
        assertTrue(count("select count(*) from identity where site_id = $1") <= 1);
    }

    @Test
    void visitorsOfOneUserAreOnePersonUntilSomebodySaysOtherwise() throws Exception {
        String phone = VisitorId.text(UUID.randomUUID());
        String laptop = VisitorId.text(UUID.randomUUID());
        for (String visitor : List.of(phone, laptop)) {
            var body = new JsonObject()
                    .put("site", site)
                    .put("visitor", visitor)
                    .put("user", "cust-19")
                    .put("events", new JsonArray().add(event("page_view", new JsonObject())));
            assertEquals(204, shop.postByKey(body.encode()).statusCode());
        }
        Shop.until("joined", () -> visitors(laptop) == 2);
        var apart = new JsonObject().put("one", phone).put("other", laptop).put("together", false);
        assertEquals(204, shop.api("POST", "/sites/" + site + "/joins", apart).statusCode());
        Shop.until("parted", () -> visitors(laptop) == 1);
    }

    private int visitors(String visitor) {
        try {
            return shop.api("/sites/" + site + "/visitors/" + visitor + "/person")
                    .getJsonArray("visitors")
                    .size();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static JsonObject event(String name, JsonObject data) {
        return new JsonObject()
                .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                .put("name", name)
                .put("data", data);
    }

    private long count(String sql) {
        return database.query(sql, siteId()).await().iterator().next().getLong(0);
    }

    private String text(String sql) {
        return database.query(sql, siteId()).await().iterator().next().getString(0);
    }

    private int siteId() {
        return database.query("select id from site where public_id = $1", site)
                .await()
                .iterator()
                .next()
                .getInteger(0);
    }
}
