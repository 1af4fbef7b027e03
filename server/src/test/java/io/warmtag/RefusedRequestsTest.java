package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.UuidV7;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes in a request that is refused as a whole is counted, and the shop can see why. */
class RefusedRequestsTest {
    private static Shop shop;
    private String site = "";

    @BeforeAll
    static void open() throws Exception {
        shop = Shop.open(TestDatabase.create().address());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void createSite() throws Exception {
        site = shop.createSite();
    }

    @Test
    void countsEachEventOfAForgottenDomainAndKeepsWhereItIs() throws Exception {
        double before = shop.metric("warmtag_events_rejected_total");
        for (int i = 0; i < 10; i++) {
            String body = batch(3).encode();
            assertEquals(403, shop.post(body, "Origin", "https://cakes.example").statusCode());
        }
        assertEquals(30, count("origin_foreign"));
        assertEquals(before + 30, shop.metric("warmtag_events_rejected_total"));
        JsonArray kept = kept();
        assertTrue(kept.size() < 3, "one a minute: " + kept.size());
        JsonObject one = kept.getJsonObject(0);
        assertEquals("page_view", one.getString("name"));
        assertEquals("{\"origin\":\"https://cakes.example\"}", one.getString("body"), "and nothing of the event");
        assertEquals(
                0, shop.api("/sites/" + site + "/events").getJsonArray("items").size());
    }

    @Test
    void hostsThatAreMadeUpAreCountedAndPushNothingElseOut() throws Exception {
        for (int i = 0; i < 100; i++) {
            String origin = "https://made-up-" + i + ".example";
            assertEquals(403, shop.post(batch(1).encode(), "Origin", origin).statusCode());
        }
        assertEquals(100, count("origin_foreign"));
        assertTrue(kept().size() <= 60, "twenty a minute: " + kept().size());
    }

    @Test
    void countsWhatIsTooMuchOrCantBeReadWhenItSaysWhoseItIs() throws Exception {
        String secret = "rina@example.com";
        String large = batch(1).put("more", secret + "x".repeat(70_000)).encode();
        assertEquals(413, shop.post(large).statusCode());
        assertEquals(413, shop.post(batch(101).encode()).statusCode());
        assertEquals(2, count("request_size"));
        assertEquals(
                400,
                shop.post("{\"site\":\"" + site + "\",\"events\":[" + secret).statusCode());
        assertEquals(400, shop.post("{\"site\": \"" + site + "\"}").statusCode());
        assertEquals(2, count("request_form"));
        assertEquals(400, shop.post("no JSON").statusCode());
        assertFalse(kept().encode().contains(secret), kept().encode());
    }

    @Test
    void countsWhoeverNamesTheVisitorWithoutAKey() throws Exception {
        String body = batch(2).put("visitor", "AAAAAAAAAAAAAAAAAAAAAA").encode();
        assertEquals(403, shop.post(body).statusCode());
        assertEquals(2, count("visitor_without_key"));
        assertTrue(kept().getJsonObject(0).getString("body").contains("page_view"));
        assertEquals(
                403,
                shop.post(batch(0).put("visitor", "AAAAAAAAAAAAAAAAAAAAAA").encode())
                        .statusCode());
        assertEquals(2, count("visitor_without_key"));
    }

    private JsonArray kept() throws Exception {
        return shop.api("/sites/" + site + "/rejected").getJsonArray("items");
    }

    private long count(String code) throws Exception {
        return shop.api("/sites/" + site + "/rejected/reasons").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(reason -> code.equals(reason.getString("code")))
                .mapToLong(reason -> reason.getLong("count"))
                .sum();
    }

    private JsonObject batch(int size) {
        var events = new JsonArray();
        for (int i = 0; i < size; i++) {
            events.add(new JsonObject()
                    .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                    .put("name", "page_view")
                    .put("data", new JsonObject()));
        }
        return new JsonObject().put("site", site).put("events", events);
    }
}
