package io.warmtag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.ReadyMade;
import io.warmtag.testkit.TestServer.Reply;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RulesApiTest {
    private static final String RULE = "{'name':'Cart','when':{'kind':'event','event':'add_to_cart','after':120,"
            + "'unless':{'order':true,'events':[]}},'steps':[{'kind':'offer','offer':7}],"
            + "'limits':{'per_person':{'times':1,'days':14},'quiet':{'from':'22:00','to':'09:00'}}}";

    private ApiWorld world;
    private String path;

    @BeforeEach
    void start() {
        world = new ApiWorld();
        path = "/sites/" + world.bakery.publicId() + "/rules";
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void answersWhatWasMadeWithTheUsualHoldoutAndExit() {
        Reply made = post(RULE);
        assertEquals(201, made.status(), made.text());
        JsonObject rule = world.get(path + "/1").json();
        assertEquals("draft", rule.getString("state"));
        assertEquals(
                json(RULE).put("holdout", 10).put("exit", "order").getJsonArray("steps"),
                rule.getJsonObject("definition").getJsonArray("steps"));
        assertEquals(10, rule.getJsonObject("definition").getInteger("holdout"));
        assertEquals("order", rule.getJsonObject("definition").getString("exit"));
        assertEquals(
                json(RULE).getJsonObject("limits"),
                rule.getJsonObject("definition").getJsonObject("limits"));
        assertEquals(1, world.get(path).json().getJsonArray("items").size());
    }

    @Test
    void namesEachFieldThatIsWrong() {
        Reply refused = post(RULE.replace("'offer':7", "'offer':8")
                .replace("22:00", "soon")
                .replace("'times':1", "'times':0")
                .replace("'name':'Cart'", "'title':'Cart'"));
        assertEquals(422, refused.status());
        assertEquals(
                List.of(
                        "definition.limits.per_person.times",
                        "definition.limits.quiet.from",
                        "definition.name",
                        "definition.title"),
                fields(refused));
        assertEquals(List.of("definition.steps[0].offer"), fields(post(RULE.replace("'offer':7", "'offer':8"))));
        assertEquals(
                List.of("definition.when.audience"), fields(post("{'name':'a','when':{'kind':'once','audience':5}}")));
        assertEquals(
                List.of("definition.if.kind"),
                fields(post("{'name':'a','if':{'kind':'x'},'when':{'kind':'event','event':'a'}}")));
    }

    @Test
    void explainsWhyItDidNothingForSomebody() {
        assertEquals(201, post(RULE).status());
        String visitor = VisitorId.text(new UUID(7, 7));
        JsonArray checks = world.get(path + "/1/visitors/" + visitor).json().getJsonArray("checks");
        assertEquals(
                List.of("state.draft", "event.never", "person.yes", "not_drawn"),
                checks.stream()
                        .map(check -> ((JsonObject) check).getString("code"))
                        .toList());
        assertEquals(404, world.get(path + "/2/visitors/" + visitor).status());
    }

    @Test
    void makesDraftsOfReadyMadeRules() {
        String ready = "/sites/" + world.bakery.publicId() + "/ready-rules";
        for (ReadyMade each : ReadyMade.ALL) {
            var body = new JsonObject().put("ready", each.code()).put("language", "bn");
            Reply made = world.call("POST", ready, ApiWorld.ROOT_KEY, body);
            assertEquals(201, made.status(), made.text());
        }
        Reply refused = world.call("POST", ready, ApiWorld.ROOT_KEY, new JsonObject().put("ready", "x"));
        assertEquals(List.of("ready"), fields(refused));
    }

    @Test
    void findsANameForTheAudienceOfAReadyMadeRuleHoweverOftenItWasMade() {
        String site = "/sites/" + world.bakery.publicId();
        for (int i = 0; i < 4; i++) {
            var body = new JsonObject().put("ready", "winback");
            Reply made = world.call("POST", site + "/ready-rules", ApiWorld.ROOT_KEY, body);
            assertEquals(201, made.status(), made.text());
            int audience = made.json()
                    .getJsonObject("definition")
                    .getJsonObject("when")
                    .getInteger("audience");
            // It means something else from now on, so the next rule needs one of its own.
            JsonObject changed = world.get(site + "/audiences/" + audience)
                    .json()
                    .put("condition", new JsonObject().put("kind", "score").put("least", i));
            assertEquals(
                    200,
                    world.call("PUT", site + "/audiences/" + audience, ApiWorld.ROOT_KEY, changed)
                            .status());
        }
    }

    @Test
    void theAudienceOfColdPeopleIsMadeOnceAndNoBuyerIsInIt() {
        String site = "/sites/" + world.bakery.publicId();
        var body = new JsonObject().put("ready", "cold_exclusion");
        for (String language : List.of("en", "bn")) {
            Reply made = world.call("POST", site + "/ready-rules", ApiWorld.ROOT_KEY, body.put("language", language));
            assertEquals(201, made.status(), made.text());
            assertEquals(1, made.json().getInteger("audience"));
        }
        JsonObject audience = world.get(site + "/audiences/1").json();
        assertEquals("Cold, never bought", audience.getString("name"));
        assertEquals("is cold and has not bought", audience.getString("sentence"));
    }

    @Test
    void setsWhatOnePersonMayHaveOfAllRules() {
        String frequency = "/sites/" + world.bakery.publicId() + "/rule-frequency";
        assertEquals(
                new JsonObject().putNull("per_day").putNull("per_week"),
                world.get(frequency).json());
        var body = new JsonObject().put("per_day", 1).putNull("per_week");
        assertEquals(body, world.call("PUT", frequency, ApiWorld.ROOT_KEY, body).json());
        assertEquals(body, world.get(frequency).json());
        Reply refused = world.call("PUT", frequency, ApiWorld.ROOT_KEY, new JsonObject().put("per_week", 0));
        assertEquals(List.of("per_week"), fields(refused));
    }

    @Test
    void refusesAChangeOfAnOlderVersion() {
        assertEquals(201, post(RULE).status());
        var change =
                new JsonObject().put("version", 1).put("definition", json(RULE).put("name", "Basket"));
        assertEquals(
                200, world.call("PUT", path + "/1", ApiWorld.ROOT_KEY, change).status());
        assertEquals(
                409, world.call("PUT", path + "/1", ApiWorld.ROOT_KEY, change).status());
        JsonArray versions = world.get(path + "/1/versions").json().getJsonArray("items");
        assertEquals(
                List.of("Basket", "Cart"),
                versions.stream()
                        .map(version -> ((JsonObject) version)
                                .getJsonObject("definition")
                                .getString("name"))
                        .toList());
    }

    @Test
    void testsOnlyWithTestersAndThenStartsAndPauses() {
        assertEquals(201, post(RULE).status());
        var tester = new JsonArray().add(VisitorId.text(new UUID(7, 7)));
        assertEquals(List.of("testers"), fields(state(new JsonObject().put("state", "testing"))));
        assertEquals(
                List.of("testers[0]"),
                fields(state(new JsonObject().put("state", "testing").put("testers", new JsonArray().add("me")))));
        Reply testing = state(new JsonObject().put("state", "testing").put("testers", tester));
        assertEquals(tester, testing.json().getJsonArray("testers"));
        assertEquals("on", state(new JsonObject().put("state", "on")).json().getString("state"));
        assertEquals(
                "paused", state(new JsonObject().put("state", "paused")).json().getString("state"));
        assertEquals(422, state(new JsonObject().put("state", "draft")).status());
        assertEquals(4, world.data.ask("select count(*) from audit where action like 'rule.%' and subject = 'Cart'"));
    }

    @Test
    void listsWhatItDidNewestFirst() {
        assertEquals(201, post(RULE).status());
        UUID rina = new UUID(7, 7);
        for (int i = 0; i < 3; i++) {
            world.data.run("""
                    insert into firing (site_id, rule, person, occasion_key, id, occasion, event, temperature, version,
                                        decision, test, occurred_at, at)
                    values ($1, 1, $2, $3, $4, $5, $4, 1, 1, $6, false, now(), now() + $5 * interval '1 second')
                    """, world.bakery.id(), rina, "e:" + i, new UUID(1, i), (long) i, (short) (i == 0 ? 1 : 0));
        }
        world.data.run(
                "insert into firing_step (firing, number, due, state, note) values ($1, 0, now(), 'given_up', 'order')",
                new UUID(1, 2));
        JsonObject first = world.get(path + "/1/firings?limit=1").json();
        JsonObject newest = first.getJsonArray("items").getJsonObject(0);
        assertEquals(new UUID(1, 2).toString(), newest.getString("id"));
        assertEquals("warm", newest.getString("temperature"));
        assertEquals("order", newest.getJsonArray("steps").getJsonObject(0).getString("note"));
        JsonObject rest = world.get(path + "/1/firings?limit=5&cursor=" + first.getString("next"))
                .json();
        assertEquals(2, rest.getJsonArray("items").size());
        assertEquals(
                1,
                world.get(path + "/1/firings?decision=held_out")
                        .json()
                        .getJsonArray("items")
                        .size());
        assertEquals(400, world.get(path + "/1/firings?decision=maybe").status());
        assertEquals(
                3,
                world.get("/sites/" + world.bakery.publicId() + "/visitors/" + VisitorId.text(rina) + "/firings")
                        .json()
                        .getJsonArray("items")
                        .size());
        assertEquals(404, world.get(path + "/2").status());
    }

    private Reply post(String rule) {
        return world.call("POST", path, ApiWorld.ROOT_KEY, new JsonObject().put("definition", json(rule)));
    }

    private Reply state(JsonObject body) {
        return world.call("PUT", path + "/1/state", ApiWorld.ROOT_KEY, body);
    }

    private static List<String> fields(Reply reply) {
        return reply.json().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("field"))
                .sorted()
                .toList();
    }

    private static JsonObject json(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }
}
