package io.warmtag.api;

import static io.warmtag.api.ApiWorld.ROOT_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.VisitorId;
import io.warmtag.testkit.Shop;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleBacktestsApiTest {
    private ApiWorld world;
    private String runs;

    @BeforeEach
    void start() {
        world = new ApiWorld();
        String rules = "/sites/" + world.bakery.publicId() + "/rules";
        var definition = new JsonObject("""
                {"name": "Cart", "holdout": 0, "when": {"kind": "event", "event": "add_to_cart", "after": 120,
                 "unless": {"order": true, "events": []}}, "steps": [{"kind": "offer", "offer": 7}],
                 "limits": {"per_person": {"times": 1, "days": 14}}}""");
        int id = world.call("POST", rules, ROOT_KEY, new JsonObject().put("definition", definition))
                .json()
                .getInteger("id");
        runs = rules + "/" + id + "/backtests";
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void namesForWhomARuleWouldHaveFired() throws InterruptedException {
        UUID ada = new UUID(5, 5);
        world.data.addEvent(world.bakery, ada, "add_to_cart", ApiWorld.NOW.minus(Duration.ofDays(2)));
        world.data.addEvent(world.bakery, ada, "add_to_cart", ApiWorld.NOW.minus(Duration.ofDays(1)));
        world.data.addEvent(world.bakery, new UUID(6, 6), "view_item", ApiWorld.NOW.minus(Duration.ofDays(1)));
        var started = world.call("POST", runs, ROOT_KEY, new JsonObject().put("days", 7));
        assertEquals(201, started.status(), started.text());
        String run = runs + "/" + started.json().getString("id");
        Shop.until(
                "the run is done",
                () -> world.get(run).json().getString("state").equals("done"));
        JsonObject done = world.get(run).json();
        assertEquals(1, done.getInteger("version"));
        assertEquals(100, done.getInteger("progress"));
        JsonObject result = done.getJsonObject("result");
        assertEquals(1, result.getInteger("people"), done::encode);
        assertEquals(new JsonObject("{\"fired\":1,\"limited_person\":1}"), result.getJsonObject("decisions"));
        assertEquals(new JsonObject("{\"0\":{\"done\":1}}"), result.getJsonObject("steps"));
        JsonArray people = world.get(run + "/people").json().getJsonArray("items");
        assertEquals(
                new JsonArray()
                        .add(new JsonObject()
                                .put("visitor", VisitorId.text(ada))
                                .put(
                                        "at",
                                        ApiWorld.NOW
                                                .minus(Duration.ofDays(2))
                                                .plus(Duration.ofHours(2))
                                                .toString())
                                .put("held_out", false)
                                .put("bought", false)),
                people);
        assertEquals(1, world.get(runs).json().getJsonArray("items").size());
    }

    @Test
    void saysThatMessagesOfOtherRulesMayLeaveOutSteps() throws InterruptedException {
        String site = "/sites/" + world.bakery.publicId();
        assertEquals(new JsonArray(), unknown(new JsonObject()));
        JsonObject two = new JsonObject().put("per_day", 2);
        assertEquals(
                200, world.call("PUT", site + "/rule-frequency", ROOT_KEY, two).status());
        assertEquals(new JsonArray().add(new JsonObject().put("code", "frequency")), unknown(new JsonObject()));
        assertEquals(
                new JsonArray(), unknown(new JsonObject().put("together", false)), "it doesn't count with the others");
    }

    /** Of a rule with one message and some limits. */
    private JsonArray unknown(JsonObject limits) throws InterruptedException {
        var rule = new JsonObject("""
                {"name": "Cart", "when": {"kind": "event", "event": "add_to_cart"},
                 "steps": [{"kind": "offer", "offer": 7}]}""").put("limits", limits);
        var started = world.call("POST", runs, ROOT_KEY, new JsonObject().put("definition", rule));
        assertEquals(201, started.status(), started.text());
        String run = runs + "/" + started.json().getString("id");
        Shop.until(
                "the run is done",
                () -> world.get(run).json().getString("state").equals("done"));
        return world.get(run).json().getJsonObject("result").getJsonArray("unknown");
    }

    @Test
    void runsWhatIsNotSavedAndLeavesTheRuleAsItIs() throws InterruptedException {
        world.data.addEvent(world.bakery, new UUID(6, 6), "view_item", ApiWorld.NOW.minus(Duration.ofDays(1)));
        var viewed = new JsonObject(
                "{\"name\":\"Viewed\",\"holdout\":0,\"when\":{\"kind\":\"event\",\"event\":\"view_item\"}}");
        var started = world.call("POST", runs, ROOT_KEY, new JsonObject().put("definition", viewed));
        assertEquals(201, started.status(), started.text());
        String run = runs + "/" + started.json().getString("id");
        Shop.until(
                "the run is done",
                () -> world.get(run).json().getString("state").equals("done"));
        JsonObject done = world.get(run).json();
        assertEquals(1, done.getJsonObject("result").getInteger("people"), done::encode);
        assertNull(done.getInteger("version"));
        assertEquals("Viewed", done.getJsonObject("definition").getString("name"));
        JsonObject rule = world.get(runs.replace("/backtests", "")).json();
        assertEquals(1, rule.getInteger("version"));
        assertEquals("Cart", rule.getJsonObject("definition").getString("name"));
        assertEquals(422, start(new JsonObject().put("definition", viewed).put("version", 1)));
        assertEquals(422, start(new JsonObject().put("definition", new JsonObject().put("name", "x"))));
    }

    @Test
    void refusesWhatThereIsNot() {
        assertEquals(422, start(new JsonObject().put("days", 0)));
        assertEquals(400, start(new JsonObject().put("version", 9)));
        assertEquals(404, world.get(runs + "/x").status());
        assertEquals(404, world.get(runs.replace("/rules/1", "/rules/9")).status());
        assertTrue(world.get(runs + "?x=1").status() == 400);
    }

    private int start(JsonObject body) {
        return world.call("POST", runs, ROOT_KEY, body).status();
    }
}
