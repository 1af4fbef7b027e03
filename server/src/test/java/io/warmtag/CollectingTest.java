package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.UuidV7;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import io.warmtag.testkit.WireToPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The public contract of the two addresses that take events, as far as a request alone shows it. */
class CollectingTest {
    private static final String NASRIN = "bmFzcmluLW5hc3Jpbi0xMg";

    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static Shop shop;
    private static String site;

    @BeforeAll
    static void open() throws Exception {
        shop = Shop.open(TestDatabase.create().address());
        site = shop.createSite();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void takesTheTwoTypesAndNothingThatOnlyBeginsLikeThem() throws Exception {
        for (String type : List.of("text/plain", "Text/Plain;charset=UTF-8", "application/json ; charset=utf-8")) {
            assertEquals(204, post(batch("page_view"), "Content-Type", type).statusCode(), type);
        }
        for (String type : List.of("text/plainer", "application/jsonp", "application/json5", "text/html")) {
            assertEquals(415, post(batch("page_view"), "Content-Type", type).statusCode(), type);
        }
        var packed = post(batch("page_view"), "Content-Type", "text/plain", "Content-Encoding", "gzip");
        assertEquals(415, packed.statusCode());
        assertTrue(packed.body().contains("Content-Encoding"), packed.body());
    }

    @Test
    void answersPreflightsOfTheSitesOwnPagesOnly() throws Exception {
        assertEquals("https://www.bakery.example", allowed(preflight("https://www.bakery.example")));
        assertEquals("", allowed(preflight("https://elsewhere.example")));
        assertEquals("", allowed(preflight("https://elsewhere.example/.bakery.example")));
    }

    @Test
    void aPageCanReadWhyItWasRefusedBeforeItsSiteWasKnown() throws Exception {
        String page = "https://shop.bakery.example";
        assertEquals(page, allowed(post("no JSON", "Origin", page)));
        assertEquals(page, allowed(post(batch("page_view"), "Origin", page, "Content-Type", "text/html")));
        assertEquals(page, allowed(post("x".repeat(70_000), "Origin", page)));
        assertEquals("", allowed(post("no JSON", "Origin", "https://elsewhere.example")));
        try (Shop limited = Shop.limited(TestDatabase.create().address(), 1)) {
            String body = batch("page_view").put("site", limited.createSite()).encode();
            HttpResponse<String> answer = limited.post(body, "Origin", page);
            while (answer.statusCode() == 204) {
                answer = limited.post(body, "Origin", page);
            }
            assertEquals(429, answer.statusCode());
            assertEquals(page, allowed(answer));
            assertTrue(answer.headers()
                    .firstValue("Access-Control-Expose-Headers")
                    .orElse("")
                    .equalsIgnoreCase("Retry-After"));
        }
    }

    @Test
    void anOriginIsAHostAndNothingBehindIt() throws Exception {
        for (String origin : List.of("https://evil.example/.bakery.example", "https://evil.example#.bakery.example")) {
            assertEquals(403, post(batch("page_view"), "Origin", origin).statusCode(), origin);
        }
    }

    @Test
    void saysHowToShowAKeyWhenOneIsUnknown() throws Exception {
        var answer = post(batch("page_view"), "Authorization", "Bearer nobody");
        assertEquals(401, answer.statusCode());
        assertTrue(answer.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Bearer"));
    }

    @Test
    void aKeyThatIsNoneIsNoWayRoundTheLimit() throws Exception {
        try (Shop limited = Shop.limited(TestDatabase.create().address(), 5)) {
            String body = batch("page_view").put("site", limited.createSite()).encode();
            int made = 0;
            int refused = 0;
            for (int i = 0; i < 40; i++) {
                int status =
                        limited.post(body, "Authorization", "Bearer made-up").statusCode();
                made += status == 401 ? 1 : 0;
                refused += status == 429 ? 1 : 0;
            }
            assertEquals(40, made + refused);
            assertTrue(made >= 10 && refused >= 10, made + " answered, " + refused + " refused");
            for (int i = 0; i < 40; i++) {
                assertEquals(204, limited.postByKey(body).statusCode());
            }
        }
    }

    @Test
    void aKeyOfTheApiIsExemptOnceItWasSeen() throws Exception {
        try (Shop limited = Shop.limited(TestDatabase.create().address(), 1)) {
            String body = batch("page_view").put("site", limited.createSite()).encode();
            var wanted = new JsonObject().put("name", "courier").put("scopes", new JsonArray().add("events:write"));
            HttpResponse<String> created = limited.api("POST", "/keys", wanted);
            String key = new JsonObject(created.body()).getString("key");
            for (int i = 0; i < 20; i++) {
                assertEquals(
                        204,
                        limited.post(body, "Authorization", "Bearer " + key).statusCode());
            }
        }
    }

    @Test
    void whoeverIsNamedAndDeniesIsNobody() throws Exception {
        JsonObject event = event("add_to_cart").put("visitor", NASRIN);
        JsonObject denies = batch(event)
                .put("context", new JsonObject().put("consent", new JsonObject().put("analytics_storage", "denied")));
        assertEquals(204, shop.postByKey(denies.encode()).statusCode());
        assertEquals(0, eventsOf(NASRIN).size());
        assertEquals(
                204,
                shop.postByKey(batch(event("add_to_cart").put("visitor", NASRIN))
                                .encode())
                        .statusCode());
        assertEquals(1, eventsOf(NASRIN).size());
    }

    @Test
    void dataThatIsSentTwiceIsAnswered() throws Exception {
        String twice =
                batch("lead").encode().replace("\"data\":{}", "\"data\":{\"email\":\"a@example.com\"},\"data\":{}");
        assertEquals(204, post(twice, "Content-Type", "text/plain").statusCode());
    }

    @Test
    void anOrderThatAPixelTellsHasItsValue() throws Exception {
        assertEquals(200, pixel("&name=purchase&transaction_id=P-1&value=1290.50&currency=bdt"));
        assertEquals(200, pixel("&name=purchase&transaction_id=" + "9".repeat(201)));
        JsonArray orders = shop.api("/sites/" + site + "/orders").getJsonArray("items");
        assertEquals(1, orders.size(), orders.encode());
        assertEquals("P-1", orders.getJsonObject(0).getString("transaction_id"));
        assertEquals(1290.5, orders.getJsonObject(0).getDouble("value"));
        assertEquals("BDT", orders.getJsonObject(0).getString("currency"));
    }

    @Test
    void aPixelThatTheLimitKeepsOutIsAnImageAndCounted() throws Exception {
        try (Shop limited = Shop.limited(TestDatabase.create().address(), 1)) {
            String pixel = "/e.gif?site=" + limited.createSite() + "&name=mail_open";
            int asked = 0;
            while (limited.metric("warmtag_pixels_limited_total") == 0) {
                HttpResponse<String> answer = limited.get(pixel);
                asked++;
                assertEquals(200, answer.statusCode());
                assertEquals(
                        "image/gif", answer.headers().firstValue("Content-Type").orElse(""));
                assertEquals(
                        "no-store", answer.headers().firstValue("Cache-Control").orElse(""));
                assertTrue(answer.body().startsWith("GIF89a"), answer.body());
            }
            assertEquals(asked - 1, limited.metric("warmtag_events_stored_total"));
        }
    }

    @Test
    void aPixelThatIsNotStoredIsAnImageAndCounted() throws Exception {
        try (var wire = new WireToPostgres(TestDatabase.create().address());
                Shop away = Shop.open(wire.address())) {
            String pixel = "/e.gif?site=" + away.createSite() + "&name=mail_open&note=";
            assertEquals(200, away.get(pixel + "stored").statusCode());
            assertEquals(0, away.metric("warmtag_pixels_unstored_total"));

            wire.close();
            HttpResponse<String> answer = away.get(pixel + "lost");
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().startsWith("GIF89a"), answer.body());
            assertEquals(1, away.metric("warmtag_pixels_unstored_total"));
        }
    }

    private static int pixel(String query) throws Exception {
        return send(request("/e.gif?site=" + site + query).GET()).statusCode();
    }

    private static JsonArray eventsOf(String visitor) throws Exception {
        return shop.api("/sites/" + site + "/events?visitor=" + visitor).getJsonArray("items");
    }

    private static HttpResponse<String> preflight(String origin) throws Exception {
        return send(request("/e")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    private static String allowed(HttpResponse<String> answer) {
        return answer.headers().firstValue("Access-Control-Allow-Origin").orElse("");
    }

    private static HttpResponse<String> post(JsonObject batch, String... headers) throws Exception {
        return post(batch.encode(), headers);
    }

    private static HttpResponse<String> post(String body, String... headers) throws Exception {
        return send(request("/e").headers(headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + shop.port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject batch(String name) {
        return batch(event(name));
    }

    private static JsonObject batch(JsonObject event) {
        return new JsonObject().put("site", site).put("events", new JsonArray().add(event));
    }

    private static JsonObject event(String name) {
        return new JsonObject()
                .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                .put("name", name)
                .put("data", new JsonObject());
    }
}
