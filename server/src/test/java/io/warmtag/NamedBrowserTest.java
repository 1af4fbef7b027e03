package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.UuidV7;
import io.warmtag.testkit.OpenShop;
import io.warmtag.testkit.Shop;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shop's server names the browser that it speaks for, on the whole server, with the sandbox in Meta's place. */
class NamedBrowserTest {
    private static final String AGENT = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile";
    private static final String VISITOR = "AAAAAAAAAAAAAAAAAAAAAA";

    private OpenShop open;
    private Shop shop;
    private String site;

    @BeforeEach
    void open() throws Exception {
        open = OpenShop.open();
        shop = open.shop();
        site = shop.createSite();
        var meta = new JsonObject()
                .put("kind", "meta")
                .put("name", "Meta")
                .put("sandbox", true)
                .put("settings", new JsonObject().put("pixel", "123456789012345"))
                .put("secrets", new JsonObject().put("token", "EAAtoken0123456789abcdefghij"));
        assertEquals(
                201, shop.api("POST", "/sites/" + site + "/destinations", meta).statusCode());
        assertEquals(
                200,
                shop.api("POST", "/sites/" + site + "/destinations/1/resume", new JsonObject())
                        .statusCode());
    }

    @AfterEach
    void close() {
        open.close();
    }

    private static JsonObject context() {
        return new JsonObject()
                .put("url", "https://bakery.example/thank-you")
                .put("ip", "103.4.145.245")
                .put("user_agent", AGENT);
    }

    private HttpResponse<String> tell(JsonObject context, String... visitors) throws Exception {
        var events = new JsonArray();
        for (String visitor : visitors) {
            events.add(new JsonObject()
                    .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                    .put("name", "sign_up")
                    .put("visitor", visitor));
        }
        var body = new JsonObject().put("site", site).put("context", context).put("events", events);
        return shop.postByKey(body.encode());
    }

    private long ask(String sql) {
        return open.database().query(sql).await().iterator().next().getLong(0);
    }

    @Test
    void leavesAsOneOfTheWebsiteAndIsKeptOnlySealed() throws Exception {
        Shop.until("the browser is asked for", () -> {
            try {
                assertEquals(204, tell(context(), VISITOR).statusCode());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return ask("select count(*) from raw_device") == 1;
        });
        Shop.until("it left", () -> ask("""
                select count(*) from attempt where outcome = 0
                   and position('"action_source":"website"' in request) > 0
                   and position('"client_ip_address":"•••••"' in request) > 0
                   and position('"client_user_agent":"•••••"' in request) > 0""") > 0);
        JsonObject stored = shop.api("/sites/" + site + "/events")
                .getJsonArray("items")
                .getJsonObject(0)
                .getJsonObject("context");
        assertEquals("103.4.145.0", stored.getString("ip"));
        assertEquals("chrome", stored.getString("browser"));
        assertFalse(stored.encode().contains("Mozilla"), stored.encode());
    }

    @Test
    void isNotOfSeveralNorOfWhoDeniesIt() throws Exception {
        Shop.until("it is asked for", () -> {
            try {
                assertEquals(204, tell(context(), "AAAAAAAAAAAAAAAAAAAAAQ").statusCode());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return ask("select count(*) from raw_device") == 1;
        });
        assertEquals(204, tell(context(), VISITOR, "AAAAAAAAAAAAAAAAAAAABA").statusCode());
        var denied = new JsonObject().put("consent", new JsonObject().put("ad_user_data", "denied"));
        assertEquals(204, tell(context().mergeIn(denied), VISITOR).statusCode());
        // He has said so: what the shop says of him later changes nothing.
        assertEquals(204, tell(context(), VISITOR).statusCode());
        assertEquals(204, tell(context(), "AAAAAAAAAAAAAAAAAAAACA").statusCode());
        Shop.until("the last one is kept", () -> ask("select count(*) from raw_device") == 2);
    }

    @Test
    void sayWhatIsWrongWithAnAddress() throws Exception {
        HttpResponse<String> refused = tell(context().put("ip", "the phone"), VISITOR);
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("context.ip"), refused.body());
    }
}
