package io.warmtag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.testkit.TestServer.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Offers over the API; every answer is held against the OpenAPI document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OffersApiTest {
    private static final String VISITOR = "AAAAAAAAAAAAAAAAAAAAAA";
    private ApiWorld world;
    private String offers;

    @BeforeAll
    void start() {
        world = new ApiWorld();
        offers = "/sites/" + world.bakery.publicId() + "/offers";
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void writesChangesGivesAndDeletesAnOffer() {
        JsonObject made = send("POST", offers, 201, offer()).json();
        String path = offers + "/" + made.getInteger("id");
        assertEquals("Ten percent", world.get(path).json().getString("name"));
        JsonObject changed = send(
                        "PATCH",
                        path,
                        200,
                        new JsonObject()
                                .put("until", "2026-12-01T00:00:00Z")
                                .put("coupon", new JsonObject().put("kind", "list")))
                .json();
        assertEquals(
                "Ten percent off",
                changed.getJsonArray("variants")
                        .getJsonObject(0)
                        .getJsonObject("en")
                        .getString("title"));
        assertEquals("2026-12-01T00:00:00Z", changed.getString("until"));
        JsonObject codes =
                new JsonObject().put("codes", new JsonArray().add("A-1").add("A-2"));
        assertEquals(2, send("POST", path + "/codes", 200, codes).json().getInteger("added"));
        assertEquals(2, world.get(path + "/codes").json().getInteger("left"));
        JsonObject grant = new JsonObject().put("visitor", VISITOR).put("key", "order-7");
        send("POST", path + "/grants", 201, grant);
        send("POST", path + "/grants", 201, grant);
        JsonArray grants = world.get(path + "/grants").json().getJsonArray("items");
        assertEquals(1, grants.size());
        assertEquals("A-1", grants.getJsonObject(0).getString("code"));
        assertEquals(1, world.get(path).json().getJsonObject("counts").getInteger("granted"));
        assertEquals(1, send("DELETE", path + "/codes", 200, null).json().getInteger("removed"));
        assertTrue(world.get(offers).json().getJsonArray("items").encode().contains("\"granted\":1"));
        send("PATCH", path, 200, new JsonObject().put("paused", true));
        send("DELETE", path, 204, null);
        send("GET", path, 404, null);
    }

    @Test
    void givesAnOfferToEachVisitorWithTheSameKey() {
        String path = offers + "/" + send("POST", offers, 201, offer()).json().getInteger("id");
        for (String visitor : List.of(VISITOR, "AAAAAAAAAAAAAAAAAAAAAQ", VISITOR)) {
            send(
                    "POST",
                    path + "/grants",
                    201,
                    new JsonObject().put("visitor", visitor).put("key", "eid"));
        }
        assertEquals(2, world.get(path + "/grants").json().getJsonArray("items").size());
        send("DELETE", path, 204, null);
    }

    @Test
    void takesCodesAsTheyAreWritten() {
        String path = offers + "/" + send("POST", offers, 201, offer()).json().getInteger("id");
        JsonObject codes = new JsonObject()
                .put(
                        "codes",
                        new JsonArray()
                                .add("CODE")
                                .add("A,1")
                                .add("A,2")
                                .add(" A;2")
                                .add("A,1"));
        assertEquals(4, send("POST", path + "/codes", 200, codes).json().getInteger("added"));
        send("POST", path + "/codes", 422, new JsonObject().put("codes", new JsonArray().add("A 1")));
        send("DELETE", path, 204, null);
    }

    @Test
    void aCountdownThatIsOverIsNoneUnlessItRanOutByItself() {
        var over = new JsonObject().put("until", ApiWorld.NOW.minusSeconds(1).toString());
        String said = send("POST", offers, 422, offer().put("countdown", over)).text();
        assertTrue(said.contains("countdown.until"), said);
        var ahead = new JsonObject().put("until", ApiWorld.NOW.plusSeconds(60).toString());
        int id = send("POST", offers, 201, offer().put("countdown", ahead))
                .json()
                .getInteger("id");
        send("PATCH", offers + "/" + id, 422, new JsonObject().put("countdown", over));
        world.data.run(
                "update offer set definition = replace(definition, $1, $2) where id = $3",
                ahead.getString("until"),
                over.getString("until"),
                id);
        // What is written here makes all of them be read anew.
        int other = send("POST", offers, 201, offer()).json().getInteger("id");
        send("PATCH", offers + "/" + id, 200, new JsonObject().put("name", "Eleven percent"));
        send("DELETE", offers + "/" + id, 204, null);
        send("DELETE", offers + "/" + other, 204, null);
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        JsonObject wrong = offer().put("kind", "popup")
                .put("colour", "#fff")
                .put("holds_hours", 0)
                .put("countdown", new JsonObject().put("minutes", 1.5))
                .put("variants", new JsonArray().add(new JsonObject().put("en", new JsonObject().put("body", "x"))))
                .put("from", "tomorrow");
        String said = send("POST", offers, 422, wrong).text();
        for (String field : new String[] {
            "kind", "colour", "holds_hours", "countdown.minutes", "variants[0].en.title", "variants[0].bn.title", "from"
        }) {
            assertTrue(said.contains("\"field\":\"" + field + "\""), field + " in " + said);
        }
        send("POST", offers, 422, offer().put("paused", "yes"));
        String path = offers + "/" + send("POST", offers, 201, offer()).json().getInteger("id");
        send("POST", path + "/grants", 422, new JsonObject().put("visitor", "me"));
        send("POST", path + "/codes", 422, new JsonObject().put("codes", new JsonArray().add("two words")));
    }

    private static JsonObject offer() {
        var english = new JsonObject()
                .put("title", "Ten percent off")
                .put("button", "See")
                .put("link", "/sale");
        return new JsonObject()
                .put("name", "Ten percent")
                .put("kind", "corner")
                .put("variants", new JsonArray().add(new JsonObject().put("en", english)));
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    private Reply send(String method, String path, int status, @org.jspecify.annotations.Nullable JsonObject body) {
        Reply reply = world.call(method, path, ApiWorld.ROOT_KEY, body);
        assertEquals(status, reply.status(), reply.text());
        return reply;
    }
}
