package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestDatabase;
import io.warmtag.testkit.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class VerifyPagesTest {
    private ConsoleWorld world;
    private Browser browser;
    private Site here;
    private String sitePath;
    private TestServer shop;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    @BeforeAll
    void start() {
        world = new ConsoleWorld(TestDatabase.create().address(), 0);
        here = world.sites.create(SiteDraft.of("Here", List.of("127.0.0.1"))).await();
        sitePath = "/console/sites/" + here.publicId();
        shop = TestServer.start(
                world.vertx,
                List.of(router -> router.get("/*").handler(ctx -> {
                    asked.add(ctx.request().path());
                    ctx.response().end(shopFile(ctx.request().path())).onFailure(ctx::fail);
                })));
        browser = Administrator.logIn(world);
    }

    @AfterAll
    void stop() {
        world.close();
    }

    private HttpResponse<String> check(String page) {
        assertTrue(browser.open(sitePath + "/install").body().contains("/install/checks"));
        return browser.submit(sitePath + "/install/checks", "page", page);
    }

    @Test
    void saysWhatIsWrongWithAPage() {
        HttpResponse<String> checked = check("http://127.0.0.1:" + world.port + "/console/login");
        assertEquals(200, checked.statusCode());
        assertTrue(checked.body().contains("The snippet is not in this page."), checked.body());
        assertTrue(check("http://127.0.0.1:" + world.port + "/nothing").body().contains("status 404"));
    }

    @Test
    void looksAtTheSitesOwnPagesOnly() {
        for (String page : List.of("https://evil.example/", "file:///etc/passwd", "http://10.0.0.1/", "")) {
            HttpResponse<String> refused = check(page);
            assertEquals(422, refused.statusCode(), page);
            assertTrue(refused.body().contains("aria-invalid=\"true\""), page);
        }
    }

    @Test
    void asksThePageItselfWhichVersionItServes() {
        assertEquals(200, browser.open(sitePath + "/versions/new").statusCode());
        assertEquals(
                303,
                browser.submit(sitePath + "/versions", "name", "", "notes", "", "environment", "live")
                        .statusCode());
        assertTrue(served("/now").contains("Your site now serves version 1."));
        assertTrue(asked.contains("/now/t/" + here.publicId() + ".js"), "as the page loads it, not as we would");
        assertTrue(served("/late").contains("The site serves version 0, but version 1 is published."));
        assertTrue(served("/other").contains("The page has the snippet of another site (WT-0THER00)."));
        assertTrue(served("/bare").contains("The snippet is not in this page."));
        assertTrue(served("/empty").contains("no container of this site comes from there"));
        assertTrue(asks("http://127.0.0.1:1/").contains("did not answer"));
        assertFalse(asks("http://10.0.0.1/").contains("Asked just now: http://10.0.0.1/"), "no page of this site");
    }

    private String shopFile(String path) {
        String folder = path.replaceFirst("/t/.*", "");
        if (path.endsWith(".js")) {
            return switch (folder) {
                case "/now" -> "(()=>{({\"site\":\"" + here.publicId() + "\",\"version\":1,})})()";
                case "/late" -> "(()=>{({\"site\":\"" + here.publicId() + "\",\"version\":0,})})()";
                default -> "";
            };
        }
        String site = folder.equals("/other") ? "WT-0THER00" : here.publicId();
        return folder.equals("/bare") ? "<p>bread" : "<script src=\"" + folder + "/t/" + site + ".js\"></script>";
    }

    private String served(String path) {
        return asks(shop.base() + path);
    }

    private String asks(String page) {
        return browser.open(sitePath + "/install/served?page=" + Visit.encode(page))
                .body();
    }
}
