package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.event.UuidV7;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main job, end to end: a page view becomes a temperature, is explained, and outlives its server. */
class AppTest {
    private static final JsonObject NOTHING = new JsonObject();
    private static DatabaseAddress database;
    private static Shop shop;

    @BeforeAll
    static void open() throws Exception {
        database = TestDatabase.create().address();
        shop = Shop.open(database);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void aVisitorGoesFromColdToWarmToHotAndStaysSoAfterARestart() throws Exception {
        String site = shop.createSite();
        HttpResponse<String> first = shop.send(site, "page_view", NOTHING);
        assertEquals(204, first.statusCode(), first.body());
        String visitor = visitor(first);
        untilTemperature(site, visitor, "cold");

        assertEquals(
                204,
                shop.send(site, "add_to_cart", new JsonObject().put("value", 1290))
                        .statusCode());
        untilTemperature(site, visitor, "warm");
        JsonObject warm = shop.api("/sites/" + site + "/visitors/" + visitor);
        assertEquals(11.0, warm.getDouble("score"), 0.01);
        assertEquals(
                "add_to_cart", warm.getJsonArray("because").getJsonObject(0).getString("name"));
        assertEquals("cold", warm.getJsonObject("next").getString("temperature"));

        JsonObject order =
                new JsonObject().put("transaction_id", "T-1").put("value", 1290).put("currency", "BDT");
        assertEquals(204, shop.send(site, "purchase", order).statusCode());
        untilTemperature(site, visitor, "hot");

        shop.close();
        shop = Shop.open(database);
        untilTemperature(site, visitor, "hot");
        assertEquals(0, shop.verify().getLong("differences"), shop.verify().encode());
        JsonObject counts = shop.api("/sites/" + site + "/temperatures");
        assertEquals(1, counts.getInteger("hot"));
        assertEquals(0, counts.getInteger("cold"));
    }

    @Test
    void storesAnEventOnceHoweverOftenItComes() throws Exception {
        String site = shop.createSite();
        UUID id = UuidV7.create(System.currentTimeMillis());
        long time = System.currentTimeMillis();
        String visitor = visitor(shop.send(site, id, "add_to_wishlist", time, NOTHING));
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    204, shop.send(site, id, "add_to_wishlist", time, NOTHING).statusCode());
        }
        untilTemperature(site, visitor, "warm");
        assertEquals(10.0, shop.api("/sites/" + site + "/visitors/" + visitor).getDouble("score"), 0.01);
        assertEquals(
                1,
                shop.api("/sites/" + site + "/events?visitor=" + visitor)
                        .getJsonArray("items")
                        .size());
    }

    @Test
    void foldsAgainWhenAnEventComesLate() throws Exception {
        String site = shop.createSite();
        long now = System.currentTimeMillis();
        String visitor = visitor(shop.send(site, UuidV7.create(now), "page_view", now, NOTHING));
        untilTemperature(site, visitor, "cold");
        long before = now - 3_600_000;
        assertEquals(
                204,
                shop.send(site, UuidV7.create(before), "add_to_cart", before, NOTHING)
                        .statusCode());
        untilTemperature(site, visitor, "warm");
        assertEquals(0, shop.verify().getLong("differences"));
    }

    @Test
    void weighsEverybodyAnewWhenTheSettingsChange() throws Exception {
        String site = shop.createSite();
        String visitor = visitor(shop.send(site, "page_view", NOTHING));
        assertEquals(204, shop.send(site, "view_cart", NOTHING).statusCode());
        untilTemperature(site, visitor, "cold");
        JsonObject settings = shop.api("/sites/" + site + "/settings/temperature");
        settings = settings.containsKey("settings") ? settings.getJsonObject("settings") : settings;
        JsonObject actions = settings.getJsonObject("actions").copy().put("view_cart", 20);
        JsonObject change = new JsonObject()
                .put("settings", settings.copy().put("actions", actions))
                .put("from_beginning", true);
        HttpResponse<String> saved = shop.api("PUT", "/sites/" + site + "/settings/temperature", change);
        assertTrue(saved.statusCode() < 300, saved.body());
        Shop.until("the counts follow", () -> {
            try {
                return shop.api("/sites/" + site + "/temperatures").getInteger("warm") == 1;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertEquals(0, shop.verify().getLong("differences"));
    }

    @Test
    void keepsAndCountsWhatItRejects() throws Exception {
        String site = shop.createSite();
        HttpResponse<String> answer =
                shop.post("{\"site\":\"" + site + "\",\"events\":[{\"id\":\"x\",\"name\":\"page_view\"}]}");
        assertEquals(200, answer.statusCode());
        assertEquals(
                0,
                new JsonObject(answer.body())
                        .getJsonArray("rejected")
                        .getJsonObject(0)
                        .getInteger("index"));
        assertEquals(
                1,
                shop.api("/sites/" + site + "/rejected").getJsonArray("items").size());
    }

    @Test
    void refusesWhatTheContractRefuses() throws Exception {
        String site = shop.createSite();
        assertEquals(400, shop.post("no json").statusCode());
        assertEquals(404, shop.post("{\"site\":\"WT-0000000\",\"events\":[]}").statusCode());
        assertEquals(413, shop.post("x".repeat(70_000)).statusCode());
        String event = "{\"site\":\"" + site + "\",\"events\":[]}";
        assertEquals(
                403, shop.post(event, "Origin", "https://elsewhere.example").statusCode());
        assertEquals(
                204, shop.post(event, "Origin", "https://www.bakery.example").statusCode());
        assertEquals(401, shop.post(event, "Authorization", "Bearer nobody").statusCode());
        assertEquals(
                403,
                shop.post(event.replace("[]", "[],\"visitor\":\"AAAAAAAAAAAAAAAAAAAAAA\""))
                        .statusCode());
    }

    @Test
    void anIdsOwnerByKeyMayBeNamed() throws Exception {
        String site = shop.createSite();
        String event = "{\"id\":\"" + UuidV7.create(System.currentTimeMillis()) + "\",\"name\":\"add_to_cart\"}";
        String body = "{\"site\":\"" + site + "\",\"visitor\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"events\":[" + event + "]}";
        assertEquals(204, shop.post(body, "Authorization", "Bearer " + Shop.KEY).statusCode());
        untilTemperature(site, "AAAAAAAAAAAAAAAAAAAAAA", "warm");
    }

    @Test
    void whatACourierReportsOfAnOrderIsItsOwners() throws Exception {
        String site = shop.createSite();
        JsonObject order = new JsonObject().put("transaction_id", "T-7").put("value", 500);
        String visitor = visitor(shop.send(site, "purchase", order));
        untilTemperature(site, visitor, "hot");

        String data = "{\"transaction_id\":\"T-7\"}";
        String event = "{\"id\":\"" + UuidV7.create(System.currentTimeMillis())
                + "\",\"name\":\"order_cancelled\",\"data\":" + data + "}";
        String body = "{\"site\":\"" + site + "\",\"events\":[" + event + "]}";
        assertEquals(204, shop.postByKey(body).statusCode());
        untilTemperature(site, visitor, "cold");
        assertEquals(
                2,
                shop.api("/sites/" + site + "/events?visitor=" + visitor)
                        .getJsonArray("items")
                        .size());
    }

    @Test
    void botsAreStoredAndNeverClassified() throws Exception {
        String site = shop.createSite();
        String event = "{\"id\":\"" + UuidV7.create(System.currentTimeMillis()) + "\",\"name\":\"add_to_cart\"}";
        HttpResponse<String> answer = shop.post(
                "{\"site\":\"" + site + "\",\"events\":[" + event + "]}",
                "User-Agent",
                "Googlebot/2.1 (+http://www.google.com/bot.html)");
        String visitor = visitor(answer);
        assertEquals(
                1, shop.api("/sites/" + site + "/events").getJsonArray("items").size());
        assertEquals(404, shop.api("/sites/" + site + "/visitors/" + visitor).getInteger("status"));
    }

    @Test
    void tellsAnOperatorWhatCameIn() throws Exception {
        String site = shop.createSite();
        double stored = shop.metric("warmtag_events_stored_total");
        double duplicates = shop.metric("warmtag_events_duplicate_total");
        double rejected = shop.metric("warmtag_events_rejected_total");
        UUID id = UuidV7.create(System.currentTimeMillis());
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    204,
                    shop.send(site, id, "page_view", System.currentTimeMillis(), NOTHING)
                            .statusCode());
        }
        assertEquals(200, shop.send(site, "", NOTHING).statusCode());
        assertEquals(stored + 1, shop.metric("warmtag_events_stored_total"));
        assertEquals(duplicates + 1, shop.metric("warmtag_events_duplicate_total"));
        assertEquals(rejected + 1, shop.metric("warmtag_events_rejected_total"));
    }

    @Test
    void servesTheShopWithItsSnippetAndContainer() throws Exception {
        HttpResponse<String> page = shop.get("/demo");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("/t/WT-DEM0SHP.js"));
        assertEquals(200, shop.get("/t/WT-DEM0SHP.js").statusCode());
        assertEquals(404, shop.get("/demo/../logback.xml").statusCode());
        String font =
                shop.get("/demo/bengali.woff2").headers().firstValue("Location").orElseThrow();
        assertEquals(200, shop.get(font).statusCode());
    }

    private static void untilTemperature(String site, String visitor, String wanted) throws Exception {
        Shop.until(visitor + " is " + wanted, () -> {
            try {
                return wanted.equals(
                        shop.api("/sites/" + site + "/visitors/" + visitor).getString("temperature"));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static String visitor(HttpResponse<String> answer) {
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    }
}
