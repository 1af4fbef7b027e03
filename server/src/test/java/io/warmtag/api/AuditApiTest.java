package io.warmtag.api;

import static io.warmtag.api.ApiWorld.ROOT_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.site.Site;
import io.warmtag.testkit.TestServer.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditApiTest {
    private ApiWorld world;
    private AuditStore audit;

    @BeforeEach
    void start() {
        world = new ApiWorld();
        audit = new AuditStore(world.data.database());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static List<String> actions(Reply reply) {
        assertEquals(200, reply.status(), reply.text());
        JsonArray items = reply.json().getJsonArray("items");
        return items.stream()
                .map(item -> ((JsonObject) item).getString("action"))
                .toList();
    }

    @Test
    void tellsWhatAKeyHasChanged() {
        var change = new JsonObject().put("name", "Bread");
        String site = "/sites/" + world.bakery.publicId();
        assertEquals(200, world.call("PATCH", site, ROOT_KEY, change).status());
        JsonObject entry =
                world.get(site + "/audit").json().getJsonArray("items").getJsonObject(0);
        assertEquals("environment", entry.getString("actor"));
        assertEquals("site.update", entry.getString("action"));
        assertEquals(world.bakery.publicId(), entry.getString("site"));
    }

    @Test
    void filtersAndGoesOn() {
        int site = world.bakery.id();
        audit.add("ada@example.com", "tag.create", site, "A").await();
        audit.add("ada@example.com", "workspace.restore", site, "version 2").await();
        audit.add("bob@example.com", "version.create", site, "version 3").await();
        String path = "/sites/" + world.bakery.publicId() + "/audit";
        assertEquals(List.of("version.create", "workspace.restore"), actions(world.get(path + "?kind=version")));
        Reply first = world.get(path + "?actor=ada@example.com&limit=1");
        assertEquals(List.of("workspace.restore"), actions(first));
        String next = first.json().getString("next");
        assertEquals(List.of("tag.create"), actions(world.get(path + "?actor=ada@example.com&limit=1&cursor=" + next)));
        Reply wrong = world.get(path + "?kind=cake");
        assertEquals(400, wrong.status());
        assertTrue(wrong.text().contains("must be one of tag, trigger"), wrong.text());
    }

    @Test
    void showsAKeyOfOneSiteNothingOfOthers() {
        Site other = world.data.addSite("Other", "other.example");
        audit.add("ada@example.com", "site.create", world.bakery.id(), "Bakery").await();
        audit.add("ada@example.com", "site.update", other.id(), "Other").await();
        audit.add("ada@example.com", "account.create", null, "ada@example.com").await();
        String key = world.key(Set.of(Scope.AUDIT_READ), Optional.of(other));
        assertEquals(List.of("site.update"), actions(world.call("GET", "/audit", key, null)));
        assertEquals(
                404,
                world.call("GET", "/sites/" + world.bakery.publicId() + "/audit", key, null)
                        .status());
        assertEquals(List.of("account.create", "site.update", "site.create"), actions(world.get("/audit")));
    }
}
