package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A webhook that gets contact data in clear is told so in its form, says so on its page, and the audit says who did. */
class DestinationContactsPagesTest {
    private ConsoleWorld world;
    private Browser browser;
    private String base;

    @BeforeEach
    void start() {
        world = new ConsoleWorld(TestDatabase.create().address(), 0);
        browser = Administrator.logIn(world);
        Site shop = world.sites
                .create(SiteDraft.of("Bakery", List.of("shop.example")))
                .await();
        base = "/console/sites/" + shop.publicId();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private String shown(String path) {
        HttpResponse<String> page = browser.open(base + path);
        assertEquals(200, page.statusCode(), page.body());
        return page.body().replace("&#x3D;", "=").replace("&quot;", "\"");
    }

    private HttpResponse<String> save(String path, String... more) {
        var fields = new java.util.ArrayList<>(List.of(
                "kind",
                "webhook",
                "name",
                "Courier",
                "sandbox",
                "on",
                "value.url",
                "https://courier.example/hook",
                "purpose",
                "analytics_storage",
                "per_second",
                "10",
                "at_once",
                "2",
                "timeout_ms",
                "5000"));
        fields.addAll(List.of(more));
        return browser.submit(base + path, fields.toArray(String[]::new));
    }

    @Test
    void isTickedSaidAndNoted() {
        String form = shown("/destinations/new?kind=webhook");
        assertTrue(form.contains("name=\"value.contacts\" value=\"on\"><span>Send contact data in clear"), form);
        assertTrue(form.contains("“{{contact.phone}}”"), form);
        assertEquals(
                303,
                save("/destinations", "secret.secret", "whsec_" + "A".repeat(32))
                        .statusCode());
        assertFalse(shown("/destinations/1").contains("in clear"));
        assertEquals(
                303,
                save("/destinations/1", "revision", "1", "value.contacts", "on").statusCode());
        assertTrue(shown("/destinations/1").contains("It gets e-mail addresses, phone numbers and names in clear."));
        assertTrue(shown("/destinations/1/edit").contains("name=\"value.contacts\" value=\"on\" checked"));
        assertTrue(shown("/audit").contains("Destination “Courier” gets contact data in clear"));
        // Nobody has come yet: what would be carried of a person is seen, not what.
        String tried = shown("/destinations/1/test");
        assertTrue(tried.contains("\"contact\":{\"email\":\"•••••\",\"phone\":\"•••••\"}"), tried);
    }
}
