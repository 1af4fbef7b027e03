package io.warmtag.api;

import static io.warmtag.api.ApiWorld.ROOT_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.testkit.TestServer.Reply;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Having contact data sent in clear takes the right to see it, and is written down. */
class DestinationContactsApiTest {
    private ApiWorld world;
    private String base;
    private String weak;

    @BeforeEach
    void start() {
        world = new ApiWorld();
        base = "/sites/" + world.bakery.publicId() + "/destinations";
        weak = world.key(Set.of(Scope.DESTINATIONS_READ, Scope.DESTINATIONS_WRITE), Optional.empty());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static JsonObject hook(String contacts) {
        return new JsonObject()
                .put("kind", "webhook")
                .put("name", "Courier")
                .put(
                        "settings",
                        new JsonObject()
                                .put("url", "https://courier.example/hook")
                                .put("contacts", contacts))
                .put("secrets", new JsonObject().put("secret", "whsec_" + "A".repeat(32)));
    }

    private Reply set(String key, JsonObject settings) {
        return world.call("PATCH", base + "/1", key, new JsonObject().put("settings", settings));
    }

    private long noted() {
        return world.data.ask("select count(*) from audit where action = 'destination.disclose'");
    }

    @Test
    void takesTheRightToSeeThem() {
        Reply refused = world.call("POST", base, weak, hook("true"));
        assertEquals(403, refused.status(), refused.text());
        assertTrue(refused.text().contains("contacts:read"), refused.text());
        assertEquals(201, world.call("POST", base, weak, hook("false")).status());
        assertEquals(403, set(weak, new JsonObject().put("contacts", "true")).status());
        assertEquals(0, noted());
        Reply told = set(ROOT_KEY, new JsonObject().put("contacts", "true"));
        assertEquals("true", told.json().getJsonObject("settings").getString("contacts"), told.text());
        assertEquals(1, noted());
    }

    @Test
    void asksForItAgainWhenTheyWouldGoSomewhereElse() {
        assertEquals(201, world.call("POST", base, ROOT_KEY, hook("true")).status());
        var elsewhere = new JsonObject().put("url", "https://elsewhere.example/");
        assertEquals(403, set(weak, elsewhere).status());
        assertEquals(200, set(weak, new JsonObject().put("template", "{}")).status());
        assertEquals(1, noted());
        assertEquals(200, set(ROOT_KEY, elsewhere).status());
        assertEquals(2, noted());
        assertEquals(200, set(weak, new JsonObject().put("contacts", "false")).status());
        assertEquals(200, set(weak, elsewhere).status());
        assertEquals(2, noted());
    }
}
