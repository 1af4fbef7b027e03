package io.warmtag.api;

import static io.warmtag.api.ApiWorld.ROOT_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.testkit.TestServer.Reply;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SitesApiTest {
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
    void createsASiteWithDefaultsAndNotesWhoDidIt() {
        Reply reply = post(new JsonObject()
                .put("name", "Rongin")
                .put("domains", new JsonArray().add("https://Shop.Rongin.com.bd/cart")));
        assertEquals(201, reply.status());
        JsonObject site = reply.json();
        String id = site.getString("id");
        assertTrue(id.matches("WT-[0-9A-Z]{7}"), id);
        assertEquals("/api/v1/sites/" + id, reply.header("Location"));
        assertEquals(new JsonArray().add("shop.rongin.com.bd"), site.getJsonArray("domains"));
        assertEquals("ask", site.getString("consent"));
        assertEquals(site, world.get("/sites/" + id).json());
        assertEquals(List.of("environment site.create " + id), audit(id));
    }

    @Test
    void takesADomainAsItIsReadAndKeepsItAsBrowsersSendIt() {
        Reply reply = post(new JsonObject()
                .put("name", "Dokan")
                .put("domains", new JsonArray().add("https://দোকান.বাংলা/").add("দোকান.com")));
        assertEquals(201, reply.status());
        assertEquals(
                new JsonArray().add("xn--p5b7ah1gxc.xn--54b7fta0cc").add("xn--p5b7ah1gxc.com"),
                reply.json().getJsonArray("domains"));
    }

    @Test
    void refusesWhatTheDatabaseCannotKeepInsteadOfFailing() {
        JsonObject site = new JsonObject().put("domains", new JsonArray().add("rongin.example"));
        assertEquals(422, post(site.put("name", "a\0b")).status());
        String id = post(site.put("name", "Rongin")).json().getString("id");
        assertEquals(400, world.get("/sites/" + id + "/events?name=a%00b").status());
        for (String time : List.of("-999999999-01-01T00:00:00Z", "%2B10000-01-01T00:00:00Z", "yesterday")) {
            assertEquals(
                    400, world.get("/sites/" + id + "/events/counts?to=" + time).status(), time);
        }
    }

    @Test
    void namesEveryMistakeWithItsField() {
        Reply reply = post(new JsonObject()
                .put("name", 5)
                .put("domain", "rongin.example")
                .put("consent", true)
                .put("retention_days", 3.5));
        assertEquals(422, reply.status());
        assertEquals(List.of("consent", "domain", "domains", "name", "retention_days"), fields(reply));
        Reply known = post(new JsonObject()
                .put("name", "")
                .put("domains", new JsonArray().add("not a domain"))
                .put("consent", "maybe")
                .put("privacy_url", "javascript:alert(1)")
                .put("language", "fr")
                .put("time_zone", "Asia/Nowhere")
                .put("currency", "XYZ1")
                .put("retention_days", 0)
                .put("staff_networks", new JsonArray().add("office")));
        assertEquals(422, known.status());
        assertEquals(
                List.of(
                        "consent",
                        "currency",
                        "domains",
                        "language",
                        "name",
                        "privacy_url",
                        "retention_days",
                        "staff_networks",
                        "time_zone"),
                fields(known));
    }

    @Test
    void takesAnAddressOrAPathForThePrivacyLink() {
        JsonObject site = post(new JsonObject().put("name", "A").put("domains", new JsonArray().add("a.example")))
                .json();
        assertEquals("", site.getString("privacy_url"));
        String path = "/sites/" + site.getString("id");
        for (String good :
                List.of("/privacy", "/", "https://a.example/p?lang=bn#top", "http://দোকান.বাংলা/গোপনীয়তা", "")) {
            Reply reply = world.call("PATCH", path, ROOT_KEY, new JsonObject().put("privacy_url", good));
            assertEquals(200, reply.status(), good);
            assertEquals(good, reply.json().getString("privacy_url"));
        }
        for (String bad :
                List.of("privacy", "//evil.example", "/\\evil.example", "https://", "ftp://a.example", "/a b")) {
            Reply reply = world.call("PATCH", path, ROOT_KEY, new JsonObject().put("privacy_url", bad));
            assertEquals(422, reply.status(), bad);
            assertEquals(List.of("privacy_url"), fields(reply), bad);
        }
    }

    @Test
    void changesOnlyWhatIsNamed() {
        JsonObject before = post(new JsonObject().put("name", "A").put("domains", new JsonArray().add("a.example")))
                .json();
        String path = "/sites/" + before.getString("id");
        var change = new JsonObject()
                .put("consent", "none")
                .put("staff_networks", new JsonArray().add("203.0.113.7").add("10.0.0.0/8"));
        JsonObject after = world.call("PATCH", path, ROOT_KEY, change).json();
        var expected = before.copy()
                .put("consent", "none")
                .put("staff_networks", new JsonArray().add("203.0.113.7/32").add("10.0.0.0/8"));
        assertEquals(expected, after);
        assertEquals(expected, world.get(path).json());
        assertEquals(
                expected, world.call("PATCH", path, ROOT_KEY, new JsonObject()).json());
    }

    @Test
    void goesThroughSitesInPages() {
        for (int i = 0; i < 3; i++) {
            world.data.addSite("Same name", "same.example");
        }
        int all = world.get("/sites").json().getJsonArray("items").size();
        int seen = 0;
        String path = "/sites?limit=2";
        while (true) {
            JsonObject page = world.get(path).json();
            seen += page.getJsonArray("items").size();
            if (page.getString("next") == null) {
                break;
            }
            path = "/sites?limit=2&cursor=" + page.getString("next");
        }
        assertEquals(all, seen);
    }

    @Test
    void givesTheSnippetAndTheStaffLinksUnderThePublicAddress() {
        String site = world.bakery.publicId();
        JsonObject snippet = world.get("/sites/" + site + "/snippet?nonce=abc").json();
        assertTrue(snippet.getString("head").startsWith("<script nonce=\"abc\">"), snippet.getString("head"));
        assertTrue(snippet.getString("head").contains("\"https://tags.example/t/" + site + ".js\""));
        assertEquals("", snippet.getString("body"));
        assertEquals("https://tags.example/t/" + site + ".js", snippet.getString("script"));
        JsonObject link = world.get("/sites/" + site + "/staff-link").json();
        assertEquals("https://tags.example/staff/" + site + "/" + world.bakery.staffToken(), link.getString("on"));
        assertEquals(link.getString("on") + "?off=1", link.getString("off"));
    }

    private Reply post(JsonObject body) {
        return world.call("POST", "/sites", ROOT_KEY, body);
    }

    private static List<String> fields(Reply reply) {
        return reply.json().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("field"))
                .sorted()
                .collect(Collectors.toList());
    }

    private List<String> audit(String subject) {
        return world
                .data
                .database()
                .query("select actor || ' ' || action || ' ' || subject from audit where subject = $1", subject)
                .await()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
