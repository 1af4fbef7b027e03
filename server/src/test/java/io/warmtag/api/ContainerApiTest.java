package io.warmtag.api;

import static io.warmtag.api.ApiWorld.ROOT_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestServer.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContainerApiTest {
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
    void takesATagFromTheDraftToThePageAndBack() {
        int trigger =
                made("/triggers", "{'name':'All Pages','type':'page_view'}").getInteger("id");
        JsonObject tag = made(
                "/tags",
                "{'name':'Pixel','type':'pixel','params':{'id':'{{Page URL}}'},'firing':[" + trigger
                        + "],'from':'2026-01-01T00:00:00Z','consent':{'mode':'additional','types':['ad_storage']}}");
        assertEquals(tag, world.get(site + "/tags/" + tag.getInteger("id")).json());
        JsonObject review = world.get(site + "/workspace/review").json();
        assertEquals(2, review.getJsonArray("changes").size());
        assertEquals("Trigger 'All Pages' added", text(review.getJsonArray("changes"), 1));
        assertEquals(1, review.getJsonArray("tags").size());

        Reply version = post("/versions", "{'name':'First','notes':'n'}");
        assertEquals(201, version.status(), version.text());
        assertEquals(200, post("/versions", "{}").status(), "an unchanged draft is the same version");
        assertEquals(201, post("/environments/live/releases", "{'version':1}").status());
        assertEquals(200, post("/environments/live/releases", "{'version':1}").status());
        assertEquals(404, post("/environments/live/releases", "{'version':9}").status());
        JsonArray environments = world.get(site + "/environments").json().getJsonArray("items");
        assertEquals(1, environments.getJsonObject(0).getJsonObject("release").getInteger("version"));
        assertEquals(
                "https://tags.example/t/" + world.bakery.publicId() + ".js",
                environments.getJsonObject(0).getString("script"));
        assertTrue(environments.getJsonObject(1).getString("script").matches(".*/t/WT-\\w{7}\\.[\\w-]{24}\\.js"));

        assertEquals(200, post("/tags/" + tag.getInteger("id") + "/pause", null).status());
        JsonObject diff = world.get(site + "/diff").json();
        assertEquals(1, diff.getInteger("from"));
        assertEquals("Tag 'Pixel' changed", text(diff.getJsonArray("changes"), 0));
        assertEquals(
                new JsonArray().add("paused"),
                diff.getJsonArray("changes").getJsonObject(0).getJsonArray("details"));
        assertEquals(
                200,
                world.call("PUT", site + "/workspace", ROOT_KEY, json("{'version':1}"))
                        .status());
        assertTrue(world.get(site + "/diff").json().getJsonArray("changes").isEmpty());
        JsonObject whole = world.get(site + "/versions/1").json();
        assertEquals(1, whole.getJsonObject("content").getJsonArray("tags").size());
        assertEquals(
                1,
                world.get(site + "/environments/live/releases")
                        .json()
                        .getJsonArray("items")
                        .size());
    }

    @Test
    void namesFieldAndRemedy() {
        Reply million =
                post("/tags", "{'name':'H','type':'custom_html','params':{'html':'" + "x".repeat(1_048_576) + "'}}");
        assertEquals(422, million.status());
        assertEquals("params.html", field(million));
        assertTrue(million.text().contains("at most 100,000 are allowed"), million.text());
        Reply code = post(
                "/variables",
                "{'name':'J','type':'custom_javascript','params':{'javascript':'function(){\\n return 1 +;\\n}'}}");
        assertTrue(code.text().contains("Line 2, column 13"), code.text());
        Reply missing = post("/tags", "{'name':'A','type':'image','params':{'url':'{{Nobody}}'}}");
        assertTrue(missing.text().contains("there is no variable 'Nobody'"), missing.text());
        assertEquals(422, post("/versions", "{'name':5}").status());
        assertEquals(422, post("/environments", "{'name':'a b'}").status());
        assertEquals(404, world.get(site + "/tags/99").status());
        assertEquals(404, world.get(site + "/tags/x").status());
    }

    @Test
    void saysWhoWasFasterAndWhatHeChanged() {
        JsonObject first = made("/variables", "{'name':'Price','type':'constant','params':{'value':'1'}}");
        String path = site + "/variables/" + first.getInteger("id");
        JsonObject mine = first.copy();
        mine.getJsonObject("params").put("value", "2");
        JsonObject theirs = first.copy();
        theirs.getJsonObject("params").put("value", "3");
        assertEquals(200, world.call("PATCH", path, ROOT_KEY, mine).status());
        Reply late = world.call("PATCH", path, ROOT_KEY, theirs);
        assertEquals(409, late.status());
        assertTrue(late.text().contains("Value changed from '1' to '2'"), late.text());
        assertEquals(
                409,
                world.call("DELETE", path + "?revision=" + first.getLong("revision"), ROOT_KEY, null)
                        .status());
        assertEquals(204, world.call("DELETE", path, ROOT_KEY, null).status());
    }

    @Test
    void findsWhereThingsAreUsedAndWhatIsNot() {
        int price = made("/variables", "{'name':'Price','type':'constant','params':{'value':'1'}}")
                .getInteger("id");
        int folder = made("/folders", "{'name':'Meta'}").getInteger("id");
        made("/tags", "{'name':'Pixel','type':'pixel','params':{'id':'{{Price}}'},'folder':" + folder + "}");
        JsonArray uses =
                world.get(site + "/variables/" + price + "/uses").json().getJsonArray("items");
        assertEquals("Pixel", uses.getJsonObject(0).getString("name"));
        assertEquals("params.id", uses.getJsonObject(0).getString("field"));
        assertEquals(
                422,
                world.call("DELETE", site + "/variables/" + price, ROOT_KEY, null)
                        .status());
        assertEquals(
                1,
                world.get(site + "/workspace/unused")
                        .json()
                        .getJsonArray("items")
                        .size());
        assertEquals(
                1,
                world.get(site + "/tags?q=price").json().getJsonArray("items").size());
        assertEquals(
                1,
                world.get(site + "/tags?folder=" + folder)
                        .json()
                        .getJsonArray("items")
                        .size());
        assertEquals(
                0,
                world.get(site + "/tags?folder=99").json().getJsonArray("items").size());
        assertEquals(201, post("/tags/3/copy", null).status());
        JsonObject page = world.get(site + "/tags?limit=1").json();
        assertEquals(1, page.getJsonArray("items").size());
        assertEquals(
                "Pixel (2)",
                world.get(site + "/tags?limit=1&cursor=" + page.getString("next"))
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("name"));
    }

    @Test
    void holdsEventDefinitionsAgainstWhatArrives() {
        made(
                "/event-definitions",
                "{'name':'add_to_cart','source':{'kind':'data_layer'},'weight':5,'params':["
                        + "{'name':'value','type':'string','required':true},{'name':'items','type':'items','required':true}]}");
        made("/event-definitions", "{'name':'sign_up','source':{'kind':'form'}}");
        world.data.addEvent(world.bakery, UUID.randomUUID(), "add_to_cart", ApiWorld.NOW);
        world.data.addEvent(world.bakery, UUID.randomUUID(), "mystery", ApiWorld.NOW);
        JsonObject checks = world.get(site + "/event-checks").json();
        JsonObject cart = checks.getJsonArray("definitions").getJsonObject(0);
        assertEquals(1, cart.getInteger("seen"));
        assertEquals(new JsonObject().put("items", 1), cart.getJsonObject("missing"));
        assertEquals(new JsonObject().put("value", 1), cart.getJsonObject("wrong_type"));
        assertEquals(0, checks.getJsonArray("definitions").getJsonObject(1).getInteger("seen"));
        assertEquals(
                "mystery", checks.getJsonArray("undefined").getJsonObject(0).getString("name"));
        assertFalse(world.get(site + "/settings/events").json().getBoolean("strict"));
        assertEquals(
                200,
                world.call("PUT", site + "/settings/events", ROOT_KEY, json("{'strict':true}"))
                        .status());
        assertTrue(world.get(site + "/settings/events").json().getBoolean("strict"));
    }

    @Test
    void givesEachEnvironmentAnAddressOfItsOwn() {
        Reply made = post("/environments", "{'name':'agency'}");
        assertEquals(201, made.status());
        assertEquals(409, post("/environments", "{'name':'agency'}").status());
        Reply moved = post("/environments/agency/token", null);
        assertFalse(made.json().getString("script").equals(moved.json().getString("script")));
        assertEquals(
                409,
                world.call("DELETE", site + "/environments/live", ROOT_KEY, null)
                        .status());
        assertEquals(
                204,
                world.call("DELETE", site + "/environments/agency", ROOT_KEY, null)
                        .status());
        assertEquals(
                404,
                world.call("DELETE", site + "/environments/agency", ROOT_KEY, null)
                        .status());
    }

    @Test
    void saysWhatAPageMakesOfTheSnippetAndOpensNoOthers() {
        String here = world.data
                .sites()
                .create(SiteDraft.of("Here", List.of("127.0.0.1")))
                .await()
                .publicId();
        String page = "http://127.0.0.1:" + world.server().port() + "/api/v1/openapi.json";
        JsonObject found =
                world.get("/sites/" + here + "/installation?page=" + page).json();
        assertEquals(page, found.getString("page"));
        JsonObject finding = found.getJsonArray("findings").getJsonObject(0);
        assertEquals("missing", finding.getString("code"));
        assertEquals("wrong", finding.getString("level"));
        assertTrue(finding.getString("text").startsWith("The snippet is not in this page."), finding.encode());
        assertEquals(
                400,
                world.get("/sites/" + here + "/installation?page=http://10.0.0.1/")
                        .status());
    }

    @Test
    void describesTheTypesAndLetsOnlyPublishersPublish() {
        JsonObject types = world.get(site + "/types").json();
        assertFalse(types.getJsonArray("tags").isEmpty());
        String writer = world.key(Set.of(Scope.CONTAINER_READ, Scope.CONTAINER_WRITE), Optional.empty());
        assertEquals(
                403, world.call("POST", site + "/versions", writer, json("{}")).status());
        assertEquals(200, world.call("GET", site + "/workspace", writer, null).status());
    }

    @CanIgnoreReturnValue
    private JsonObject made(String path, String body) {
        Reply reply = post(path, body);
        assertEquals(201, reply.status(), reply.text());
        return reply.json();
    }

    private Reply post(String path, @org.jspecify.annotations.Nullable String body) {
        return world.call("POST", site + path, ROOT_KEY, body == null ? null : json(body));
    }

    private static JsonObject json(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }

    private static String text(JsonArray changes, int index) {
        return changes.getJsonObject(index).getString("text");
    }

    private static String field(Reply reply) {
        return reply.json().getJsonArray("errors").getJsonObject(0).getString("field");
    }
}
