package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.UuidV7;
import io.warmtag.testkit.Listener;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TwoShops;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two servers: an offer that is given on one reaches the page that hangs at the other. */
class OffersOnTwoNodesTest {
    private static final JsonObject NOTHING = new JsonObject();
    private static TwoShops nodes;
    private static Shop first;
    private static Shop second;

    @BeforeAll
    static void open() throws Exception {
        nodes = TwoShops.open();
        first = nodes.first();
        second = nodes.second();
    }

    @AfterAll
    static void close() {
        nodes.close();
    }

    @Test
    void aGrantReachesThePageWithinASecondAndIsInTheNextAnswerUntilItWasShown() throws Exception {
        String site = first.createSite();
        Shop.until("the other node knows the site", () -> served(second, site).isPresent());
        assertFalse(script(second, site).contains("warmtag-offer"));
        String visitor = visitor(first.send(site, "page_view", NOTHING));
        int offer = make(site, NOTHING);
        Shop.until(
                "both nodes ship what shows offers",
                () -> script(first, site).contains("warmtag-offer")
                        && script(second, site).contains("warmtag-offer"));
        assertEquals(new JsonArray(), offers(view(site, "offers")));

        try (var page = Listener.open(second.port(), "/s?site=" + site, "Cookie", "_wt=" + visitor)) {
            assertEquals(200, page.status());
            assertEquals("retry: 3000", page.line("retry:"));
            long given = System.nanoTime();
            assertEquals(201, grant(site, offer, visitor, "once").statusCode());
            JsonObject told = page.event("offer");
            long ms = (System.nanoTime() - given) / 1_000_000;
            assertTrue(ms < 1_000, ms + " ms");
            assertEquals("Ten percent off", told.getJsonObject("en").getString("title"));
            assertEquals(201, grant(site, offer, visitor, "once").statusCode(), "asked again, nothing changes");

            JsonArray inAnswer = offers(view(site, "offers"));
            assertEquals(told, inAnswer.getJsonObject(0));
            assertEquals(204, view(site, "temperature-not").statusCode());
            var shown = new JsonObject().put("offer", offer).put("grant", told.getString("grant"));
            assertEquals(204, first.send(site, "offer_shown", shown).statusCode());
            assertEquals(new JsonArray(), offers(view(site, "offers")));
            JsonObject kept = first.api("/sites/" + site + "/offers/" + offer + "/grants")
                    .getJsonArray("items")
                    .getJsonObject(0);
            assertEquals(visitor, kept.getString("visitor"));
            assertTrue(kept.getString("shown") != null, kept.encode());

            assertEquals(204, first.send(site, "add_to_cart", NOTHING).statusCode());
            assertEquals("warm", page.event("temperature").getString("temperature"));
        }
        Shop.until("the place is free again", () -> listeners(second) == 0);
        JsonObject pause = new JsonObject().put("paused", true);
        assertEquals(
                200,
                first.api("PATCH", "/sites/" + site + "/offers/" + offer, pause).statusCode());
        Shop.until("nobody loads it any more", () -> !script(second, site).contains("warmtag-offer"));
    }

    @Test
    void aPageWithoutConsentIsToldOfNoOffers() throws Exception {
        String site = first.createSite();
        String visitor = visitor(first.send(site, "page_view", NOTHING));
        int offer = make(site, NOTHING);
        assertEquals(201, grant(site, offer, visitor, "x").statusCode());
        assertEquals(1, offers(view(site, "offers")).size());
        assertEquals(204, said(site, "offers", "denied").statusCode());
    }

    @Test
    void aPageThatListensGetsNoOfferOnceItsReaderRefused() throws Exception {
        String site = first.createSite();
        String visitor = visitor(first.send(site, "page_view", NOTHING));
        int offer = make(site, NOTHING);
        int other = make(site, NOTHING);
        try (var page = Listener.open(second.port(), "/s?site=" + site, "Cookie", "_wt=" + visitor)) {
            assertEquals(204, said(site, "temperature-not", "denied").statusCode());
            assertEquals(201, grant(site, offer, visitor, "x").statusCode());
            // What comes first would be the offer that is withheld.
            assertEquals(204, first.send(site, "add_to_cart", NOTHING).statusCode());
            assertEquals("event: temperature", page.line("event:"));
            assertEquals(204, said(site, "temperature-not", "granted").statusCode());
            assertEquals(201, grant(site, other, visitor, "y").statusCode());
            assertEquals(other, page.event("offer").getInteger("offer"));
        }
    }

