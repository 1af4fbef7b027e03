package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.event.VisitorId;
import io.warmtag.people.Heard;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.rule.Audience;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.DataTest;
import io.warmtag.rule.audience.model.Range;
import io.warmtag.visitor.model.Temperature;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(Lifecycle.PER_CLASS)
class AudiencePagesTest {
    @RegisterExtension
    final ShopConsole shop = new ShopConsole();

    private String done(String part, String... fields) {
        return shop.done(part, pairs(fields));
    }

    private HttpResponse<String> send(String part, String... fields) {
        return shop.send(part, pairs(fields));
    }

    /** {@code name=value} as the name and the value. */
    private static String[] pairs(String... fields) {
        return Stream.of(fields)
                .flatMap(field -> Stream.of(field.split("=", 2)))
                .toArray(String[]::new);
    }

    private Audience only() {
        return shop.world.audiences.directory().of(shop.shop().id()).iterator().next();
    }

    @Test
    void makesAnAudienceAndShowsWhatItMeans() {
        assertTrue(shop.page("/audiences").contains("No audience yet"));
        assertTrue(shop.page("/audiences/new").contains("c.0.is"));
        String made = done(
                "/audiences",
                "name=Warm without order",
                "c.kind=all",
                "c.0.kind=temperature",
                "c.0.is=warm",
                "c.1.kind=orders",
                "c.1.stage=placed",
                "c.1.measure=count",
                "c.1.most=0",
                "c.1.minutes=২",
                "c.1.unit=hours");
        assertEquals(
                new Condition.Group(
                        Condition.Mode.ALL,
                        List.of(
                                new Condition.HasTemperature(Set.of(Temperature.WARM)),
                                new Condition.Orders(
                                        Condition.Stage.PLACED, Condition.Measure.COUNT, 120, Range.NONE, null))),
                only().condition());
        String page = shop.page(made);
        assertTrue(page.contains("is warm and has not bought in the last 2 hours"), page);
        assertTrue(shop.page("/audiences").contains("Warm without order"));
        String form = shop.page(made + "/edit");
        assertTrue(form.contains("name=\"c.1.minutes\" value=\"2\""), form);
        assertTrue(form.contains("0 people of all 0"), form);
    }

    /** Everything works with buttons that send the form. */
    @Test
    void addsAndTakesAwayConditionsWithoutScripts() {
        String grown = send(
                        "/audiences",
                        "name=A",
                        "c.kind=all",
                        "c.0.kind=score",
                        "c.0.least=5",
                        "c.new=event",
                        "then=add:c")
                .body();
        assertTrue(grown.contains("name=\"c.1.name\""), grown);
        assertTrue(grown.contains("name=\"c.0.least\" value=\"5\""), "what was typed stays");
        String nested = send("/audiences", "name=A", "c.kind=all", "c.0.kind=score", "c.0.least=5", "then=group:c")
                .body();
        assertTrue(nested.contains("name=\"c.1.kind\""), nested);
        String shrunk = send(
                        "/audiences",
                        "name=A",
                        "c.kind=all",
                        "c.0.kind=score",
                        "c.0.least=5",
                        "c.1.kind=any",
                        "c.1.0.kind=score",
                        "c.1.0.least=7",
                        "c.1.1.kind=score",
                        "c.1.1.least=8",
                        "then=remove:c.1.0")
                .body();
        assertTrue(shrunk.contains("name=\"c.1.0.least\" value=\"8\""), shrunk);
        assertFalse(shrunk.contains("value=\"7\""), shrunk);
    }

    @Test
    void keepsWhatWasTypedAndSaysWhatIsWrongBesideIt() {
        var answer = send(
                "/audiences",
                "name=",
                "c.kind=all",
                "c.0.kind=event",
                "c.0.measure=count",
                "c.0.least=many",
                "c.1.kind=any");
        assertEquals(422, answer.statusCode());
        String page = answer.body();
        assertTrue(page.contains("value=\"many\""), page);
        assertTrue(page.contains("Must be a number."), page);
        assertTrue(page.contains("f-c-0-name-wrong"), page);
        assertTrue(page.contains("Has nothing in it. Add a condition."), page);
        assertTrue(page.contains("name-wrong"), page);
    }

