package io.warmtag.api;

import static io.warmtag.api.ApiWorld.ROOT_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.testkit.TestServer.Reply;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiAccessTest {
    private ApiWorld world;

    @BeforeAll
    void start() {
        world = new ApiWorld();
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void refusesCallsWithoutAKeyAndWithAnUnknownOne() {
        Reply without = world.server().get("/api/v1/sites");
        assertEquals(401, without.status());
        assertEquals("Bearer realm=\"Warmtag\"", without.header("WWW-Authenticate"));
        assertEquals("application/problem+json", without.header("Content-Type"));
        for (String key : List.of("wt_wrong", "", ROOT_KEY + "x", "x".repeat(10_000))) {
            assertEquals(401, world.call("GET", "/sites", key, null).status(), key);
        }
        assertEquals(
                401,
                world.server()
                        .get("/api/v1/sites", "Authorization", "Basic " + ROOT_KEY)
                        .status());
    }

    @Test
    void refusesAKeyWithoutTheScopeNamingIt() {
        String key = world.key(Set.of(Scope.EVENTS_READ), Optional.empty());
        Reply reply = world.call("GET", "/sites", key, null);
        assertEquals(403, reply.status());
        assertTrue(reply.json().getString("detail").contains("sites:read"), reply.text());
        assertEquals(
                200,
                world.call("GET", "/sites/" + world.bakery.publicId() + "/events", key, null)
                        .status());
    }

    @Test
    void hidesOtherSitesFromAKeyForOne() {
        var other = world.data.addSite("Other", "other.example");
        String key = world.key(Set.of(Scope.SITES_READ, Scope.SITES_WRITE), Optional.of(other));
        JsonArray seen = world.call("GET", "/sites", key, null).json().getJsonArray("items");
        assertEquals(1, seen.size());
        assertEquals(other.publicId(), seen.getJsonObject(0).getString("id"));
        String bakery = "/sites/" + world.bakery.publicId();
        assertEquals(404, world.call("GET", bakery, key, null).status());
        assertEquals(
                404,
                world.call("PATCH", bakery, key, new JsonObject().put("name", "Stolen"))
                        .status());
        assertEquals("Bakery", world.get(bakery).json().getString("name"));
        var another = new JsonObject().put("name", "New").put("domains", new JsonArray().add("new.example"));
        assertEquals(403, world.call("POST", "/sites", key, another).status());
    }

    @Test
    void saysWhichMethodsAnAddressTakes() {
        Reply reply = world.call("DELETE", "/sites", ROOT_KEY, null);
        assertEquals(405, reply.status());
        assertEquals("GET, POST", reply.header("Allow"));
        assertEquals(404, world.get("/nothing").status());
        assertEquals(404, world.get("/sites/WT-0000000").status());
    }

    @Test
    void takesNothingButJsonForABody() {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonp")) {
            assertEquals(415, post("{}", type).status(), type);
        }
        assertEquals(400, post("{\"name\":", "application/json").status());
        assertEquals(400, post("[1]", "application/json").status());
        assertEquals(400, post("", "application/json; charset=utf-8").status());
    }

    @Test
    void refusesABodyOverTwoMegabytesAlsoWithoutALength() {
        byte[] large = ("{\"name\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (var body : List.of(
                BodyPublishers.ofByteArray(large),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))) {
            Reply reply = world.server()
                    .send(
                            "POST",
                            "/api/v1/sites",
                            body,
                            "Authorization",
                            "Bearer " + ROOT_KEY,
                            "Content-Type",
                            "application/json");
            assertEquals(413, reply.status());
            assertTrue(reply.json().getString("detail").contains("2 MB"), reply.text());
        }
    }

    @Test
    void refusesParametersThatItWouldNotRead() {
        String events = "/sites/" + world.bakery.publicId() + "/events";
        for (String query : List.of(
                "limit=0",
                "limit=501",
                "limit=ten",
                "cursor=nonsense",
                "visitor=short",
                "mark=alien",
                "nmae=purchase")) {
            Reply reply = world.get(events + "?" + query);
            assertEquals(400, reply.status(), query);
            String parameter = query.substring(0, query.indexOf('='));
            assertEquals(
                    parameter,
                    reply.json().getJsonArray("errors").getJsonObject(0).getString("field"));
        }
    }

    private Reply post(String body, String type) {
        return world.server()
                .send(
                        "POST",
                        "/api/v1/sites",
                        BodyPublishers.ofString(body),
                        "Authorization",
                        "Bearer " + ROOT_KEY,
                        "Content-Type",
                        type);
    }
}
