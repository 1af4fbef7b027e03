package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.UuidV7;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a visitor comes from: by the header of the proxy before the server, or by a keyed caller's word. */
class CountryTest {
    private Shop shop;
    private String site;

    @BeforeEach
    void open() throws Exception {
        shop = Shop.behindProxy(TestDatabase.create().address(), "X-Country");
        site = shop.createSite();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private JsonObject body(JsonObject context) {
        var event = new JsonObject()
                .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                .put("name", "page_view");
        return new JsonObject()
                .put("site", site)
                .put("context", context.put("url", "https://bakery.example/"))
                .put("events", new JsonArray().add(event));
    }

    private @Nullable String stored() throws Exception {
        return shop.api("/sites/" + site + "/events")
                .getJsonArray("items")
                .getJsonObject(0)
                .getJsonObject("context")
                .getString("country");
    }

    @Test
    void isTheProxysWordAndNotThePages() throws Exception {
        String claim = body(new JsonObject().put("country", "US")).encode();
        assertEquals(204, shop.post(claim, "X-Country", "BD").statusCode());
        assertEquals("BD", stored());
        // Nobody knows: a proxy's XX, or none at all.
        String unknown = body(new JsonObject().put("country", "US")).encode();
        assertEquals(204, shop.post(unknown, "X-Country", "XX").statusCode());
        assertNull(stored());
        String part = body(new JsonObject()).encode();
        assertEquals(204, shop.post(part, "X-Country", "IN-WB").statusCode());
        assertEquals("IN", stored());
    }

    @Test
    void ofAKeyedCallerHisWordAndNotWhereHisServerStands() throws Exception {
        var visitor = "AAAAAAAAAAAAAAAAAAAAAA";
        JsonObject body = body(new JsonObject().put("country", "bd")).put("visitor", visitor);
        assertEquals(204, shop.postByKey(body.encode()).statusCode());
        assertEquals("BD", stored());
        JsonObject odd = body(new JsonObject().put("country", "Bangladesh")).put("visitor", visitor);
        HttpResponse<String> refused = shop.postByKey(odd.encode());
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("context.country"), refused.body());
    }

    @Test
    void audiencesKnowTheCountryOfTheFirstVisit() throws Exception {
        assertEquals(
                204,
                shop.post(body(new JsonObject()).encode(), "X-Country", "BD").statusCode());
        assertEquals(
                204,
                shop.post(body(new JsonObject()).encode(), "X-Country", "SG").statusCode());
        assertEquals(1, members("Came from Bangladesh", "first", "bd"));
        assertEquals(0, members("Came from Singapore", "first", "SG"));
        assertEquals(1, members("Is in Singapore", "last", "SG"));
        HttpResponse<String> refused = make("Nowhere", "first", "Bangla");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("ISO 3166"), refused.body());
    }

    private HttpResponse<String> make(String name, String which, String country) throws Exception {
        var condition = new JsonObject()
                .put("kind", "visit")
                .put("which", which)
                .put("field", "country")
                .put("values", new JsonArray().add(country));
        return shop.api(
                "POST",
                "/sites/" + site + "/audiences",
                new JsonObject().put("name", name).put("condition", condition));
    }

    private int members(String name, String which, String country) throws Exception {
        HttpResponse<String> made = make(name, which, country);
        assertEquals(201, made.statusCode(), made.body());
        String path = "/sites/" + site + "/audiences/" + new JsonObject(made.body()).getInteger("id");
        Shop.until("it is filled", () -> {
            try {
                return shop.api(path).getValue("filling") == null;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        return shop.api(path + "/members").getJsonArray("items").size();
    }
}
