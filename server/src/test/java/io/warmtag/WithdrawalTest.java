package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.event.UuidV7;
import io.warmtag.testkit.OpenShop;
import io.warmtag.testkit.Shop;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever takes his consent back is heard once, over HTTP on the whole server, and then forgotten by his browser. */
class WithdrawalTest {
    private static OpenShop server;
    private static final JsonObject GRANTED = states("granted", "granted");
    private static final JsonObject DENIED = states("denied", "denied");
    private static Shop shop;
    private static Database database;
    private static long lastId;
    private String site;

    @BeforeAll
    static void open() throws Exception {
        server = OpenShop.open();
        shop = server.shop();
        database = server.database();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void site() throws Exception {
        site = shop.createSite();
        HttpResponse<String> asks = shop.api("PATCH", "/sites/" + site, new JsonObject().put("consent", "ask"));
        assertEquals(200, asks.statusCode(), asks.body());
        Shop.until("the site asks", () -> {
            try {
                return "ask".equals(shop.api("/sites/" + site).getString("consent"));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        say("page_view", GRANTED);
        assertEquals(List.of("page_view"), names());
    }

    private static JsonObject states(String analytics, String ads) {
        return new JsonObject()
                .put("analytics_storage", analytics)
                .put("ad_storage", ads)
                .put("ad_user_data", ads)
                .put("ad_personalization", ads);
    }

    /** Later than any before, so that their order is that of their ids. */
    private static synchronized String nextId() {
        lastId = Math.max(lastId + 1, System.currentTimeMillis());
        return UuidV7.create(lastId).toString();
    }

    /** Whoever refuses tells his answer and nothing of the page. */
    private static JsonObject context(String name, JsonObject consent) {
        var context = new JsonObject().put("consent", consent);
        return name.equals("consent") ? context : context.put("url", "https://bakery.example/cake");
    }

    private static String body(String site, String name, JsonObject consent) {
        return telling(site, name, context(name, consent));
    }

    private static String telling(String site, String name, JsonObject context) {
        var event = new JsonObject().put("id", nextId()).put("name", name).put("time", System.currentTimeMillis());
        return new JsonObject()
                .put("site", site)
                .put("sent", System.currentTimeMillis())
                .put("context", context)
                .put("events", new JsonArray().add(event))
                .encode();
    }

    @CanIgnoreReturnValue
    private HttpResponse<String> say(String name, JsonObject consent, String... headers) throws Exception {
        HttpResponse<String> answer = shop.post(body(site, name, consent), headers);
        assertEquals(204, answer.statusCode(), answer.body());
        return answer;
    }

    private static boolean expires(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Set-Cookie")
                .filter(set -> set.startsWith("_wt=;") && set.contains("Max-Age=0"))
                .isPresent();
    }

    private List<Row> events() {
        List<Row> events = new ArrayList<>();
        database.query("""
                        select event.name, visitor, data, context from event join site on site.id = site_id
                        where public_id = $1 order by event.id
                        """, site).await().forEach(events::add);
        return events;
    }

    private List<String> names() {
        return events().stream().map(row -> row.getString(0)).toList();
    }

    @Test
    void refusingEverythingIsKeptWithoutPageOrBrowserAndTheCookieGoes() throws Exception {
        assertTrue(expires(say("consent", DENIED)));
        assertEquals(List.of("page_view", "consent_withdrawn"), names());
        Row kept = events().get(1);
        assertEquals(events().get(0).getUUID("visitor"), kept.getUUID("visitor"));
        assertEquals("{}", kept.getString("data"));
        assertEquals(new JsonObject().put("consent", DENIED), new JsonObject(kept.getString("context")));

        assertFalse(say("consent", DENIED).headers().firstValue("Set-Cookie").isPresent());
        assertEquals(2, events().size(), "without a cookie there is nobody to be heard");
    }

    /** Containers that browsers still have told the page, too. */
    @Test
    void ofWhatAnOlderPageTellsWithItNothingIsKept() throws Exception {
        JsonObject told = context("consent", DENIED)
                .put("url", "https://bakery.example/cake")
                .put("title", "Cake")
                .put("screen", "390x844")
                .put("user_id", "ada");
        assertEquals(204, shop.post(telling(site, "consent", told)).statusCode());
        assertEquals(List.of("page_view", "consent_withdrawn"), names());
        assertEquals(
                new JsonObject().put("consent", DENIED),
                new JsonObject(events().get(1).getString("context")));
    }

    @Test
    void whoAgreesAgainIsSomebodyNew() throws Exception {
        say("consent", DENIED);
        say("page_view", GRANTED);
        assertEquals(List.of("page_view", "consent_withdrawn", "page_view"), names());
        UUID before = events().get(0).getUUID("visitor");
        assertFalse(before.equals(events().get(2).getUUID("visitor")));
    }

    @Test
    void aSecondTabAndARepeatedRequestAreHeardOnce() throws Exception {
        String said = body(site, "consent", DENIED);
        String cookie = shop.cookie();
        assertTrue(expires(shop.post(said)));
        shop.cookie(cookie);
        assertTrue(expires(shop.post(said)), "an answer that got lost is given again");
        shop.cookie(cookie);
        assertTrue(expires(say("consent", DENIED)));
        assertEquals(List.of("page_view", "consent_withdrawn"), names());
    }

    @Test
    void whatNobodyHasAnsweredIsNoWithdrawal() throws Exception {
        HttpResponse<String> answer = say("consent", states("default", "denied"));
        assertFalse(expires(answer));
        assertEquals("default", consent(1).getString("analytics_storage"));
        say("page_view", GRANTED);
        assertEquals(events().get(0).getUUID("visitor"), events().get(2).getUUID("visitor"));
        say("page_view", states("granted", "default"));
        assertEquals("default", consent(3).getString("ad_user_data"));
    }

    private JsonObject consent(int index) {
        return new JsonObject(events().get(index).getString("context")).getJsonObject("consent");
    }

    @Test
    void globalPrivacyControlSwitchedOnLaterTakesAllAdsBack() throws Exception {
        HttpResponse<String> answer = say("consent", states("granted", "granted"), "Sec-GPC", "1");
        assertFalse(expires(answer), "it says nothing about being recognised");
        assertEquals(List.of("page_view", "consent_withdrawn"), names());
        assertEquals("denied", consent(1).getString("ad_user_data"));
        assertEquals("granted", consent(1).getString("analytics_storage"));
    }

    @Test
    void whatWasHeldBackStaysWithNobodyWhenItComesAlong() throws Exception {
        var both = new JsonObject(body(site, "consent", DENIED));
        JsonObject other = new JsonObject(body(site, "add_to_cart", DENIED))
                .getJsonArray("events")
                .getJsonObject(0);
        both.getJsonArray("events").add(other);
        assertTrue(expires(shop.post(both.encode())));
        assertEquals(List.of("page_view", "consent_withdrawn", "add_to_cart"), names());
        assertEquals(null, events().get(2).getUUID("visitor"));
    }

    @Test
    void aCookieOfNobodyIsTakenAwayAndNothingKept() throws Exception {
        shop.cookie("_wt=AAAAAAAAAAAAAAAAAAAAAA");
        assertTrue(expires(say("consent", DENIED)));
        assertEquals(List.of("page_view"), names());
    }
}
