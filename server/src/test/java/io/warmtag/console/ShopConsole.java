package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.container.model.Content;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A console in which the administrator of a shop is logged in, and what he does there. One for a class of tests, of which each
 * begins with a shop of its own.
 */
final class ShopConsole implements BeforeEachCallback, AfterAllCallback {
    final ConsoleWorld world = new ConsoleWorld(TestDatabase.create().address(), 0);
    final Browser browser = Administrator.logIn(world);
    private Site shop = openShop();

    @Override
    public void beforeEach(ExtensionContext context) {
        shop = openShop();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        world.close();
    }

    private Site openShop() {
        Site opened = world.sites
                .create(SiteDraft.of("Bakery", List.of("shop.example")))
                .await();
        assertEquals(200, browser.open("/console/sites").statusCode());
        return opened;
    }

    Site shop() {
        return shop;
    }

    HttpResponse<String> open(String part) {
        return browser.open("/console/sites/" + shop.publicId() + part);
    }

    String page(String part) {
        HttpResponse<String> page = open(part);
        assertEquals(200, page.statusCode(), page.body());
        return page.body().replace("&#x3D;", "=").replace("&amp;", "&");
    }

    HttpResponse<String> send(String part, String... fields) {
        return browser.submit("/console/sites/" + shop.publicId() + part, fields);
    }

    /** Sends a form that is accepted; returns where it leads, below the site. */
    String done(String part, String... fields) {
        HttpResponse<String> answer = send(part, fields);
        assertEquals(303, answer.statusCode(), answer.body());
        return Browser.location(answer).substring(("/console/sites/" + shop.publicId()).length());
    }

    Content draft() {
        return world.workspaces.draft(shop).await().workspace().content();
    }
}
