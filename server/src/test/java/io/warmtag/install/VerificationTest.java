package io.warmtag.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpServer;
import io.warmtag.event.EventStore;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestSite;
import io.warmtag.web.ThisMachine;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VerificationTest {
    @Test
    void beginsWithTheFrontPageAndWithTheDemoShopWhereThatIs() {
        // This server has a name on the shop's own domain, as it should; the shop's pages aren't there.
        Site bakery = InstallationTest.site("WT-7K2M9QX", "bakery.com.bd");
        assertEquals("https://bakery.com.bd/", Verification.home(bakery, "https://t.bakery.com.bd"));
        Site demo = InstallationTest.site(Site.DEMO, "localhost");
        assertEquals("http://localhost:8080/demo", Verification.home(demo, "http://localhost:8080"));
        assertEquals("https://localhost/", Verification.home(demo, "http://192.168.1.5:8080"));
    }

    @Test
    void leadsToThePortsOfThisMachineThatAreOpenToEverybodyAlone() {
        try (var world = new TestSite()) {
            var asked = new AtomicInteger();
            HttpServer kept = world.vertx()
                    .createHttpServer()
                    .requestHandler(request -> {
                        asked.incrementAndGet();
                        request.response().end().onFailure(cause -> {});
                    })
                    .listen(0, "127.0.0.1")
                    .await();
            int port = kept.actualPort();
            Site demo = world.sites()
                    .createIfMissing(Site.DEMO, SiteDraft.of("Demo", List.of("localhost")))
                    .await();
            assertEquals("page_address", said(world, demo, port, new ThisMachine(true, () -> port - 1, Set.of())));
            assertEquals(0, asked.get());
            assertTrue(!said(world, demo, port, new ThisMachine(true, () -> port, Set.of()))
                    .startsWith("page_"));
            assertTrue(!said(world, demo, port, new ThisMachine(false, () -> 0, Set.of(port)))
                    .startsWith("page_"));
            assertEquals(2, asked.get());
        }
    }

    private static String said(TestSite world, Site site, int port, ThisMachine here) {
        var verification =
                new Verification(world.vertx(), new EventStore(world.database()), world.environments(), here);
        return verification.served(site, URI.create("http://localhost:" + port + "/")).await().stream()
                .map(Finding::code)
                .findFirst()
                .orElse("");
    }
}
