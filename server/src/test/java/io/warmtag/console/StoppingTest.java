package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.App;
import io.warmtag.config.Cluster;
import io.warmtag.config.Secret;
import io.warmtag.config.Settings;
import io.warmtag.config.Settings.FirstAdmin;
import io.warmtag.event.VisitorId;
import io.warmtag.site.Site;
import io.warmtag.testkit.Listener;
import io.warmtag.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A whole server that is stopped while pages listen to it. */
class StoppingTest {
    private static final Duration MOST = Duration.ofSeconds(5);

    @Test
    void waitsForNobodyWhoOnlyListens() throws Exception {
        var app = new App(settings());
        app.start();
        var browser = new Browser(app.port());
        assertEquals(200, browser.open("/console/login").statusCode());
        assertEquals(
                303,
                browser.submit("/console/session", "email", Administrator.EMAIL, "password", Administrator.PASSWORD)
                        .statusCode());
        BlockingQueue<String> console = browser.watch("/console/sites/" + Site.DEMO + "/changes");
        assertEquals("retry: 1500", console.poll(20, TimeUnit.SECONDS));
        try (var page = Listener.open(
                app.port(), "/s?site=" + Site.DEMO, "Cookie", "_wt=" + VisitorId.text(UUID.randomUUID()))) {
            assertEquals(200, page.status());
            long start = System.nanoTime();
            app.stop();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(MOST) < 0, () -> "stopped after " + took);
            assertEquals("0", page.line("0"), "the page's answer has an end, so that its browser comes back");
        }
    }

    private static Settings settings() {
        return new Settings(
                0,
                0,
                "127.0.0.1",
                Optional.of(TestDatabase.create().address()),
                Path.of("target/stopping"),
                new Cluster.Alone(),
                0,
                true,
                Set.of(),
                Optional.of(new FirstAdmin(Administrator.EMAIL, new Secret(Administrator.PASSWORD))),
                Optional.empty(),
                0,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
