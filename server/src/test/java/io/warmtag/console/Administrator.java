package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.config.Secret;
import io.warmtag.config.Settings.FirstAdmin;
import java.util.Optional;

/** Who runs a console under test. */
final class Administrator {
    static final String EMAIL = "ada@bakery.example";
    static final String PASSWORD = "bread and butter";

    private Administrator() {}

    /** Makes his account, the first one, and the browser in which he is logged in. */
    static Browser logIn(ConsoleWorld world) {
        assertTrue(world.accounts
                .prepare(Optional.of(new FirstAdmin(EMAIL, new Secret(PASSWORD))))
                .await()
                .isEmpty());
        var browser = new Browser(world.port);
        assertEquals(200, browser.open("/console/login").statusCode());
        assertEquals(
                303,
                browser.submit("/console/session", "email", EMAIL, "password", PASSWORD)
                        .statusCode());
        return browser;
    }

    /** Chooses his language: {@code en} or {@code bn}. */
    static void speak(Browser browser, String language) {
        assertEquals(200, browser.open("/console/account").statusCode());
        assertEquals(
                303,
                browser.submit("/console/account/language", "language", language)
                        .statusCode());
    }
}