    private static HttpResponse<String> said(String site, String want, String answer) throws Exception {
        var consent = new JsonObject().put("personalization_storage", answer);
        return first.post(body(site, want)
                .put("context", new JsonObject().put("consent", consent))
                .encode());
    }

    @Test
    void oddRequestsForTheStreamAreAnsweredWithWhatIsWrong() throws Exception {
        String site = first.createSite();
        String visitor = visitor(first.send(site, "page_view", NOTHING));
        assertEquals(400, status("/s"));
        assertEquals(404, status("/s?site=WT-0000000"));
        assertEquals(404, status("/s?site=" + "x".repeat(5_000)));
        assertEquals(204, status("/s?site=" + site), "nobody listens");
        assertEquals(204, status("/s?site=" + site, "Cookie", "_wt=nonsense; _wt_preview=1"));
        assertEquals(403, status("/s?site=" + site, "Origin", "https://else.example", "Cookie", "_wt=" + visitor));
        assertEquals(403, status("/s?site=" + site, "Origin", "null", "Cookie", "_wt=" + visitor));
        var random = new java.util.Random(11);
        for (int i = 0; i < 300; i++) {
            var query = new StringBuilder("/s?");
            for (int n = random.nextInt(40); n > 0; n--) {
                query.append("site=&%2541+;\u0000%zz%C3%28WT-".charAt(random.nextInt(25)));
            }
            int status = Listener.status(first.port(), query.toString());
            assertTrue(status == 204 || status >= 400 && status < 500, status + " for " + query);
        }
        try (var page = Listener.open(
                first.port(), "/s?site=" + site, "Cookie", "_wt=" + visitor, "Origin", "https://www.bakery.example")) {
            assertEquals(200, page.status());
            assertEquals("https://www.bakery.example", page.header("Access-Control-Allow-Origin"));
        }
    }

    private static int make(String site, JsonObject more) throws Exception {
        var texts = new JsonObject()
                .put("title", "Ten percent off")
                .put("button", "See")
                .put("link", "/sale");
        var offer = new JsonObject()
                .put("name", "Ten percent")
                .put("kind", "corner")
                .put("variants", new JsonArray().add(new JsonObject().put("en", texts)))
                .mergeIn(more);
        HttpResponse<String> made = first.api("POST", "/sites/" + site + "/offers", offer);
        assertEquals(201, made.statusCode(), made.body());
        return new JsonObject(made.body()).getInteger("id");
    }

    private static HttpResponse<String> grant(String site, int offer, String visitor, String key) throws Exception {
        return first.api(
                "POST",
                "/sites/" + site + "/offers/" + offer + "/grants",
                new JsonObject().put("visitor", visitor).put("key", key));
    }

    private static JsonObject body(String site, String want) {
        long now = System.currentTimeMillis();
        var event = new JsonObject()
                .put("id", UuidV7.create(now).toString())
                .put("name", "page_view")
                .put("time", now);
        return new JsonObject()
                .put("site", site)
                .put("want", new JsonArray().add(want))
                .put("events", new JsonArray().add(event));
    }

    private static HttpResponse<String> view(String site, String want) throws Exception {
        return first.post(body(site, want).encode());
    }

    private static JsonArray offers(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body()).getJsonArray("offers");
    }

    private static java.util.Optional<String> served(Shop shop, String site) {
        try {
            HttpResponse<String> answer = shop.get("/t/" + site + ".js");
            return answer.statusCode() == 200 ? java.util.Optional.of(answer.body()) : java.util.Optional.empty();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String script(Shop shop, String site) {
        return served(shop, site).orElse("");
    }

    private static double listeners(Shop shop) {
        try {
            return shop.metric("warmtag_streams");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static int status(String path, String... headers) throws Exception {
        return Listener.status(first.port(), path, headers);
    }

    private static String visitor(HttpResponse<String> answer) {
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    }
}
