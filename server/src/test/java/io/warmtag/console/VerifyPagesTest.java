package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
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

    @BeforeAll
    void start() {
        world = new ConsoleWorld(TestDatabase.create().address(), 0);
        here = world.sites.create(SiteDraft.of("Here", List.of("127.0.0.1"))).await();
        sitePath = "/console/sites/" + here.publicId();
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
    void asksWhichVersionIsServed() {
        assertTrue(browser.open(sitePath + "/install/served").body().contains("could not be asked"));
    }
}
