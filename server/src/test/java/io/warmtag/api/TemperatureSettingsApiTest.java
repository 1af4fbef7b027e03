package io.warmtag.api;

import static io.warmtag.api.ApiWorld.ROOT_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.testkit.TestServer.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemperatureSettingsApiTest {
    private ApiWorld world;
    private String path;

    @BeforeEach
    void start() {
        world = new ApiWorld();
        path = "/sites/" + world.bakery.publicId() + "/settings/temperature";
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void savesAVersionThatIsInForceFromTheBeginning() {
        JsonObject defaults = world.get(path).json();
        assertEquals(1, defaults.getInteger("version"));
        JsonObject wanted = defaults.getJsonObject("settings").copy().put("enter", 20.5);
        wanted.getJsonObject("actions").put("watch_video", 3);
        Reply saved = put(new JsonObject().put("settings", wanted).put("from_beginning", true));
        assertEquals(200, saved.status());
        assertEquals(2, saved.json().getInteger("version"));
        JsonObject now = world.get(path).json();
        assertEquals(saved.json(), now);
        assertEquals(20.5, now.getJsonObject("settings").getDouble("enter"));
        JsonArray versions = world.get(path + "/versions").json().getJsonArray("items");
        assertEquals(1, versions.size());
        assertEquals("environment", versions.getJsonObject(0).getString("author"));
        assertNull(versions.getJsonObject(0).getString("effective_from"));
    }

    @Test
    void namesEveryMistakeWithItsField() {
        JsonObject settings = world.get(path).json().getJsonObject("settings");
        JsonObject wrong = settings.copy().put("half_life", 5).put("enter", 1);
        wrong.getJsonObject("views").put("add_to_cart", 1);
        assertEquals(
                List.of("settings.enter", "settings.half_life", "settings.view_cap", "settings.views[add_to_cart]"),
                fields(put(new JsonObject().put("settings", wrong))));
        JsonObject misshapen = settings.copy().put("leave", "low").put("colour", "red");
        misshapen.remove("views");
        misshapen.getJsonObject("actions").put("purchase", "much");
        assertEquals(
                List.of(
                        "from_beginning",
                        "settings.actions[purchase]",
                        "settings.colour",
                        "settings.leave",
                        "settings.views"),
                fields(put(new JsonObject().put("settings", misshapen).put("from_beginning", "yes"))));
        assertEquals(List.of("settings"), fields(put(new JsonObject())));
        assertTrue(world.get(path + "/versions").json().getJsonArray("items").isEmpty());
    }

    private Reply put(JsonObject body) {
        return world.call("PUT", path, ROOT_KEY, body);
    }

    private static List<String> fields(Reply reply) {
        assertEquals(422, reply.status(), reply.text());
        return reply.json().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("field"))
                .sorted()
                .toList();
    }
}
