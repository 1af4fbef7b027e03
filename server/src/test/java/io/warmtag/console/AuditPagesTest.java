package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.audit.AuditStore;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class AuditPagesTest {
    private static final Pattern OLDER = Pattern.compile("href=\"(\\?by=[^\"]*&amp;cursor=[^\"]+)\"");

    private ConsoleWorld world;
    private Browser browser;
    private AuditStore audit;
    private Site shop;

    @BeforeAll
    void start() {
        world = new ConsoleWorld(TestDatabase.create().address(), 0);
        browser = Administrator.logIn(world);
        audit = new AuditStore(world.database);
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @BeforeEach
    void openShop() {
        shop = world.sites
                .create(SiteDraft.of("Bakery", List.of("shop.example")))
                .await();
    }

    private String page(String query) {
        return shown("/console/sites/" + shop.publicId() + "/audit" + query);
    }

    private String shown(String path) {
        HttpResponse<String> page = browser.open(path);
        assertEquals(200, page.statusCode(), page.body());
        return page.body().replace("&#x3D;", "=");
    }

    private void note(String actor, String action, String subject) {
        audit.add(actor, action, shop.id(), subject).await();
    }

    @Test
    void tellsWhoDidWhatInWords() {
        String tags = "/console/sites/" + shop.publicId() + "/tags";
        assertEquals(200, browser.open(tags).statusCode());
        assertEquals(
                303,
                browser.submit(
                                tags,
                                "type",
                                "meta_pixel",
                                "name",
                                "Pixel",
                                "params.pixelId",
                                "1",
                                "params.event",
                                "Purchase")
                        .statusCode());
        note("key:Courier", "release.live", "version 12");
        note("environment", "release.test-shop", "version 13");
        String page = page("");
        assertTrue(page.contains("Tag “Pixel” made"), page);
        assertTrue(page.contains(Administrator.EMAIL));
        assertTrue(page.contains("Version 12 released to Live"), page);
        assertTrue(page.contains("API key “Courier”"));
        assertTrue(page.contains("Version 13 released to test-shop"));
        assertTrue(page.contains("Server settings"));
    }

    @Test
    void speaksBengaliWithBengaliDigits() {
        note("ada@bakery.example", "version.create", "version 12");
        Administrator.speak(browser, "bn");
        String page = page("");
        Administrator.speak(browser, "en");
        assertTrue(page.contains("ভার্সন ১২ তৈরি হয়েছে"), page);
    }

    @Test
    void filtersByPersonAndByKind() {
        note("ada@bakery.example", "tag.pause", "Ada's tag");
        note("bob@bakery.example", "tag.pause", "Bob's tag");
        note("bob@bakery.example", "site.update", "Bakery");
        String bob = page("?by=bob%40bakery.example");
        assertTrue(bob.contains("Bob&#x27;s tag"), bob);
        assertFalse(bob.contains("Ada&#x27;s tag"));
        String tags = page("?by=bob%40bakery.example&kind=tag");
        assertTrue(tags.contains("Bob&#x27;s tag"));
        assertFalse(tags.contains("Settings of the site changed"));
        assertTrue(page("?kind=key").contains("Nothing fits"));
    }

    @Test
    void goesOnWhereThePageEndsWithTheSameFilter() {
        for (int i = 1; i <= 60; i++) {
            note("ada@bakery.example", "version.create", "version " + i);
        }
        note("bob@bakery.example", "site.update", "Bakery");
        String first = page("?by=ada%40bakery.example");
        assertTrue(first.contains("Version 60 made") && first.contains("Version 11 made"));
        assertFalse(first.contains("Version 10 made"));
        Matcher older = OLDER.matcher(first);
        assertTrue(older.find(), first);
        String second = page(older.group(1).replace("&amp;", "&"));
        assertTrue(second.contains("Version 10 made") && second.contains("Version 1 made"));
        assertFalse(second.contains("Version 11 made"));
        assertFalse(OLDER.matcher(second).find());
    }

    @Test
    void keepsToTheSiteAndNamesItInTheListOfAll() {
        note("ada@bakery.example", "tag.pause", "Here");
        Site other = world.sites
                .create(SiteDraft.of("Elsewhere", List.of("other.example")))
                .await();
        audit.add("ada@bakery.example", "tag.pause", other.id(), "There").await();
        String here = page("");
        assertTrue(here.contains("“Here”"));
        assertFalse(here.contains("“There”"));
        String all = shown("/console/audit");
        assertTrue(all.contains("“Here”") && all.contains("“There”"));
        assertTrue(all.contains("<a href=\"/console/sites/" + other.publicId() + "\">Elsewhere</a>"), all);
        assertTrue(shown("/console/audit?kind=account").contains("Account ada@bakery.example made"));
    }
}
