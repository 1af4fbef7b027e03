package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.campaign.model.Countdown;
import io.warmtag.campaign.model.Offer;
import io.warmtag.campaign.model.OfferKind;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a marketer does with offers, by forms. */
@TestInstance(Lifecycle.PER_CLASS)
class OfferPagesTest {
    static final String[] GOOD = {
        "name",
        "Eid",
        "kind",
        "corner",
        "color",
        "#1a56db",
        "holds_hours",
        "১৬৮",
        "again",
        "on",
        "coupon.kind",
        "list",
        "countdown",
        "minutes",
        "countdown.minutes",
        "15",
        "from",
        "2026-01-01T09:30",
        "variants[0].weight",
        "1",
        "variants[0].bn.title",
        "দশ ভাগ ছাড়",
        "variants[0].bn.body",
        "আজই",
        "variants[0].bn.button",
        "দেখুন",
        "variants[0].bn.link",
        "/sale",
        "variants[0].en.title",
        ""
    };

    @RegisterExtension
    final ShopConsole console = new ShopConsole();

    @Test
    void writesAnOfferThatBeginsPausedAndIsTurnedOn() {
        assertTrue(console.page("/offers").contains("/offers/new"));
        assertTrue(console.page("/offers/new").contains("?kind=modal"));
        assertTrue(console.page("/offers/new?kind=corner").contains("variants[0].bn.title"));
        String path = console.done("/offers", GOOD);
        Offer made = offer();
        assertTrue(made.paused());
        assertEquals(OfferKind.CORNER, made.draft().kind());
        assertEquals(new Countdown.Minutes(15), made.draft().countdown());
        assertEquals(
                Instant.parse("2026-01-01T03:30:00Z"),
                made.draft().period().from().orElseThrow(),
                "in Dhaka");
        String page = console.page(path);
        assertTrue(page.contains("দশ ভাগ ছাড়") && page.contains("2026-01-01T09:30"), page);
        assertTrue(page.contains("no code left"), "it says that nobody would see it");
        assertEquals(path, console.done(path + "/resume"));
        assertFalse(offer().paused());
        assertTrue(console.page("/offers").contains("Eid"));
        assertEquals("/offers", console.done(path + "/delete"));
        assertEquals(404, console.open(path).statusCode());
    }

    @Test
    void saysBesideEachFieldWhatIsWrongAndKeepsWhatWasTyped() {
        HttpResponse<String> refused = console.send(
                "/offers",
                "name",
                "",
                "kind",
                "inline",
                "selector",
                "<",
                "color",
                "red",
                "holds_hours",
                "many",
                "variants[0].bn.title",
                "",
                "variants[0].bn.link",
                "javascript:alert(1)",
                "contact.phone",
                "on");
        assertEquals(422, refused.statusCode());
        for (String id : new String[] {"name", "selector", "color", "holds_hours", "variants-0--bn-link"}) {
            assertTrue(refused.body().contains("id=\"f-" + id + "-wrong\""), id);
        }
        assertTrue(refused.body().contains("javascript:alert(1)"));
        assertTrue(refused.body().contains("value=\"many\""));
        assertTrue(console.world.desk.offers().of(console.shop().id()).isEmpty());
    }

    @Test
    void addsAndDropsVariantsWithoutSaving() {
        String path = console.done("/offers", GOOD);
        HttpResponse<String> more = console.send(path, with(GOOD, "then", "variant"));
        assertEquals(200, more.statusCode());
        assertTrue(more.body().contains("variants[1].bn.title"));
        HttpResponse<String> fewer =
                console.send(path, with(GOOD, "variants[1].bn.title", "পাঁচ ভাগ", "then", "drop-0"));
        assertTrue(fewer.body().contains("পাঁচ ভাগ") && !fewer.body().contains("দশ ভাগ ছাড়"), fewer.body());
        assertEquals(1, offer().draft().variants().size());
    }

    @Test
    void takesAListOfCodesAndShowsWhoGotThem() {
        String path = console.done("/offers", GOOD);
        assertEquals(422, console.send(path + "/codes", "codes", "  ").statusCode());
        assertEquals(
                422, console.send(path + "/codes", "codes", "A-1\ntwo words").statusCode());
        assertEquals(path + "/codes", console.done(path + "/codes", "codes", "code\nA-1\nA-2"));
        assertTrue(console.page(path + "/codes").contains("2 codes: 0 given, 2 left."));
        assertEquals(path, console.done(path + "/resume"));
        UUID visitor = UUID.randomUUID();
        console.world
                .desk
                .grants()
                .grant(offer(), visitor, UUID.randomUUID(), new io.vertx.core.json.JsonObject(), Instant.now())
                .await();
        String grants = console.page(path + "/grants");
        assertTrue(grants.contains("A-1") && grants.contains("waits for his next page"), grants);
        assertEquals(path + "/codes", console.done(path + "/codes/delete"));
        assertTrue(console.page(path + "/codes").contains("1 code: 1 given, 0 left."));
    }

    @Test
    void showsTheFormAsItIsWithWhatSitesShowItWith() {
        HttpResponse<String> frame = console.send("/offers/preview", GOOD);
        assertEquals(200, frame.statusCode());
        String policy = frame.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("sandbox allow-scripts; default-src 'none'"), policy);
        assertEquals("SAMEORIGIN", frame.headers().firstValue("X-Frame-Options").orElseThrow());
        assertTrue(frame.body().contains("দশ ভাগ ছাড়") && frame.body().contains("warmtag-offer"));
        HttpResponse<String> hostile = console.send(
                "/offers/preview", with(GOOD, "variants[0].en.body", "</script><script>alert(1)</script>"));
        assertFalse(hostile.body().contains("</script><script>alert"), "a text is no code");
    }

    @Test
    void makesALinkThatGivesTheOfferToWhoeverOpensIt() {
        String path = console.done("/offers", GOOD);
        String test = console.done(path + "/tests", "page", "https://shop.example/cart");
        String page = console.page(test.replace("#test", ""));
        assertTrue(page.contains("/t/" + console.shop().publicId() + "/offer?token="), page);
        assertTrue(page.contains("&offer=" + offer().id()), page);
    }

    @Test
    void callsTheOfferThatSomebodySawByItsName() {
        assertTrue(console.done("/offers", GOOD).startsWith("/offers/"));
        UUID visitor = UUID.randomUUID();
        console.world
                .database
                .query(
                        """
                        insert into event (site_id, id, visitor, name, time, received, mark, data, context)
                        values ($1, $2, $3, 'offer_shown', now(), now(), 0, $4, '{}'),
                               ($1, $5, $3, 'offer_shown', now(), now(), 0, '{"offer":"none of ours"}', '{}')
                        """,
                        console.shop().id(),
                        UuidV7.create(System.currentTimeMillis()),
                        visitor,
                        "{\"offer\":" + offer().id() + "}",
                        UuidV7.create(System.currentTimeMillis()))
                .await();
        for (String page : new String[] {"/live", "/visitors/" + VisitorId.text(visitor)}) {
            assertTrue(console.page(page).contains("Eid"), page);
        }
    }

    private Offer offer() {
        return console.world.desk.offers().of(console.shop().id()).get(0);
    }

    private static String[] with(String[] fields, String... more) {
        String[] all = java.util.Arrays.copyOf(fields, fields.length + more.length);
        System.arraycopy(more, 0, all, fields.length, more.length);
        return all;
    }
}
