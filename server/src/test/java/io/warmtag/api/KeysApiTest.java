package io.warmtag.api;

import static io.warmtag.api.ApiWorld.ROOT_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.testkit.TestServer.Reply;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeysApiTest {
    private ApiWorld world;

    @BeforeEach
    void start() {
        world = new ApiWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void createsAKeyThatWorksUntilItIsRevoked() {
        Reply created = create(
                ROOT_KEY,
                new JsonObject()
                        .put("name", "Shop server")
                        .put("scopes", new JsonArray().add("sites:read").add("events:write")));
        assertEquals(201, created.status());
        String key = created.json().getString("key");
        assertTrue(key.matches("wt_[A-Za-z0-9_-]{43}"), key);
        assertTrue(key.startsWith(created.json().getString("prefix")));
        assertEquals(200, world.call("GET", "/sites", key, null).status());

        assertEquals(
                204,
                world.call("DELETE", "/keys/" + created.json().getInteger("id"), ROOT_KEY, null)
                        .status());
        assertEquals(401, world.call("GET", "/sites", key, null).status());
        assertFalse(world.get("/keys")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("revoked_at")
                .isEmpty());
        assertEquals(404, world.call("DELETE", "/keys/999", ROOT_KEY, null).status());
    }

    @Test
    void keepsAndShowsNoKeyAgain() {
        String key = create(
                        ROOT_KEY,
                        new JsonObject().put("name", "Secret").put("scopes", new JsonArray().add("sites:read")))
                .json()
                .getString("key");
        assertFalse(world.get("/keys").text().contains(key));
        String row = world.data
                .database()
                .query("select api_key::text || encode(key_hash, 'escape') from api_key")
                .await()
                .iterator()
                .next()
                .getString(0);
        assertFalse(row.contains(key.substring(10)), row);
    }

    @Test
    void givesNoKeyMoreThanItsMakerMay() {
        String maker = world.key(Set.of(Scope.KEYS_WRITE, Scope.SITES_READ), Optional.of(world.bakery));
        var wish = new JsonObject().put("name", "More").put("scopes", new JsonArray().add("sites:write"));
        assertEquals(403, create(maker, wish).status());
        var other = world.data.addSite("Other", "other.example");
        var elsewhere = new JsonObject()
                .put("name", "Elsewhere")
                .put("scopes", new JsonArray().add("sites:read"))
                .put("site", other.publicId());
        assertEquals(404, create(maker, elsewhere).status());
        elsewhere.remove("site");
        assertEquals(world.bakery.publicId(), create(maker, elsewhere).json().getString("site"));
    }

    @Test
    void hidesKeysOfOtherSites() {
        var other = world.data.addSite("Other", "other.example");
        String mine = world.key(EnumSet.allOf(Scope.class), Optional.of(other));
        int foreign = create(
                        ROOT_KEY,
                        new JsonObject().put("name", "Everywhere").put("scopes", new JsonArray().add("sites:read")))
                .json()
                .getInteger("id");
        assertEquals(
                1,
                world.call("GET", "/keys", mine, null)
                        .json()
                        .getJsonArray("items")
                        .size());
        assertEquals(404, world.call("DELETE", "/keys/" + foreign, mine, null).status());
    }

    @Test
    void namesEveryMistakeWithItsField() {
        Reply reply = create(
                ROOT_KEY,
                new JsonObject()
                        .put("name", " ")
                        .put("scopes", new JsonArray().add("world:domination"))
                        .put("expires", "never"));
        assertEquals(422, reply.status());
        assertEquals(3, reply.json().getJsonArray("errors").size());
        assertTrue(reply.text().contains("events:write"), "says which scopes there are");
    }

    private Reply create(String key, JsonObject body) {
        return world.call("POST", "/keys", key, body);
    }
}
