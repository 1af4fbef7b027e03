package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Outbound;
import io.warmtag.destination.Outgoing;
import io.warmtag.destination.Target;
import io.warmtag.destination.TargetSettings;
import io.warmtag.destination.TestServices;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class DestinationPagesTest {
    private static final String TOKEN = "EAAtoken0123456789abcdefghij";

    private ConsoleWorld world;
    private Browser browser;
    private Site shop;
    private String base;

    @BeforeAll
    void start() {
        world = new ConsoleWorld(TestDatabase.create().address(), 0);
        browser = Administrator.logIn(world);
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
        base = "/console/sites/" + shop.publicId();
    }

    @CanIgnoreReturnValue
    private String shown(String path) {
        HttpResponse<String> page = browser.open(base + path);
        assertEquals(200, page.statusCode(), page.body());
        return page.body().replace("&#x3D;", "=").replace("&quot;", "\"");
    }

    private HttpResponse<String> send(String path, String... fields) {
        return browser.submit(base + path, fields);
    }

    @CanIgnoreReturnValue
    private Target makeMeta() {
        String form = shown("/destinations/new?kind=meta");
        assertTrue(form.contains("name=\"secret.token\""), form);
        HttpResponse<String> made = send(
                "/destinations",
                "kind",
                "meta",
                "name",
                "Meta ads",
                "value.pixel",
                "123456789012345",
                "secret.token",
                TOKEN,
                "sandbox",
                "on",
                "event.0",
                "purchase",
                "as.0",
                "Purchase",
                "fields.0",
                "colour = data.color; shop = context.url",
                "purpose",
                "ad_user_data",
                "per_second",
                "২০",
                "at_once",
                "2",
                "timeout_ms",
                "5000");
        assertEquals(303, made.statusCode(), made.body());
        return world.destinations.targets().of(shop).get(0);
    }

    @Test
    void setsUpMetaTriesItAndSwitchesItOn() {
        Target made = makeMeta();
        assertEquals(20, made.settings().pace().perSecond());
        assertEquals(
                "data.color", made.settings().mapping().lines().get(0).fields().get("colour"));
        String page = shown("/destinations/1");
        assertTrue(page.contains("Saved. It sends nothing yet"), page);
        assertTrue(page.contains("Connect step by step"));
        assertTrue(page.contains("Sandbox: the answers below"));
        String form = shown("/destinations/1/edit");
        assertFalse(form.contains(TOKEN));
        assertTrue(form.contains("It is set, and never shown"));
        assertTrue(form.contains("value=\"colour = data.color; shop = context.url\""), form);
        String tried = shown("/destinations/1/test");
        assertTrue(tried.contains("\"event_name\":\"Purchase\""), tried);
        assertTrue(tried.contains("SANDBOX"));
        assertFalse(tried.contains(TOKEN));
        assertEquals(303, send("/destinations/1/resume").statusCode());
        assertTrue(shown("/destinations").contains("Meta ads"));
        assertEquals(
                Target.State.ON, world.destinations.targets().of(shop).get(0).state());
    }

    @Test
    void leavesColdPeopleOutByAnAudienceInWhichNoBuyerIs() {
        assertTrue(shown("/destinations/new").contains("No ads for cold people"));
        HttpResponse<String> begun = send("/destinations/cold-exclusion");
        String form = begun.headers().firstValue("location").orElseThrow();
        assertTrue(form.endsWith("/destinations/new?kind=meta_audience&cold=1"), form);
        assertEquals(
                "all",
                world.audiences.directory().find(shop.id(), 1).orElseThrow().condition()
                                instanceof io.warmtag.rule.audience.model.Condition.Group group
                        ? group.mode().code()
                        : "");
        String filled = shown("/destinations/new?kind=meta_audience&cold=1");
        assertTrue(filled.contains("value=\"exclude\" selected"), filled);
        assertTrue(filled.contains("value=\"UNWANTED_CUSTOMERS\" selected"));
        assertFalse(filled.contains("Which events leave"));
        // A second time it is the same audience.
        assertTrue(send("/destinations/cold-exclusion")
                .headers()
                .firstValue("location")
                .orElseThrow()
                .endsWith("cold=1"));
        HttpResponse<String> made = send(
                "/destinations",
                "kind",
                "meta_audience",
                "name",
                "Cold",
                "value.source",
                "1",
                "value.title",
                "Cold, never bought",
                "value.use",
                "exclude",
                "value.account",
                "123456",
                "secret.token",
                TOKEN,
                "sandbox",
                "on",
                "purpose",
                "ad_user_data",
                "per_second",
                "1",
                "at_once",
                "1",
                "timeout_ms",
                "20000");
        assertEquals(303, made.statusCode(), made.body());
        String page = shown("/destinations/1");
        assertTrue(page.contains("It is made when this is switched on"), page);
        assertEquals(303, send("/destinations/1/compare").statusCode());
    }

    @Test
    void showsHowManyMetaFindsByAnAudience() {
        Target meta = makeMeta();
        var list = new Target(
                shop.id(),
                0,
                "meta_audience",
                "Warm people",
                Target.State.ON,
                Optional.empty(),
                true,
                TargetSettings.of(
                        world.destinations.kinds().get("meta_audience").destination()),
                Optional.empty(),
                1);
        int number = world.destinations
                .targets()
                .add(list, Map.of("token", "EAAtoken0123456789abcdefghij"))
                .await();
        assertTrue(shown("/destinations/" + number).contains("Found by Meta, approximately</dt><dd>Not yet"));
        world.database.query("""
                        insert into people_list (site_id, destination, outside, sandbox, size_least, size_most, size_trouble, sized_at)
                        values ($1, $2, '987654', true, 1200, 1300, 'It suggests health.', now())
                        """, shop.id(), number).await();
        String page = shown("/destinations/" + number);
        assertTrue(page.contains("1,200 – 1,300"), page);
        assertTrue(page.contains("It suggests health."));
        String connection = shown("/destinations/" + meta.id());
        assertTrue(connection.contains("Warm people</a>: people that Meta finds"), connection);
        assertTrue(connection.contains("1,200 – 1,300"));
    }

    @Test
    void saysOnTheOverviewWhatNeedsAHand() {
        Target made = makeMeta();
        assertFalse(shown("").contains("was stopped"));
        var database = world.database;
        database.query(
                        "update destination set state = 2, stop_code = 'token', stop_detail = '' where site_id = $1",
                        shop.id())
                .await();
        var event = new Outgoing(UUID.randomUUID(), "purchase", Instant.now(), new JsonObject(), new JsonObject());
        TestServices.put(database, new Outbound(shop.id(), made.id(), "e:1", UUID.randomUUID(), null, event));
        database.query("update outbox set state = 2, done_at = now() where site_id = $1", shop.id())
                .await();
        String stopped = shown("");
        assertTrue(stopped.contains("The destination “Meta ads” was stopped and sends nothing."), stopped);
        assertTrue(stopped.contains("1 delivery came to nothing."));
        database.query("update destination set state = 0 where site_id = $1", shop.id())
                .await();
        database.query(
                        "insert into destination_health (site_id, destination, token_expires) values ($1, $2, now() + interval '3 days 1 hour')",
                        shop.id(),
                        made.id())
                .await();
        assertTrue(shown("").contains("The access token of “Meta ads” dies in 3 days."));
    }

    @Test
    void saysBesideEachFieldWhatIsWrongWithIt() {
        assertTrue(shown("/destinations").contains("Nothing goes outside yet"));
        shown("/destinations/new?kind=webhook");
        HttpResponse<String> refused = send(
                "/destinations",
                "kind",
                "webhook",
                "name",
                "Hook",
                "value.url",
                "ftp://x",
                "purpose",
                "analytics_storage",
                "per_second",
                "0",
                "at_once",
                "1",
                "timeout_ms",
                "5000");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("It doesn’t have the right form."), refused.body());
        assertTrue(refused.body().contains("This is needed."));
        assertTrue(refused.body().contains("This is too little or too much."));
        assertTrue(refused.body().contains("ftp://x"));
        assertEquals(List.of(), world.destinations.targets().of(shop));
    }

    @Test
    void keepsSecretsThatWereNotTypedAnew() {
        makeMeta();
        shown("/destinations/1/edit");
        HttpResponse<String> saved = change("999999", "7");
        assertEquals(303, saved.statusCode(), saved.body());
        Target now = world.destinations.targets().of(shop).get(0);
        assertEquals(TOKEN, world.destinations.targets().secrets(now).get("token"));
        assertEquals("999999", now.settings().values().get("pixel"));
        HttpResponse<String> late = change("111111", "7");
        assertEquals(422, late.statusCode());
        assertTrue(late.body().contains("Somebody else has changed it meanwhile"));
    }

    @Test
    void takesNumbersInBengaliDigits() {
        makeMeta();
        shown("/destinations/1/edit");
        HttpResponse<String> saved = change("৯৯৯৯৯৯", "১৪");
        assertEquals(303, saved.statusCode(), saved.body());
        var values = world.destinations.targets().of(shop).get(0).settings().values();
        assertEquals("999999", values.get("pixel"));
        assertEquals("14", values.get("heartbeat_days"));
    }

    private HttpResponse<String> change(String pixel, String heartbeatDays) {
        return send(
                "/destinations/1",
                "kind",
                "meta",
                "revision",
                "1",
                "name",
                "Meta",
                "value.pixel",
                pixel,
                "value.heartbeat_days",
                heartbeatDays,
                "purpose",
                "ad_user_data",
                "per_second",
                "5",
                "at_once",
                "1",
                "timeout_ms",
                "5000");
    }

    @Test
    void showsADeliveryWithItsReasonAndSendsItOnceMore() {
        makeMeta();
        var event = new Outgoing(
                UUID.randomUUID(), "purchase", Instant.now(), new JsonObject().put("value", 5), new JsonObject());
        TestServices.put(world.database, new Outbound(shop.id(), 1, "e:1", UUID.randomUUID(), null, event));
        world.database
                .query("update outbox set state = 2, code = 'refused', detail = 'Not this one', done_at = now()")
                .await();
        String list = shown("/deliveries?state=dead");
        assertTrue(list.contains("They refuse it: Not this one"), list);
        String number = list.replaceAll("(?s).*deliveries/(\\d+)\".*", "$1");
        assertTrue(shown("/deliveries/" + number).contains(event.id().toString()));
        assertEquals(303, send("/deliveries/" + number + "/replay").statusCode());
        assertTrue(shown("/deliveries/" + number).contains("Waiting"));
    }

    @Test
    void aVisitorsTimelineSaysWhatLeftBecauseOfEachThingHeDid() {
        Target meta = makeMeta();
        UUID visitor = UUID.randomUUID();
        UUID firing = UUID.randomUUID();
        var cart = new Outgoing(
                UuidV7.create(System.currentTimeMillis()),
                "add_to_cart",
                Instant.now(),
                new JsonObject(),
                new JsonObject());
        world.database.query("""
                        insert into event (site_id, id, visitor, name, time, received, mark, data, context)
                        values ($1, $2, $3, 'add_to_cart', now(), now(), 0, '{}', '{}')""", shop.id(), cart.id(), visitor).await();
        world.database.query("""
                        insert into firing (site_id, rule, person, occasion_key, id, event, version, decision, test, occurred_at, at)
                        values ($1, 1, $3, 'e:' || $2::uuid, $4, $2, 1, 0, false, now(), now())""", shop.id(), cart.id(), visitor, firing).await();
        world.database
                .query("insert into firing_step (firing, number, state) values ($1, 0, 'done')", firing)
                .await();
        TestServices.put(world.database, new Outbound(shop.id(), meta.id(), "e:" + cart.id(), visitor, null, cart));
        world.database
                .query("update outbox set state = 1, sandbox = true, done_at = now()")
                .await();
        var warm = new Outgoing(UUID.randomUUID(), "TempWarm", Instant.now(), new JsonObject(), new JsonObject());
        TestServices.put(
                world.database, new Outbound(shop.id(), meta.id(), "firing:" + firing + ":0", visitor, firing, warm));
        String page = shown("/visitors/" + VisitorId.text(visitor)).replaceAll("<svg.*?</svg>", "");
        List<String> sent = Pattern.compile(
                        "<span class=\"sent\">(.*?)</span> (?=<span class=\"sent\"|</p>)", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(found -> found.group(1)
                        .replaceAll("<[^>]*>", " ")
                        .replaceAll("\\s+", " ")
                        .strip())
                .toList();
        assertEquals(List.of("→ Meta ads Delivered Sandbox", "→ Meta ads TempWarm Waiting"), sent);
    }

    @Test
    void speaksBengali() {
        makeMeta();
        Administrator.speak(browser, "bn");
        String page = shown("/destinations/1");
        Administrator.speak(browser, "en");
        assertTrue(page.contains("ধাপে ধাপে যুক্ত করুন"), page);
    }
}
