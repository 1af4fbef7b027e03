package io.warmtag.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.VisitorId;
import io.warmtag.site.Site;
import io.warmtag.testkit.Listener;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestServer;
import io.warmtag.testkit.TestSite;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.RateLimiter;
import io.warmtag.web.TrustedProxies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many pages may listen, and what becomes of the others. */
class StreamRoutesTest {
    private final List<Listener> pages = new ArrayList<>();
    private TestSite world;
    private VisitorStreams streams;
    private TestServer server;

    @BeforeEach
    void start() {
        world = new TestSite();
        var limits = new VisitorStreams.Limits(6, 5, 4, 2);
        streams = new VisitorStreams(
                world.vertx(),
                (site, person) ->
                        Future.succeededFuture(new JsonArray().add(new JsonObject().put("grant", person.toString()))),
                limits);
        server = TestServer.start(
                world.vertx(),
                List.of(new StreamRoutes(
                        world.sites(),
                        streams,
                        new BaseUrl(Optional.empty(), TrustedProxies.NONE),
                        new RateLimiter(0),
                        request -> String.valueOf(request.getHeader("X-Address")))));
    }

    @AfterEach
    void stop() throws IOException {
        for (Listener page : pages) {
            page.close();
        }
        world.close();
    }

    private Listener open(Site site, UUID visitor, String address) throws IOException {
        var page = Listener.open(
                server.port(),
                "/s?site=" + site.publicId(),
                "Cookie",
                "_wt=" + VisitorId.text(visitor),
                "X-Address",
                address);
        pages.add(page);
        return page;
    }

    private void left(Listener page) throws Exception {
        int before = streams.size();
        page.close();
        Shop.until("its place is free", () -> streams.size() == before - 1);
    }

    @Test
    void anAddressHasSoManyPlacesAndGetsThemBack() throws Exception {
        Site site = world.bakery();
        var first = open(site, UUID.randomUUID(), "a");
        for (int i = 0; i < 3; i++) {
            assertEquals(200, open(site, UUID.randomUUID(), "a").status());
        }
        var refused = open(site, UUID.randomUUID(), "a");
        assertEquals(429, refused.status());
        assertEquals("2", refused.header("Retry-After"));
        assertEquals(4, streams.size());
        assertEquals(200, open(site, UUID.randomUUID(), "b").status());
        left(first);
        assertEquals(200, open(site, UUID.randomUUID(), "a").status());
    }

    @Test
    void aBusySiteLeavesPlacesToTheOthers() throws Exception {
        Site busy = world.bakery();
        Site other = world.addSite("Other", "other.example");
        for (int i = 0; i < 5; i++) {
            assertEquals(200, open(busy, UUID.randomUUID(), "a" + i).status());
        }
        assertEquals(503, open(busy, UUID.randomUUID(), "b").status());
        assertEquals(200, open(other, UUID.randomUUID(), "b").status());
        var refused = open(other, UUID.randomUUID(), "c");
        assertEquals(503, refused.status(), "the node is full");
        assertEquals("2", refused.header("Retry-After"));
        left(pages.get(0));
        assertEquals(200, open(other, UUID.randomUUID(), "c").status());
        assertEquals(6, streams.size());
    }

    @Test
    void whoOpensMoreLosesHisOldestPage() throws Exception {
        UUID rina = UUID.randomUUID();
        var oldest = open(world.bakery(), rina, "a");
        assertEquals(rina.toString(), oldest.event("offer").getString("grant"));
        var middle = open(world.bakery(), rina, "a");
        var newest = open(world.bakery(), rina, "a");
        assertEquals(rina.toString(), middle.event("offer").getString("grant"));
        assertEquals(rina.toString(), newest.event("offer").getString("grant"));
        assertEquals("0", oldest.line("0"), "the last chunk");
        Shop.until("two are left", () -> streams.size() == 2);
    }
}
