package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.event.VisitorId;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class RulesPagesTest {
    private ShopConsole console;

    @BeforeAll
    void start() {
        console = new ShopConsole();
    }

    @AfterAll
    void stop() {
        console.close();
    }

    @BeforeEach
    void nextShop() {
        console.nextShop();
    }

    private static String[] cart(String... others) {
        var fields = new ArrayList<String>(List.of(
                "name",
                "Cart",
                "kind",
                "event",
                "event",
                "add_to_cart",
                "where[0].path",
                "",
                "where[1].path",
                "value"));
        fields.addAll(List.of("where[1].op", "least", "where[1].value", "৫০০", "after", "2", "after_unit", "hours"));
        fields.addAll(List.of("unless_order", "on", "unless_events", "begin_checkout, purchase"));
        fields.addAll(List.of("steps[0].what", "offer:7", "steps[1].after", "১", "steps[1].unit", "days"));
        fields.addAll(List.of("steps[1].what", "send:3", "steps[1].event", "TempWarm"));
        fields.addAll(List.of("person_times", "1", "person_days", "14", "quiet_from", "22:00", "quiet_to", "09:00"));
        fields.addAll(List.of("holdout", "10", "exit", "order", "purpose", "ad_user_data", "only", "4"));
        fields.addAll(List.of(others));
        return fields.toArray(String[]::new);
    }

    private JsonObject stored() {
        return new JsonObject(console.world
                .database
                .query(
                        "select definition from rule_version where site_id = $1 order by rule desc, version desc limit 1",
                        console.shop().id())
                .await()
                .iterator()
                .next()
                .getString(0));
    }

    @Test
    void savesWhatWasTypedAndShowsItAgainToBeChanged() {
        String path = console.done("/rules", cart());
        JsonObject rule = stored();
        assertEquals(
                new JsonObject(
                        "{\"kind\":\"event\",\"event\":\"add_to_cart\",\"after\":120,\"where\":[{\"path\":\"value\","
                                + "\"op\":\"least\",\"value\":\"500\"}],\"unless\":{\"order\":true,\"events\":"
                                + "[\"begin_checkout\",\"purchase\"]}}"),
                rule.getJsonObject("when"));
        assertEquals(
                "[{\"kind\":\"offer\",\"offer\":7},{\"kind\":\"wait\",\"minutes\":1440},"
                        + "{\"destination\":3,\"event\":\"TempWarm\",\"kind\":\"send\"}]",
                rule.getJsonArray("steps").encode());
        assertEquals(
                "{\"audience\":4,\"kind\":\"audience\"}",
                rule.getJsonObject("if").encode());

        String form = console.page(path + "/edit");
        assertTrue(form.contains("value=\"send:3\" selected"), form);
        assertTrue(form.contains("name=\"steps[1].after\" value=\"1\""), form);
        String saved = console.done(path + "/versions", cart("seen", "1", "name", "Cart"));
        assertEquals(path, saved);
        assertEquals(rule, stored());
        assertTrue(console.page(path).contains("10 % off today"));
    }

    @Test
    void saysBesideEachFieldWhatIsWrongAndKeepsWhatWasTyped() {
        HttpResponse<String> refused =
                console.send("/rules", cart("steps[2].what", "send:9", "steps[2].event", "X", "end", "never"));
        assertEquals(422, refused.statusCode());
        // The reader's own mistakes come first; what is referred to is looked at when they are gone.
        assertTrue(refused.body().contains("id=\"f-end-wrong\""), refused.body());
        HttpResponse<String> missing = console.send("/rules", cart("steps[2].what", "send:9", "steps[2].event", "X"));
        assertEquals(422, missing.statusCode());
        assertTrue(missing.body().contains("id=\"f-steps-2--what-wrong\""), missing.body());
        assertTrue(missing.body().contains("begin_checkout"));
    }

    @Test
    void addsARowWithoutScripts() {
        HttpResponse<String> page = console.send("/rules", cart("add", "steps"));
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("steps[2].what"), page.body());
    }

    @Test
    void tellsWhenSomebodyElseWasFaster() {
        String path = console.done("/rules", cart());
        assertEquals(path, console.done(path + "/versions", cart("seen", "1")));
        HttpResponse<String> conflict = console.send(path + "/versions", cart("seen", "1"));
        assertEquals(409, conflict.statusCode());
        assertTrue(conflict.body().contains("Somebody else has changed this rule"));
        assertTrue(conflict.body().contains("name=\"seen\" value=\"2\""));
    }

    @Test
    void startsTestsAndPauses() {
        String path = console.done("/rules", cart());
        String tester = VisitorId.text(new UUID(7, 7));
        HttpResponse<String> nobody = console.send(path + "/states", "state", "testing", "testers", "me");
        assertEquals(422, nobody.statusCode());
        assertTrue(nobody.body().contains("id=\"f-testers-wrong\""));
        assertEquals(path, console.done(path + "/states", "state", "testing", "testers", tester));
        assertTrue(console.page(path).contains(tester));
        assertEquals(path, console.done(path + "/states", "state", "on"));
        assertTrue(console.page("/rules").contains(">On<"));
        assertEquals(path, console.done(path + "/states", "state", "paused"));
        assertTrue(console.page("/audit").contains("Rule “Cart” paused"));
    }

    @Test
    void showsEachReadyMadeRuleInTheForm() {
        String starts = console.page("/rules/start");
        for (String start : RuleStarts.ALL) {
            assertTrue(starts.contains("/rules/new?start=" + start), start);
            assertTrue(console.page("/rules/new?start=" + start).contains("name=\"person_days\""), start);
        }
        assertTrue(console.page("/rules/new?start=cart").contains("value=\"add_to_cart\""));
    }

    @Test
    void listsWhatItDidWithTheFateOfEachStep() {
        String path = console.done("/rules", cart());
        int site = console.shop().id();
        var added = console.world
                .database
                .query("""
                        insert into firing (site_id, rule, person, occasion_key, id, temperature, version, decision, test,
                                            occurred_at, at)
                        select $1, 1, gen_random_uuid(), 'e:1', gen_random_uuid(), 1, 1, decision, false, now(), now()
                        from generate_series(0, 4) as decision
                        """, site)
                .compose(done -> console.world.database.query("""
                        insert into firing_step (firing, number, state, due, note, ended_at)
                        select id, number, state, now(), note, now()
                        from firing, (values (0, 'done', null), (2, 'given_up', 'order')) as step (number, state, note)
                        where site_id = $1 and decision = 0
                        """, site))
                .await();
        assertEquals(2, added.rowCount());
        String page = console.page(path);
        assertTrue(page.contains("given up (he has ordered)"), page);
        assertTrue(page.contains("No consent"), page);
        assertTrue(!console.page(path + "?decision=held_out").contains("given up (he has ordered)"));
    }
}
