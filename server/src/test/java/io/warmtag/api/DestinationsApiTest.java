package io.warmtag.api;

import static io.warmtag.api.ApiWorld.ROOT_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.destination.Outbound;
import io.warmtag.destination.Outgoing;
import io.warmtag.destination.TestServices;
import io.warmtag.testkit.TestServer.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DestinationsApiTest {
    private static final String TOKEN = "EAAtoken0123456789abcdefghij";

    private ApiWorld world;
    private String base;

    @BeforeEach
    void start() {
        world = new ApiWorld();
        base = "/sites/" + world.bakery.publicId();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static JsonObject meta() {
        return new JsonObject()
                .put("kind", "meta")
                .put("name", "Meta")
                .put("sandbox", true)
                .put("settings", new JsonObject().put("pixel", "123456789012345"))
                .put("secrets", new JsonObject().put("token", TOKEN));
    }

    private Reply post(String path, JsonObject body) {
        return world.call("POST", base + path, ROOT_KEY, body);
    }

    @Test
    void setsUpADestinationAndNeverShowsItsSecrets() {
        Reply made = post("/destinations", meta());
        assertEquals(201, made.status(), made.text());
        assertFalse(made.text().contains(TOKEN));
        assertEquals(new JsonArray().add("token"), made.json().getJsonArray("secrets"));
        assertEquals("paused", made.json().getString("state"));
        assertEquals(
                "on", post("/destinations/1/resume", new JsonObject()).json().getString("state"));
        JsonObject listed =
                world.get(base + "/destinations").json().getJsonArray("items").getJsonObject(0);
        assertEquals("PageView", listed.getJsonArray("mapping").getJsonObject(0).getString("as"));
        assertEquals(0, world.data.ask("select count(*) from destination where settings like '%' || $1 || '%'", TOKEN));
    }

    @Test
    void takesNoSigningSecretThatNothingCanBeSignedWith() {
        var hook = new JsonObject()
                .put("kind", "webhook")
                .put("name", "Courier")
                .put("settings", new JsonObject().put("url", "https://courier.example/hook"));
        for (String wrong :
                List.of("A".repeat(33), "A".repeat(34) + "=", "A".repeat(32) + "==", "A".repeat(31) + "-")) {
            Reply refused = post("/destinations", hook.copy().put("secrets", secret(wrong)));
            assertEquals(422, refused.status(), wrong);
            assertTrue(refused.text().contains("secret"), refused.text());
        }
        for (String good : List.of("A".repeat(32), "A".repeat(34), "A".repeat(34) + "==", "A".repeat(35) + "=")) {
            Reply made = post("/destinations", hook.copy().put("secrets", secret(good)));
            assertEquals(201, made.status(), good);
        }
    }

    private static JsonObject secret(String base64) {
        return new JsonObject().put("secret", "whsec_" + base64);
    }

    @Test
    void changesOnlyWhatIsSent() {
        assertEquals(201, post("/destinations", meta()).status());
        var filter = new JsonArray()
                .add(new JsonObject()
                        .put("field", "data.value")
                        .put("is", "at_least")
                        .put("value", "100"));
        Reply changed = world.call(
                "PATCH",
                base + "/destinations/1",
                ROOT_KEY,
                new JsonObject()
                        .put("filter", filter)
                        .put("allow", new JsonArray().add("value"))
                        .put("revision", 1));
        assertEquals(200, changed.status(), changed.text());
        assertEquals("123456789012345", changed.json().getJsonObject("settings").getString("pixel"));
        assertEquals(filter, changed.json().getJsonArray("filter"));
        assertEquals(new JsonArray().add("value"), changed.json().getJsonArray("allow"));
        assertEquals(new JsonArray(), changed.json().getJsonArray("exclude"));
        Reply late = world.call("PATCH", base + "/destinations/1", ROOT_KEY, new JsonObject().put("revision", 1));
        assertEquals(409, late.status());
    }

    @Test
    void namesEachFieldThatIsWrong() {
        Reply wrong = post(
                "/destinations",
                new JsonObject()
                        .put("kind", "meta")
                        .put("name", "")
                        .put(
                                "settings",
                                new JsonObject().put("pixel", "my pixel").put("colour", "red")));
        assertEquals(422, wrong.status());
        assertTrue(wrong.text().contains("settings.pixel"), wrong.text());
        assertTrue(wrong.text().contains("settings.colour"), wrong.text());
        assertTrue(wrong.text().contains("secrets.token"), wrong.text());
        assertTrue(wrong.text().contains("\"name\""), wrong.text());
    }

    @Test
    void passesOverNothingThatIsMistyped() {
        assertEquals(201, post("/destinations", meta()).status());
        // A condition with a mistyped operator would let leave whatever has the field.
        var filter = new JsonArray()
                .add(new JsonObject()
                        .put("field", "data.value")
                        .put("is", "atleast")
                        .put("value", "100"))
                .add(new JsonObject().put("field", "data.value").put("vale", "100"));
        var mapping =
                new JsonArray().add(new JsonObject().put("event", "purchase").put("name", "Purchase"));
        Reply wrong = world.call(
                "PATCH",
                base + "/destinations/1",
                ROOT_KEY,
                new JsonObject()
                        .put("filter", filter)
                        .put("mapping", mapping)
                        .put("pace", new JsonObject().put("per_minute", 5)));
        assertEquals(422, wrong.status(), wrong.text());
        for (String field :
                List.of("filter[0].is", "filter[1].is", "filter[1].vale", "mapping[0].name", "pace.per_minute")) {
            assertTrue(wrong.text().contains('"' + field + '"'), wrong.text());
        }
        assertEquals(new JsonArray(), world.get(base + "/destinations/1").json().getJsonArray("filter"));
    }

    @Test
    void namesWhatIsNull() {
        assertEquals(201, post("/destinations", meta()).status());
        var line = new JsonObject().putNull("event").putNull("constants");
        var condition = new JsonObject().putNull("field").put("is", "exists").putNull("value");
        refuses(new JsonObject().put("mapping", new JsonArray().add(line)), "mapping[0].event", "mapping[0].constants");
        refuses(new JsonObject().put("filter", new JsonArray().add(condition)), "filter[0].field", "filter[0].value");
        refuses(new JsonObject().put("allow", new JsonArray().addNull()).putNull("exclude"), "allow", "exclude");
        refuses(new JsonObject().putNull("purpose").putNull("pace"), "purpose", "pace");
        refuses(
                new JsonObject()
                        .put(
                                "pace",
                                new JsonObject()
                                        .putNull("per_second")
                                        .put("at_once", 1.5)
                                        .put("timeout_ms", "5")),
                "pace.per_second",
                "pace.at_once",
                "pace.timeout_ms");
    }

    private void refuses(JsonObject change, String... said) {
        Reply refused = world.call("PATCH", base + "/destinations/1", ROOT_KEY, change);
        assertEquals(422, refused.status(), refused.text());
        for (String text : said) {
            assertTrue(refused.text().contains(text), refused.text());
        }
    }

    @Test
    void saysWhatToWriteInstead() {
        assertEquals(201, post("/destinations", meta()).status());
        var condition = new JsonObject().put("field", "data.value").put("is", "at_least");
        refuses(
                new JsonObject()
                        .put("settings", new JsonObject().put("pixel", "my pixel"))
                        .put("purpose", "ads")
                        .put("filter", new JsonArray().add(condition))
                        .put("pace", new JsonObject().put("per_second", 0)),
                "settings.pixel must match",
                "must be one of ad_user_data, ",
                "must have a number",
                "pace.per_second",
                "must be from 1 to 500.");
    }

    @Test
    void takesNoTemplateThatNothingCouldBeSentWith() {
        var hook = new JsonObject()
                .put("kind", "webhook")
                .put("name", "Courier")
                .put("secrets", secret("A".repeat(32)))
                .put(
                        "settings",
                        new JsonObject()
                                .put("url", "https://courier.example/hook")
                                .put("template", "{\"order\": }"));
        Reply refused = post("/destinations", hook);
        assertEquals(422, refused.status(), refused.text());
        assertTrue(refused.text().contains("settings.template must be a JSON object."), refused.text());
    }

    @Test
    void mapsEventsOfAnyNameThatSitesSend() {
        assertEquals(201, post("/destinations", meta()).status());
        var line = new JsonObject().put("event", "অর্ডার: নতুন").put("as", "Lead");
        Reply changed = world.call(
                "PATCH",
                base + "/destinations/1",
                ROOT_KEY,
                new JsonObject().put("mapping", new JsonArray().add(line)));
        assertEquals(200, changed.status(), changed.text());
        line.put("event", "e".repeat(101));
        refuses(new JsonObject().put("mapping", new JsonArray().add(line)), "must name an event");
    }

    @Test
    void takesNoAddressThatNothingCouldBeSentTo() {
        var hook =
                new JsonObject().put("kind", "webhook").put("name", "Courier").put("secrets", secret("A".repeat(32)));
        for (String address :
                List.of("http://my_shop.example/", "https://shop.example:99999/", "https://shop.example/{{id}}")) {
            Reply refused = post("/destinations", hook.put("settings", new JsonObject().put("url", address)));
            assertEquals(422, refused.status(), address);
            assertTrue(refused.text().contains("settings.url must be an address"), refused.text());
        }
    }

    @Test
    void saysThatNoEventLeavesForAListOfPeople() {
        Reply made = post(
                "/destinations",
                meta().put("kind", "meta_audience")
                        .put(
                                "settings",
                                new JsonObject().put("account", "1234567").put("title", "Hot")));
        assertEquals(201, made.status(), made.text());
        Reply tried = post("/destinations/1/dry-run", new JsonObject());
        assertEquals(200, tried.status(), tried.text());
        assertEquals("not_for_lists", tried.json().getJsonObject("reason").getString("code"));
    }

    @Test
    void showsWhatWouldLeave() {
        assertEquals(201, post("/destinations", meta()).status());
        Reply tried = post("/destinations/1/dry-run", new JsonObject());
        assertEquals(200, tried.status(), tried.text());
        assertTrue(tried.json().getBoolean("made_up"));
        assertTrue(tried.json().getString("request").contains("\"event_name\":\"Purchase\""), tried.text());
        assertFalse(tried.text().contains(TOKEN));
        assertEquals(200, tried.json().getInteger("sandbox_status"));
    }

    @Test
    void listsDeliveriesAndSendsDeadOnesOnceMore() {
        assertEquals(201, post("/destinations", meta()).status());
        UUID visitor = UUID.randomUUID();
        var event = new Outgoing(UUID.randomUUID(), "purchase", ApiWorld.NOW, new JsonObject(), new JsonObject());
        TestServices.put(world.data.database(), new Outbound(world.bakery.id(), 1, "e:1", visitor, null, event));
        world.data.run("update outbox set state = 2, code = 'refused', detail = 'no', done_at = now()");
        JsonObject dead = world.get(base + "/deliveries?state=dead&destination=1")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        assertEquals("refused", dead.getJsonObject("reason").getString("code"));
        String path = "/deliveries/" + dead.getLong("number");
        assertEquals(200, world.get(base + path).status());
        assertEquals(204, post(path + "/replay", new JsonObject()).status());
        assertEquals(404, post(path + "/replay", new JsonObject()).status());
        assertEquals("waiting", world.get(base + path).json().getString("state"));
        assertEquals(400, world.get(base + "/deliveries?state=lost").status());
        world.data.run("update outbox set state = 2, code = 'refused', detail = 'no', done_at = now()");
        assertEquals(
                204,
                world.call("DELETE", base + "/destinations/1", ROOT_KEY, null).status());
        assertEquals(404, post(path + "/replay", new JsonObject()).status());
        assertEquals("dead", world.get(base + path).json().getString("state"));
    }

    @Test
    void tellsWhichStepsOfAConnectionWereSeen() {
        assertEquals(201, post("/destinations", meta()).status());
        assertEquals(
                List.of(
                        "consent: null",
                        "browser: null",
                        "sandbox: null",
                        "accepted: null",
                        "dedup: null",
                        "audience: null"),
                steps());
        UUID event = UUID.randomUUID();
        world.pixelCalls.put(event, ApiWorld.NOW);
        var sent = new Outgoing(event, "purchase", ApiWorld.NOW, new JsonObject(), new JsonObject());
        TestServices.put(
                world.data.database(), new Outbound(world.bakery.id(), 1, "e:1", UUID.randomUUID(), null, sent));
        world.data.run("update outbox set state = 1, done_at = '2026-05-20T12:00:01Z'");
        assertEquals("browser: 2026-05-20T12:00:00Z", steps().get(1));
        assertEquals("dedup: 2026-05-20T12:00:01Z", steps().get(4));
    }

    private List<String> steps() {
        return world.get(base + "/destinations/1/connection").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .map(step -> step.getString("step") + ": " + step.getString("seen"))
                .toList();
    }

    @Test
    void knowsNoConnectionOfAWebhook() {
        var webhook = new JsonObject()
                .put("kind", "webhook")
                .put("name", "Courier")
                .put("settings", new JsonObject().put("url", "https://courier.example/hook"))
                .put("secrets", new JsonObject().put("secret", "whsec_" + "QUJDRUZHSElKS0xNTk9QUVJTVFVWV1hZWg=="));
        assertEquals(201, post("/destinations", webhook).status());
        assertEquals(404, world.get(base + "/destinations/1/connection").status());
    }

    @Test
    void hidesTheDestinationsOfOtherSites() {
        assertEquals(201, post("/destinations", meta()).status());
        var other = world.data.addSite("Other", "other.example");
        String key = world.key(Set.of(Scope.DESTINATIONS_READ), Optional.of(other));
        assertEquals(404, world.call("GET", base + "/destinations", key, null).status());
        assertEquals(
                0,
                world.call("GET", "/sites/" + other.publicId() + "/destinations", key, null)
                        .json()
                        .getJsonArray("items")
                        .size());
        assertEquals(200, world.call("GET", "/destination-kinds", key, null).status());
        assertEquals(
                204,
                world.call("DELETE", base + "/destinations/1", ROOT_KEY, null).status());
        assertEquals(404, world.get(base + "/destinations/1").status());
    }
}
