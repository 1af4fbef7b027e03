package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Event definitions at work: on a running server, from the definition to what is refused and what warms. */
class StrictSiteTest {
    private static final JsonObject NOTHING = new JsonObject();

    @Test
    void takesOnlyWhatIsDefinedAndWeighsItAsDefined() throws Exception {
        try (Shop shop = Shop.open(TestDatabase.create().address())) {
            String site = shop.createSite();
            String path = "/sites/" + site;
            var param =
                    new JsonObject().put("name", "level").put("type", "number").put("required", true);
            var definition = new JsonObject()
                    .put("name", "level_up")
                    .put("source", new JsonObject().put("kind", "data_layer"))
                    .put("weight", 42)
                    .put("params", new JsonArray().add(param));
            made(201, shop.api("POST", path + "/event-definitions", definition));
            made(200, shop.api("PUT", path + "/settings/events", new JsonObject().put("strict", true)));
            assertEquals(
                    List.of("event_undefined"),
                    refused(shop, site, "level_up", NOTHING),
                    "what isn't published isn't defined");

            made(201, shop.api("POST", path + "/versions", new JsonObject().put("name", "First")));
            made(201, shop.api("POST", path + "/environments/live/releases", new JsonObject().put("version", 1)));
            assertTrue(shop.get("/t/" + site + ".js").body().contains("\"version\":1"));
            Shop.until("the definitions are live", () -> taken(shop, site, new JsonObject().put("level", 2)));
            assertEquals(List.of("parameter_missing"), refused(shop, site, "level_up", NOTHING));
            assertEquals(
                    List.of("parameter_type"), refused(shop, site, "level_up", new JsonObject().put("level", "two")));
            assertEquals(List.of("event_undefined"), refused(shop, site, "mystery", NOTHING));
            assertEquals(204, shop.send(site, "page_view", NOTHING).statusCode(), "containers send it by themselves");

            JsonObject settings = shop.api(path + "/settings/temperature").getJsonObject("settings");
            assertEquals(42, settings.getJsonObject("actions").getInteger("level_up"));
            JsonObject kept = shop.api(path + "/rejected").getJsonArray("items").getJsonObject(1);
            assertEquals("parameter_type", kept.getString("code"), "they are kept");
            assertEquals("data.level must be of type number, as the event is defined", kept.getString("reason"));
            JsonArray definitions = shop.api(path + "/event-checks").getJsonArray("definitions");
            assertTrue(definitions.getJsonObject(0).getLong("seen") >= 1);
        }
    }

    private static void made(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
    }

    private static boolean taken(Shop shop, String site, JsonObject data) {
        try {
            return shop.send(site, "level_up", data).statusCode() == 204;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> refused(Shop shop, String site, String name, JsonObject data) throws Exception {
        HttpResponse<String> answer = shop.send(site, name, data);
        assertEquals(200, answer.statusCode(), answer.body());
        JsonArray rejected = new JsonObject(answer.body()).getJsonArray("rejected");
        return rejected.stream()
                .map(each -> ((JsonObject) each).getString("code"))
                .toList();
    }
}
