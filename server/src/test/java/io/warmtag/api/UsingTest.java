package io.warmtag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.testkit.TestServer.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a rule that acts needs can't be deleted. */
class UsingTest {
    private ApiWorld world;
    private String site;

    @BeforeEach
    void start() {
        world = new ApiWorld();
        site = "/sites/" + world.bakery.publicId();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void anOfferStaysWhileARuleThatActsShowsIt() {
        var words = new JsonObject().put("en", new JsonObject().put("title", "Ten percent off"));
        int offer = send(
                        "POST",
                        "/offers",
                        201,
                        new JsonObject()
                                .put("name", "Ten percent")
                                .put("kind", "corner")
                                .put("variants", new JsonArray().add(words)))
                .json()
                .getInteger("id");
        staysWhileUsed("/offers/" + offer, new JsonObject().put("kind", "offer").put("offer", offer));
    }

    @Test
    void aDestinationStaysWhileARuleThatActsTellsIt() {
        int destination = send(
                        "POST",
                        "/destinations",
                        201,
                        new JsonObject()
                                .put("kind", "webhook")
                                .put("name", "Courier")
                                .put("settings", new JsonObject().put("url", "https://hooks.example.com/w"))
                                .put("secrets", new JsonObject().put("secret", "whsec_" + "A".repeat(32))))
                .json()
                .getInteger("id");
        staysWhileUsed(
                "/destinations/" + destination,
                new JsonObject()
                        .put("kind", "send")
                        .put("destination", destination)
                        .put("event", "left"));
    }

    private void staysWhileUsed(String path, JsonObject step) {
        var rule = new JsonObject()
                .put("name", "Came back")
                .put("when", new JsonObject().put("kind", "event").put("event", "page_view"))
                .put("steps", new JsonArray().add(step));
        send("POST", "/rules", 201, new JsonObject().put("definition", rule));
        send("PUT", "/rules/1/state", 200, new JsonObject().put("state", "on"));
        String said = send("DELETE", path, 409, null).json().getString("detail");
        assertTrue(said.contains("Came back"), said);
        assertEquals(200, world.get(site + path).status());
        send("PUT", "/rules/1/state", 200, new JsonObject().put("state", "paused"));
        send("DELETE", path, 204, null);
    }

    @CanIgnoreReturnValue
    private Reply send(String method, String path, int status, @Nullable JsonObject body) {
        Reply reply = world.call(method, site + path, ApiWorld.ROOT_KEY, body);
        assertEquals(status, reply.status(), reply.text());
        return reply;
    }
}
