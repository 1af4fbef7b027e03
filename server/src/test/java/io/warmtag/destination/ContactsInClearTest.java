package io.warmtag.destination;

import static io.warmtag.destination.DestinationWorld.VISITOR;
import static io.warmtag.destination.DestinationWorld.purchase;
import static io.warmtag.destination.DestinationWorld.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.people.ContactVault;
import io.warmtag.people.Heard;
import io.warmtag.people.Learning;
import io.warmtag.people.contact.UserData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A webhook that was told so gets what people are called, and nobody else does: neither the inspector nor another webhook. */
class ContactsInClearTest {
    private static final Map<String, String> SECRET =
            Map.of("secret", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    private static final JsonObject CALLED = new JsonObject()
            .put("email", "rahim@example.com")
            .put("phone", "+8801712345678")
            .put("first_name", "rahim");

    private DestinationWorld world;

    @BeforeEach
    void start() {
        world = new DestinationWorld();
        world.stand.trouble = request -> Stand.say(request, 200, "thanks");
        var said = Map.of("email", "Rahim@Example.com", "phone", "01712-345678", "first_name", "Rahim");
        var learning = new Learning(world.data.database(), new ContactVault(world.keyring::key));
        learning.learn(
                        world.bakery.id(),
                        List.of(new Heard(
                                VISITOR,
                                UserData.read(said, "BD"),
                                Map.of(),
                                Instant.now().toEpochMilli(),
                                "identify")))
                .await();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Target hook(Map<String, String> more) {
        var values = new java.util.TreeMap<>(more);
        values.put("url", world.stand.base() + "/hook");
        return world.add("webhook", values, SECRET, false);
    }

    private static boolean echoes(io.vertx.core.http.HttpServerRequest request) {
        return Stand.say(
                request,
                422,
                "{\"error\":\"no account of Rahim@example.com, \\u00201712345678 or 01712345678, nor rahim%40example.com\"}");
    }

    private List<String> kept() {
        var texts = new java.util.ArrayList<String>();
        world.data
                .database()
                .query("select concat_ws(' ', request, answer, detail) from attempt"
                        + " union all select concat_ws(' ', data, context, detail) from outbox")
                .await()
                .forEach(row -> texts.add(row.getString(0)));
        return texts;
    }

    private void assertNothingKept() {
        for (String text : kept()) {
            for (String each : List.of("rahim", "Rahim", "1712345678")) {
                assertFalse(text.contains(each), text);
            }
        }
    }

    @Test
    void getsThemWhereItWasToldSo() {
        Target told = hook(Map.of("contacts", "true"));
        world.put(told, purchase(5));
        world.engine();
        until(() -> world.rows(told, 1) == 1);
        assertEquals(CALLED, world.stand.bodies.get(0).getJsonObject("data").getJsonObject("contact"));
        // That they were sent can be seen.
        assertTrue(kept().stream().anyMatch(text -> text.contains("\"phone\":\"" + Masking.MASK)), kept().toString());
        assertNothingKept();
    }

    @Test
    void getsNothingOfThemOtherwise() {
        Target silent = hook(Map.of());
        world.put(silent, purchase(5));
        world.engine();
        until(() -> world.rows(silent, 1) == 1);
        assertFalse(world.stand.bodies.get(0).getJsonObject("data").containsKey("contact"));
    }

    @Test
    void keepsNothingOfWhatTheReceiverRepeats() {
        world.stand.trouble = ContactsInClearTest::echoes;
        Target told = hook(Map.of(
                "contacts", "true", "template", "{\"text\":\"Dear {{contact.first_name}}, {{contact.phone}}\"}"));
        world.put(told, purchase(5));
        world.engine();
        until(() -> world.rows(told, 2) == 1);
        assertEquals("Dear rahim, +8801712345678", world.stand.bodies.get(0).getString("text"));
        assertNothingKept();
    }

    @Test
    void getsNothingOfWhoDoesNotAgree() {
        Target told = hook(Map.of("contacts", "true"));
        Outgoing event = purchase(5);
        var refused = new JsonObject().put("consent", new JsonObject().put("analytics_storage", "denied"));
        world.put(told, new Outgoing(event.id(), event.name(), event.time(), event.data(), refused));
        world.engine();
        until(() -> world.rows(told, 3) == 1);
        assertEquals(0, world.stand.requests());
    }
}
