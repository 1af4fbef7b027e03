package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(Lifecycle.PER_CLASS)
class InstallPagesTest {
    @RegisterExtension
    final ShopConsole console = new ShopConsole();

    @Test
    void namesTheHostThatEventsWereRefusedFrom() {
        assertFalse(console.page("/install").contains("were refused"));
        refused("https://cakes.example");
        String page = console.page("/install");
        assertTrue(page.contains("Events from cakes.example were refused"), page);
        assertTrue(page.contains("Nothing seen yet"), page);
        assertTrue(page.contains("/console/sites/" + console.shop().publicId() + "/settings"), page);
        assertTrue(console.page("/rejected").contains("domain is none of this site"));
        Administrator.speak(console.browser, "bn");
        assertTrue(console.page("/install").contains("cakes.example থেকে আসা ইভেন্ট নেওয়া হয়নি"));
        Administrator.speak(console.browser, "en");
    }

    @Test
    void forgetsTheHostOnceItIsTheSitesOwn() {
        refused("https://www.shop.example");
        assertFalse(console.page("/install").contains("were refused"));
    }

    private void refused(String origin) {
        console.world
                .database
                .query(
                        "insert into rejected_event (site_id, name, field, reason, code, arguments, body)"
                                + " values ($1, 'page_view', '', 'elsewhere', 'origin_foreign', '{}', $2)",
                        console.shop().id(),
                        "{\"origin\":\"" + origin + "\"}")
                .await();
    }
}
