package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.config.Secret;
import io.warmtag.config.Settings.FirstAdmin;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionPagesTest {
    private static final String EMAIL = "ada@bakery.example";
    private static final String PASSWORD = "bread and butter";

    private ConsoleWorld world;
    private Browser browser;

    @BeforeEach
    void start() {
        world = new ConsoleWorld(TestDatabase.create().address(), 0);
        browser = new Browser(world.port);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void ada() {
        Optional<String> setup = world.accounts
                .prepare(Optional.of(new FirstAdmin(EMAIL, new Secret(PASSWORD))))
                .await();
        assertTrue(setup.isEmpty());
    }

    private HttpResponse<String> logIn(Browser who, String email, String password) {
        assertEquals(200, who.open("/console/login").statusCode());
        return who.submit("/console/session", "email", email, "password", password, "next", "");
    }

    @Test
    void sendsAStrangerToTheLoginAndBackAfterIt() {
        ada();
        HttpResponse<String> refused = browser.open("/console/sites/new");
        assertEquals(303, refused.statusCode());
        assertEquals("/console/login?next=%2Fconsole%2Fsites%2Fnew", Browser.location(refused));
        assertEquals(200, browser.open(Browser.location(refused)).statusCode());
        HttpResponse<String> entered =
                browser.submit("/console/session", "email", EMAIL, "password", PASSWORD, "next", "/console/sites/new");
        assertEquals("/console/sites/new", Browser.location(entered));
        assertEquals(200, browser.open("/console/sites/new").statusCode());
    }

    @Test
    void neverLeadsToAnotherSiteAfterTheLogin() {
        assertEquals("/console/sites", SessionPages.safeNext("https://evil.example/console"));
        assertEquals("/console/sites", SessionPages.safeNext("//evil.example"));
        assertEquals("/console/sites", SessionPages.safeNext("/console/../../x"));
        assertEquals("/console/sites", SessionPages.safeNext("/consolex"));
        assertEquals("/console/sites/WT-1/live?name=x", SessionPages.safeNext("/console/sites/WT-1/live?name=x"));
    }

    @Test
    void makesTheFirstAccountWithTheOneTimeTokenOnce() {
        String path = world.setupPath();
        assertEquals(200, browser.open(path).statusCode());
        String token = path.substring(path.indexOf('=') + 1);
        HttpResponse<String> short11 =
                browser.submit("/console/setup", "token", token, "email", "ada", "password", "elevenchars");
        assertEquals(422, short11.statusCode());
        assertTrue(short11.body().contains("Use 12 to 200 characters."));
        assertTrue(short11.body().contains("Write an e-mail address"));
        assertFalse(short11.body().contains("elevenchars"), "a password is never sent back");

        HttpResponse<String> made =
                browser.submit("/console/setup", "token", token, "email", EMAIL, "password", PASSWORD);
        assertEquals(303, made.statusCode());
        assertTrue(browser.open("/console/sites").body().contains("Your account is ready"));

        var other = new Browser(world.port);
        assertEquals(404, other.open(path).statusCode());
        assertEquals(200, other.open("/console/login").statusCode());
        HttpResponse<String> again =
                other.submit("/console/setup", "token", token, "email", "eve@x.example", "password", PASSWORD);
        assertEquals(404, again.statusCode());
    }

    @Test
    void refusesTheSetUpWithAWrongToken() {
        assertEquals(403, browser.open("/console/setup?token=guess").statusCode());
        assertEquals(200, browser.open("/console/login").statusCode());
        String path = world.setupPath();
        assertEquals(200, browser.open(path).statusCode());
        HttpResponse<String> guess =
                browser.submit("/console/setup", "token", "guess", "email", EMAIL, "password", PASSWORD);
        assertEquals(403, guess.statusCode());
    }

    @Test
    void answersAnUnknownAddressLikeAWrongPassword() {
        ada();
        HttpResponse<String> wrong = logIn(browser, EMAIL, "not the password");
        HttpResponse<String> unknown = logIn(new Browser(world.port), "eve@bakery.example", "not the password");
        assertEquals(422, wrong.statusCode());
        assertEquals(422, unknown.statusCode());
        assertTrue(wrong.body().contains("The e-mail address or the password is wrong."));
        assertTrue(unknown.body().contains("The e-mail address or the password is wrong."));
    }

    @Test
    void slowsDownWhoGuessesKnownOrUnknownAddresses() {
        ada();
        for (String email : new String[] {EMAIL, "eve@bakery.example"}) {
            for (int i = 1; i <= 5; i++) {
                assertEquals(422, logIn(browser, email, "guess number " + i).statusCode());
            }
            assertEquals(1, secondsToWait(), "after the fifth");
            blockEmails("1 minute");
            HttpResponse<String> blocked = logIn(browser, email, PASSWORD);
            assertEquals(429, blocked.statusCode(), "the right one must wait as well");
            long wait = blocked.headers().firstValueAsLong("Retry-After").orElse(0);
            assertTrue(wait > 30 && wait <= 60, "says how long: " + wait);
            blockEmails("-1 second");
            assertEquals(422, logIn(browser, email, "guess number 6").statusCode());
            assertEquals(2, secondsToWait(), "twice as long after the sixth");
        }
    }

    /** What the e-mail address that was tried last has to wait. */
    private int secondsToWait() {
        return world.database.query("""
                        select extract(epoch from blocked_to - last_at)::int from login_failure
                        where key like 'email:%' order by last_at desc limit 1""").await().iterator().next().getInteger(0);
    }

    private void blockEmails(String time) {
        var blocked = world.database
                .query("update login_failure set blocked_to = now() + '" + time
                        + "'::interval where key like 'email:%'")
                .await();
        assertTrue(blocked.rowCount() > 0);
    }

    @Test
    void refusesFormsOfOtherSitesAndWithoutTheToken() {
        ada();
        assertEquals(303, logIn(browser, EMAIL, PASSWORD).statusCode());
        assertEquals(200, browser.open("/console/sites/new").statusCode());
        String[] shop = {"name", "Bakery", "domains", "bakery.example"};
        assertEquals(
                403,
                browser.submitWith("wrong", "same-origin", "/console/sites", shop)
                        .statusCode());
        assertEquals(
                403,
                browser.submitWith(browser.csrf(), "cross-site", "/console/sites", shop)
                        .statusCode());
        assertEquals(0, world.sites.all().size());
        assertEquals(303, browser.submit("/console/sites", shop).statusCode());
        assertEquals(1, world.sites.all().size());
    }

    @Test
    void endsTheSessionAtLogout() {
        ada();
        assertEquals(303, logIn(browser, EMAIL, PASSWORD).statusCode());
        assertEquals(200, browser.open("/console/account").statusCode());
        assertEquals(303, browser.submit("/console/session/end").statusCode());
        assertEquals(303, browser.open("/console/account").statusCode());
    }

    @Test
    void keepsTheTokenOutOfTheDatabaseAndInAnHttpOnlyCookie() {
        ada();
        HttpResponse<String> entered = logIn(browser, EMAIL, PASSWORD);
        String cookie = entered.headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("wt_session="))
                .findFirst()
                .orElseThrow();
        assertTrue(cookie.toLowerCase(java.util.Locale.ROOT).contains("httponly"));
        assertTrue(cookie.contains("SameSite=Lax"));
        String token = cookie.substring("wt_session=".length(), cookie.indexOf(';'));
        var rows = world.database
                .query("select s::text as s from console_session s")
                .await();
        rows.forEach(row -> assertFalse(row.getString("s").contains(token)));
        assertEquals(1, rows.size());
    }

    @Test
    void forgetsASessionAfterADayWithoutAVisit() {
        ada();
        assertEquals(303, logIn(browser, EMAIL, PASSWORD).statusCode());
        var idle = world.database
                .query("update console_session set seen_at = now() - interval '25 hours'")
                .await();
        assertEquals(1, idle.rowCount());
        assertEquals(303, browser.open("/console/account").statusCode());
    }

    @Test
    void setsANewPasswordByALinkOnceAndLogsOthersOut() {
        ada();
        var other = new Browser(world.port);
        assertEquals(303, logIn(other, EMAIL, PASSWORD).statusCode());
        assertTrue(world.accounts.passwordLink("eve@bakery.example").await().isEmpty());
        String path = world.accounts.passwordLink(EMAIL).await().orElseThrow();
        String token = path.substring(path.indexOf('=') + 1);
        assertEquals(200, browser.open(path).statusCode());
        assertEquals(
                303,
                browser.submit("/console/password", "token", token, "password", "cake and coffee")
                        .statusCode());
        assertEquals(200, browser.open("/console/account").statusCode());
        assertEquals(303, other.open("/console/account").statusCode(), "the old session is over");
        assertEquals(404, new Browser(world.port).open(path).statusCode());
        assertEquals(422, logIn(other, EMAIL, PASSWORD).statusCode());
        assertEquals(303, logIn(other, EMAIL, "cake and coffee").statusCode());
    }

    @Test
    void changesThePasswordOnlyForWhoKnowsThePresentOne() {
        ada();
        assertEquals(303, logIn(browser, EMAIL, PASSWORD).statusCode());
        assertEquals(200, browser.open("/console/account").statusCode());
        HttpResponse<String> wrong =
                browser.submit("/console/account/password", "present", "a guess", "next", "cake and coffee");
        assertEquals(422, wrong.statusCode());
        assertTrue(wrong.body().contains("This is not your present password."));
        assertEquals(
                303,
                browser.submit("/console/account/password", "present", PASSWORD, "next", "cake and coffee")
                        .statusCode());
        assertEquals(
                303, logIn(new Browser(world.port), EMAIL, "cake and coffee").statusCode());
    }

    @Test
    void switchesTheLanguageOfThePerson() {
        ada();
        assertEquals(303, logIn(browser, EMAIL, PASSWORD).statusCode());
        assertTrue(browser.open("/console/account").body().contains("<html lang=\"en\">"));
        assertEquals(
                303,
                browser.submit("/console/account/language", "language", "bn").statusCode());
        String page = browser.open("/console/account").body();
        assertTrue(page.contains("<html lang=\"bn\">"));
        assertTrue(page.contains("এখন থেকে বাংলায়।"));
    }
}
