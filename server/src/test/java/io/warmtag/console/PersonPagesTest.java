package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Heard;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(Lifecycle.PER_CLASS)
class PersonPagesTest {
    @RegisterExtension
    final ShopConsole console = new ShopConsole();

    private final UUID one = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    private void known(UUID visitor, String email, String consent) {
        int site = console.shop().id();
        console.world
                .database
                .query(
                        """
                        insert into event (site_id, id, visitor, name, time, received, mark, remarks, data, context)
                        values ($1, $2, $3, 'page_view', now(), now(), 0, null, '{}', $4)""",
                        site,
                        UuidV7.create(System.currentTimeMillis()),
                        visitor,
                        new JsonObject()
                                .put("consent", new JsonObject().put("ad_user_data", consent))
                                .encode())
                .await();
        var values = List.of(
                new ContactValue(ContactField.EMAIL, email, false),
                new ContactValue(ContactField.PHONE, "+8801913557799", false));
        console.world
                .learning
                .learn(site, List.of(new Heard(visitor, values, System.currentTimeMillis(), "identify")))
                .await();
    }

    private static String path(UUID visitor) {
        return "/visitors/" + VisitorId.text(visitor);
    }

    @Test
    void erasesNobodyWithoutTheWord() {
        known(one, "nasrin@example.com", "granted");
        assertTrue(console.page(path(one)).contains(path(one) + "/erase"));
        HttpResponse<String> refused = console.send(path(one) + "/erase", "word", "yes");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("id=\"f-word-wrong\""), refused.body());
        assertEquals(200, console.open(path(one)).statusCode());
        assertEquals("/visitors", console.done(path(one) + "/erase", "word", " Erase "));
        assertEquals(404, console.open(path(one)).statusCode());
        assertEquals(404, console.open(path(one) + "/erase").statusCode());
        assertTrue(console.page("/audit").contains("A person erased"));
    }

    @Test
    void exportsInClearOnlyWhereThatIsAskedForAndNoted() {
        known(one, "nasrin@example.com", "granted");
        HttpResponse<String> hashed = console.send(path(one) + "/export", "contacts", "hashed");
        assertEquals(200, hashed.statusCode());
        assertFalse(hashed.body().contains("nasrin"));
        var all = new JsonObject(
                console.send(path(one) + "/export", "contacts", "clear").body());
        assertTrue(all.getJsonArray("contacts").encode().contains("nasrin@example.com"));
        assertEquals(1, all.getJsonArray("events").size());
        assertTrue(console.page("/audit").contains("exported, in clear"));
    }

    @Test
    void contactsLeaveWithConsentAndWithoutFormulas() {
        known(one, "+nasrin@example.com", "granted");
        known(other, "karim@example.com", "denied");
        String agreeing = console.send("/contacts.csv", "contacts", "clear").body();
        assertTrue(agreeing.startsWith("visitor,email,phone,"), agreeing);
        assertTrue(agreeing.contains(VisitorId.text(one) + ",'+nasrin@example.com,+8801913557799,"), agreeing);
        assertTrue(agreeing.contains(",granted,"), agreeing);
        assertFalse(agreeing.contains("karim"), agreeing);
        String hashed = console.send("/contacts.csv", "contacts", "hashed", "consent", "any")
                .body();
        assertEquals(3, hashed.lines().count(), hashed);
        assertFalse(hashed.contains("@"), hashed);
    }

    @Test
    void whatWasNotJoinedIsDecidedAndTakenBackOnItsPage() {
        known(one, "nasrin@example.com", "granted");
        known(other, "karim@example.com", "granted");
        assertTrue(console.page("/joins").contains("Nothing to decide"));
        console.world.database.query("""
                        insert into join_conflict (site_id, one, other, kind, hash, reason)
                        select site_id, $2, $3, kind, hash, 'two_people' from identity
                        where site_id = $1 and kind = 2 limit 1""", console.shop().id(), one, other).await();
        String page = console.page("/joins");
        assertTrue(page.contains("2 visitors have it"), page);
        assertTrue(page.contains(VisitorId.text(one)), page);
        assertEquals(
                "/joins",
                console.done(
                        "/joins", "one", VisitorId.text(one), "other", VisitorId.text(other), "decision", "apart"));
        String decided = console.page("/joins");
        assertTrue(decided.contains("Different people"), decided);
        var undo = java.util.regex.Pattern.compile("/joins/(\\d+)/undo").matcher(decided);
        assertTrue(undo.find(), decided);
        assertEquals("/joins", console.done(undo.group()));
        assertFalse(console.page("/joins").contains("Decided by hand"));
        assertEquals(404, console.send(undo.group()).statusCode());
    }
}
