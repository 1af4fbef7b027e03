package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class StreamsTest {
    private ConsoleWorld world;
    private Browser browser;
    private Site shop;
    private SampleShop sample;

    @BeforeAll
    void start() {
        world = new ConsoleWorld(TestDatabase.create().address(), 0);
        shop = world.sites
                .create(SiteDraft.of("Bakery", List.of("shop.example")))
                .await();
        sample = new SampleShop(world.database, shop, Instant.now());
        sample.fill();
        browser = Administrator.logIn(world);
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void sendsAnEventToWhoWatchesWithinASecond() throws InterruptedException {
        BlockingQueue<String> lines = browser.watch("/console/sites/" + shop.publicId()
                + "/live/stream?name=sign_up&since=" + Instant.now().toEpochMilli());
        assertEquals("retry: 1500", lines.poll(10, TimeUnit.SECONDS));
        // One, because two of the same ms would make the same ids.
        var sample = new SampleShop(world.database, shop, Instant.now());
        sample.event(SampleShop.WANTS, "login", Duration.ZERO, new JsonObject(), 0);
        sample.event(SampleShop.WANTS, "sign_up", Duration.ZERO, new JsonObject(), 0);
        long start = System.nanoTime();
        String row = "";
        while (!row.contains("Signed up")) {
            row = String.valueOf(lines.poll(10, TimeUnit.SECONDS));
            assertFalse(row.contains("Logged in"), "filtered by name");
            assertFalse(row.equals("null"), "nothing came in 10 seconds");
        }
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 5_000);
    }

    @Test
    void tellsTheOverviewThatSomethingChanged() throws InterruptedException {
        BlockingQueue<String> lines = browser.watch("/console/sites/" + shop.publicId() + "/changes");
        assertEquals("retry: 1500", lines.poll(10, TimeUnit.SECONDS));
        String line = "";
        // The first sign of life comes after the first look: from then on a change is one.
        while (!line.equals("event: alive")) {
            line = String.valueOf(lines.poll(10, TimeUnit.SECONDS));
        }
        sample.event(SampleShop.WANTS, "search", Duration.ZERO, new JsonObject(), 0);
        while (!line.equals("event: changed")) {
            line = String.valueOf(lines.poll(10, TimeUnit.SECONDS));
            assertFalse(line.equals("null"), "nothing came in 10 seconds");
        }
    }

    @Test
    void tellsTheOverviewWhatChangedWhileItsBrowserConnected() throws InterruptedException {
        Matcher stream = Pattern.compile("src=\"([^\"]*/changes\\?seen=[0-9a-f]+)\"")
                .matcher(
                        browser.open("/console/sites/" + shop.publicId()).body().replace("&#x3D;", "="));
        assertTrue(stream.find());
        sample.event(SampleShop.WANTS, "search", Duration.ZERO, new JsonObject(), 0);
        BlockingQueue<String> lines = browser.watch(stream.group(1));
        assertEquals("retry: 1500", lines.poll(10, TimeUnit.SECONDS));
        assertEquals("event: changed", lines.poll(10, TimeUnit.SECONDS));
    }
}
