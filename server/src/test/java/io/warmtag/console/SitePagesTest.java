package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.event.VisitorId;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class SitePagesTest {
    private static final String BUYER = VisitorId.text(SampleShop.BUYER);

    private ConsoleWorld world;
    private Browser browser;
    private Site shop;
    private Site empty;
    private SampleShop sample;

    @BeforeAll
    void start() {
        world = new ConsoleWorld(TestDatabase.create().address(), 0);
        shop = world.sites
                .create(SiteDraft.of("Bakery", List.of("shop.example")))
                .await();
        empty = world.sites
                .create(SiteDraft.of("Empty", List.of("empty.example")))
                .await();
        sample = new SampleShop(world.database, shop, Instant.now());
        sample.fill();
        browser = Administrator.logIn(world);
    }

    @AfterAll
    void stop() {
        world.close();
    }

    private HttpResponse<String> at(Site site, String part) {
        return browser.open("/console/sites/" + site.publicId() + part);
    }

    private String page(String part) {
        HttpResponse<String> page = at(shop, part);
        assertEquals(200, page.statusCode(), page.body());
        return page.body();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/live",
                "/rejected",
                "/visitors",
                "/events",
                "/preview",
                "/install",
                "/install?nonce=1",
                "/settings",
                "/settings/temperature"
            })
    void showsEveryPageOfAFullAndAnEmptySiteInBothLanguagesAndOnlyToPeopleLoggedIn(String part) {
        for (String language : new String[] {"en", "bn"}) {
            Administrator.speak(browser, language);
            for (Site site : new Site[] {shop, empty}) {
                HttpResponse<String> page = at(site, part);
                assertEquals(200, page.statusCode(), page.body());
                assertTrue(page.body().contains("<html lang=\"" + language + "\">"));
                assertTrue(page.body().contains("aria-current=\"page\""), "the section is marked");
                assertTrue(page.headers()
                        .firstValue("Content-Security-Policy")
                        .orElse("")
                        .startsWith("default-src 'none'"));
            }
        }
        Administrator.speak(browser, "en");
        HttpResponse<String> stranger = new Browser(world.port).open("/console/sites/" + shop.publicId() + part);
        assertEquals(303, stranger.statusCode());
        assertTrue(Browser.location(stranger).startsWith("/console/login"));
    }

    @Test
    void answersAnUnknownSiteVisitorOrPageWithAPageThatSaysSo() {
        for (String path : new String[] {
            "/console/sites/WT-0000000",
            "/console/sites/" + shop.publicId() + "/visitors/AAAAAAAAAAAAAAAAAAAAAA",
            "/console/sites/" + shop.publicId() + "/visitors/nonsense",
            "/console/sites/" + empty.publicId() + "/visitors/" + BUYER,
            "/console/nothing"
        }) {
            HttpResponse<String> missing = browser.open(path);
            assertEquals(404, missing.statusCode(), path);
            assertTrue(missing.body().contains("There is nothing here"), path);
        }
    }

    @Test
    void tellsWhoIsThereAndWhatNeedsAHand() {
        String overview = page("");
        assertTrue(overview.contains("Installed and working."));
        assertTrue(overview.contains("12,34,567"));
        assertTrue(overview.contains("+33%"));
        assertTrue(overview.contains("4 events were rejected today."));
        assertTrue(at(empty, "").body().contains("Nothing has come in yet"));
    }

    @Test
    void warnsWhenAllVisitorsSeemToComeThroughAProxyThatNobodyNamed() {
        Site proxied = world.sites
                .create(SiteDraft.of("Proxied", List.of("proxied.example")))
                .await();
        visitorsFrom(proxied, "10.0.0.0", 20);
        assertTrue(at(proxied, "")
                .body()
                .contains("The newest 20 visitors all come from one address, 10.0.0.0: that of a proxy"));
        visitorsFrom(proxied, "203.0.113.0", 1);
        assertFalse(at(proxied, "").body().contains("one address"));
    }

    private void visitorsFrom(Site site, String address, int visitors) {
        var stored = world.database.query("""
                        insert into event (site_id, id, visitor, name, time, received, mark, data, context)
                        select $1, gen_random_uuid(), gen_random_uuid(), 'page_view', now(), now(), 0, '{}',
                               json_build_object('ip', $2::text)
                        from generate_series(1, $3)""", site.id(), address, visitors).await();
        assertEquals(visitors, stored.rowCount());
    }

    @Test
    void saysWhyEventsWereRejectedInTheReadersLanguage() {
        String english = page("/rejected");
        assertTrue(english.contains("<p>data.value must be of type number, as the event is defined"), english);
        assertTrue(english.contains("<p lang=\"en\">price must be a number without a currency sign"), "an old row");
        Administrator.speak(browser, "bn");
        String bengali = page("/rejected");
        Administrator.speak(browser, "en");
        assertTrue(bengali.contains("<p>data.value-এর ধরন number হতে হবে"), bengali);
        assertTrue(bengali.contains("<p lang=\"en\">price must be a number without a currency sign"), "an old row");
    }

    @Test
    void explainsATemperatureLineByLine() {
        String visitor = page("/visitors/" + BUYER);
        assertTrue(visitor.contains("Why this temperature?"));
        assertTrue(visitor.contains("T-1042"));
        assertTrue(visitor.contains("+15 → +12.9"), "begin_checkout three days ago");
        assertTrue(visitor.contains("If nothing happens: cold on"));
        assertTrue(visitor.contains("জামদানি শাড়ি · ৳4,590"));
    }

    @Test
    void pagesThroughVisitorsWithoutLosingOrRepeatingAny() {
        var seen = new java.util.HashSet<String>();
        String part = "/visitors?temperature=cold";
        int pages = 0;
        while (!part.isEmpty()) {
            String body = page(part);
            var ids = java.util.regex.Pattern.compile("/visitors/([A-Za-z0-9_-]{22})\"")
                    .matcher(body);
            while (ids.find()) {
                assertTrue(seen.add(ids.group(1)), "twice: " + ids.group(1));
            }
            var next = java.util.regex.Pattern.compile("href=\"[^\"]*(/visitors\\?[^\"]*cursor[^\"]*)\"")
                    .matcher(body);
            part = next.find() ? next.group(1).replace("&#x3D;", "=").replace("&amp;", "&") : "";
            pages++;
        }
        var cold = world.database
                .query("select count(*) from person where site_id = $1 and temperature = 0", shop.id())
                .await();
        assertEquals(cold.iterator().next().getLong(0), seen.size());
        assertTrue(pages > 1);
    }

    @Test
    void findsAVisitorByTheStartOfHisId() {
        String found = page("/visitors?q=" + BUYER.substring(0, 6));
        assertTrue(found.contains("/visitors/" + BUYER));
        assertTrue(page("/visitors?q=zzzzzz").contains("Nobody found"));
        assertTrue(page("/visitors?q=x").contains("At least 4 characters"));
    }

    @Test
    void filtersLiveByNameVisitorAndMark() {
        assertFalse(page("/live?name=purchase").contains("Page view"));
        assertTrue(page("/live?visitor=" + BUYER).contains("Ordered"));
        assertTrue(page("/live?mark=bot").contains("Bot</span>"));
        assertTrue(page("/live?visitor=nobody").contains("Waiting for events"), "a wrong id finds nobody");
    }

    @Test
    void saysWhatItSeesOfTheInstallation() {
        assertTrue(page("/install").contains("Yes. Events are coming in from the shop."));
        assertTrue(page("/install?nonce=1").contains("nonce&#x3D;&quot;{NONCE}&quot;"));
        assertTrue(at(empty, "/install").body().contains("Nothing seen yet."));
    }

    @Test
    void keepsWhatWasTypedWhenASiteIsRefused() {
        assertEquals(200, browser.open("/console/sites/new").statusCode());
        HttpResponse<String> refused = browser.submit("/console/sites", "name", "", "domains", "not a domain");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("not a domain</textarea>"));
        assertTrue(refused.body().contains("A domain looks like shop.com.bd"));
        assertTrue(refused.body().contains("Give it a name"));
    }

    @Test
    void changesTheSettingsOfASiteAndWritesDownWhoDidIt() {
        assertEquals(200, at(empty, "/settings").statusCode());
        String path = "/console/sites/" + empty.publicId() + "/settings";
        String[] good = {
            "name", "Renamed", "domains", "https://a.example/x\nb.example", "consent", "none", "language", "en",
            "time_zone", "Asia/Kolkata", "currency", "INR", "retention_days", "৯০", "staff_networks", "203.0.113.0/24",
            "privacy_url", "/privacy"
        };
        assertEquals(303, browser.submit(path, good).statusCode());
        Site now = world.sites.find(empty.publicId()).orElseThrow();
        assertEquals(List.of("a.example", "b.example"), now.domains());
        assertEquals(90, now.retentionDays(), "Bengali digits are digits");
        assertEquals("/privacy", now.privacyUrl());
        assertTrue(at(empty, "/settings").body().contains("name=\"privacy_url\" type=\"text\" value=\"/privacy\""));
        var audit = world.database
                .query("select actor from audit where action = 'site.update' and site_id = $1", empty.id())
                .await();
        assertEquals(Administrator.EMAIL, audit.iterator().next().getString(0));
        String[] bad = {
            "name", "x", "domains", "a.example", "consent", "maybe", "retention_days", "0.5", "privacy_url", "//x"
        };
        HttpResponse<String> refused = browser.submit(path, bad);
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("No such time zone"));
        assertTrue(refused.body().contains("A whole address, like https://shop.com.bd/privacy"));
        assertTrue(refused.body().contains("Between 8 and 3,650 days."));
    }

    @Test
    void asksAgainBeforeItOverwritesWhatSomebodyElseSavedMeanwhile() {
        String path = "/console/sites/" + empty.publicId() + "/settings";
        String mark = stored(at(empty, "/settings").body());
        assertEquals(303, browser.submit(path, settings(mark, "First", "90")).statusCode());
        HttpResponse<String> wrong = browser.submit(path, settings(mark, "Second", "0.5"));
        assertEquals(422, wrong.statusCode());
        assertEquals(mark, stored(wrong.body()), "what is wrong is put right before it is a question who was first");
        HttpResponse<String> second = browser.submit(path, settings(mark, "Second", "90"));
        assertEquals(409, second.statusCode());
        assertTrue(second.body().contains("has saved this meanwhile"), second.body());
        assertTrue(second.body().contains("value=\"Second\""), "what was typed stays");
        assertEquals("First", world.sites.find(empty.publicId()).orElseThrow().name());
        assertEquals(
                303,
                browser.submit(path, settings(stored(second.body()), "Second", "90"))
                        .statusCode());
        assertEquals("Second", world.sites.find(empty.publicId()).orElseThrow().name());

        mark = stored(at(empty, "/settings/temperature").body());
        path += "/temperature/versions";
        assertEquals(
                303, browser.submit(path, rules("enter", "11", "stored", mark)).statusCode());
        assertEquals(
                409, browser.submit(path, rules("enter", "12", "stored", mark)).statusCode());
    }

    private static String stored(String page) {
        Matcher mark = Pattern.compile("name=\"stored\" value=\"([^\"]+)\"").matcher(page);
        assertTrue(mark.find(), page);
        return mark.group(1);
    }

    private static String[] settings(String mark, String name, String days) {
        return new String[] {
            "stored",
            mark,
            "name",
            name,
            "domains",
            "a.example",
            "consent",
            "ask",
            "language",
            "en",
            "time_zone",
            "Asia/Dhaka",
            "currency",
            "BDT",
            "retention_days",
            days
        };
    }

    @Test
    void saysInTheReadersLanguageThatSomethingIsNotThere() {
        Administrator.speak(browser, "bn");
        assertEquals(200, at(empty, "").statusCode());
        assertTrue(at(empty, "/nothing").body().contains("এখানে কিছু নেই"));
        Administrator.speak(browser, "en");
        assertEquals(200, at(empty, "").statusCode());
        assertTrue(at(empty, "/nothing").body().contains("There is nothing here"));
    }

    @Test
    void leadsFromTheServersRootToTheConsole() {
        HttpResponse<String> root = browser.open("/");
        assertEquals(303, root.statusCode());
        assertEquals("/console/sites", Browser.location(root));
    }

    @Test
    void savesTemperatureRulesAsANewVersionOrSaysWhatIsWrong() {
        String form = at(empty, "/settings/temperature").body();
        assertTrue(form.contains("Rules no. 1"));
        String path = "/console/sites/" + empty.publicId() + "/settings/temperature/versions";
        HttpResponse<String> refused = browser.submit(path, rules("enter", "3", "view_cap", "50"));
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("More than the points at which somebody turns cold again."));
        assertTrue(refused.body().contains("visiting alone would make people warm"));
        assertTrue(refused.body().contains("value=\"50\""), "what was typed stays");
        assertEquals(
                303,
                browser.submit(path, rules("weight.add_to_cart", "২০", "new_name", "video_watched", "new_weight", "3"))
                        .statusCode());
        String saved = at(empty, "/settings/temperature").body();
        assertTrue(saved.contains("Rules no. 2"));
        assertTrue(saved.contains("video_watched"));
        assertTrue(
                saved.contains("name=\"weight.add_to_cart\" inputmode=\"decimal\" autocomplete=\"off\" value=\"20\""));
    }

    /** The form as it is, but for some fields. */
    private static String[] rules(String... changed) {
        var fields = new java.util.LinkedHashMap<String, String>();
        String[] all = {
            "counts_when",
            "placed",
            "hot_window",
            "180",
            "lapsed_after",
            "90",
            "lapsing_after",
            "60",
            "lapsing_gaps",
            "2",
            "enter",
            "10",
            "leave",
            "5",
            "half_life",
            "14",
            "minimum_stay",
            "24",
            "view_cap",
            "4",
            "weight.add_to_cart",
            "10",
            "weight.page_view",
            "1",
            "from",
            "beginning",
            "new_name",
            "",
            "new_weight",
            ""
        };
        for (String[] part : new String[][] {all, changed}) {
            for (int i = 0; i < part.length; i += 2) {
                fields.put(part[i], part[i + 1]);
            }
        }
        return fields.entrySet().stream()
                .flatMap(field -> java.util.stream.Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new);
    }

    @Test
    void servesAssetsForEverAndCompressed() {
        String name = java.util.regex.Pattern.compile("/console/assets/style\\.[A-Z0-9]+\\.css")
                .matcher(page(""))
                .results()
                .findFirst()
                .orElseThrow()
                .group();
        HttpResponse<String> style = browser.open(name);
        assertEquals(200, style.statusCode());
        assertEquals(
                "public, max-age=31536000, immutable",
                style.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(404, browser.open("/console/assets/nothing.css").statusCode());
    }
}