    @Test
    void readsTestsOfDataAndTheOpposite() {
        String made = done(
                "/audiences",
                "name=Big carts",
                "c.kind=all",
                "c.0.kind=event",
                "c.0.name=add_to_cart",
                "c.0.measure=last",
                "c.0.least=2",
                "c.0.unit=days",
                "c.0.data[0].path=value",
                "c.0.data[0].op=least",
                "c.0.data[0].values=1,290",
                "c.0.data[1].path=",
                "c.0.data[1].op=is",
                "c.0.data[1].values=",
                "c.1.kind=product",
                "c.1.did=bought",
                "c.1.by=item_id",
                "c.1.values=BAG, PEN",
                "c.1.not=on");
        var all = (Condition.Group) only().condition();
        assertEquals(
                new Condition.Events(
                        "add_to_cart",
                        List.of(new DataTest("value", DataTest.Op.LEAST, List.of("1290"))),
                        List.of(),
                        Condition.Measure.LAST,
                        "",
                        null,
                        new Range(2_880.0, null)),
                all.of().get(0));
        assertEquals(Condition.Mode.NONE, ((Condition.Group) all.of().get(1)).mode());
        String form = shop.page(made + "/edit");
        assertTrue(form.contains("name=\"c.1.not\" value=\"on\" checked"), form);
        assertTrue(form.contains("name=\"c.0.least\" value=\"2\""), form);
        assertTrue(form.contains("name=\"c.0.data[0].values\" value=\"1290\""), form);
    }

    @Test
    void deletesOnlyWhatNothingRefersTo() {
        String inner = done("/audiences", "name=Inner", "c.kind=all", "c.0.kind=score", "c.0.least=5");
        String id = inner.substring(inner.lastIndexOf('/') + 1);
        String outer = done("/audiences", "name=Outer", "c.kind=all", "c.0.kind=audience", "c.0.audience=" + id);
        assertEquals(inner, done(inner + "/delete"));
        assertTrue(shop.page(inner).contains("Outer"));
        assertEquals("/audiences", done(outer + "/delete"));
        assertEquals("/audiences", done(inner + "/delete"));
        assertEquals(404, shop.open(inner).statusCode());
    }

    @Test
    void exportsContactsHashedOrInClear() {
        String made = done("/audiences", "name=A", "c.kind=all", "c.0.kind=score", "c.0.most=5");
        int site = shop.shop().id();
        // Whose id doesn't begin like a formula: such a one is written behind an apostrophe.
        UUID visitor = new UUID(1, 2);
        var phone = ContactValue.of(ContactField.PHONE, "01913557799", "BD").orElseThrow();
        shop.world
                .learning
                .learn(site, List.of(new Heard(visitor, List.of(phone), 1, "identify")))
                .await();
        assertEquals(1, shop.world.database.query("""
                        insert into audience_member (site_id, audience, person, version, since, changes, seen_at)
                        values ($1, 1, $2, 1, now(), 1, now())""", site, visitor).await().rowCount());
        String hashed = shop.send(made + "/members.csv", "contacts", "hashed").body();
        assertTrue(hashed.startsWith("visitor,since,email,phone\r\n" + VisitorId.text(visitor)), hashed);
        assertTrue(hashed.endsWith(",," + phone.sha256() + "\r\n"), hashed);
        String clear = shop.send(made + "/members.csv", "contacts", "clear").body();
        assertTrue(clear.endsWith(",,+8801913557799\r\n"), clear);
        assertTrue(shop.page("/audit").contains("exported with contacts in clear"));
    }

    @Test
    void exportsMembersAndSaysWhy() {
        String made = done("/audiences", "name=A", "c.kind=all", "c.0.kind=score", "c.0.most=5");
        String csv = shop.open(made + "/members.csv").body();
        assertEquals("visitor,since\r\n", csv);
        String why = shop.page(made + "/members/AAAAAAAAAAAAAAAAAAAAAA");
        assertTrue(why.contains("has a score of at most 5"), why);
        assertEquals(404, shop.open(made + "/members/nobody").statusCode());
    }

    @Test
    void runsOverThePast() {
        String made = done("/audiences", "name=A", "c.kind=all", "c.0.kind=score", "c.0.least=5");
        String run = done(made + "/backtests", "days=৭");
        assertTrue(shop.page(run).contains("The last 7 days, as if it had been there"));
        assertEquals(run, done(run + "/cancel"));
        assertEquals(made, done(made + "/backtests", "days=none"));
        assertEquals(404, shop.open(made + "/backtests/x").statusCode());
    }
}
