package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.ReadyMade;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(Lifecycle.PER_CLASS)
class RulesPagesTest {
    @RegisterExtension
    final ShopConsole console = new ShopConsole();

    static String[] cart(String... others) {
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
        fields.addAll(List.of("holdout", "10", "exit", "order", "purpose", "ad_user_data", "together", "on"));
        fields.addAll(List.of("c.kind", "all", "c.0.kind", "audience", "c.0.audience", "4"));
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
    void saysHowLateTheRulesAre() {
        assertFalse(console.page("/rules").contains("minutes behind"));
        console.world.rulesBehindMs.set(7 * 60_000 + 59_999);
        assertTrue(console.page("/rules").contains("The rules are 7 minutes behind"));
        console.world.rulesBehindMs.set(59_999);
        assertFalse(console.page("/rules").contains("minutes behind"));
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
                "{\"kind\":\"all\",\"of\":[{\"audience\":4,\"kind\":\"audience\"}]}",
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
    void countsWhileTheConditionIsWritten() {
        var typed = cart("c.0.kind", "temperature", "c.0.is", "cold", "then", "count");
        String counted = console.send("/rules", only(typed, "c.0.audience")).body();
        assertTrue(counted.contains("0 people of all 0"), counted);
        assertTrue(counted.contains("value=\"Cart\""), counted);
        String empty = console.send("/rules", "name", "All", "c.kind", "all", "then", "count")
                .body();
        assertTrue(empty.contains("it is for everybody"), empty);
        assertEquals(
                0,
                console.world
                        .database
                        .query(
                                "select count(*) from rule where site_id = $1",
                                console.shop().id())
                        .await()
                        .iterator()
                        .next()
                        .getLong(0));
    }

    @Test
    void triesOverThePastWhatIsNotSavedAndGoesOnWithIt() {
        HttpResponse<String> drafted = console.send("/rules", only(cart("go", "try"), "c."));
        assertEquals(303, drafted.statusCode(), drafted.body());
        String run = drafted.headers().firstValue("location").orElseThrow();
        assertTrue(run.matches(".*/rules/1/backtests/[0-9a-f-]{36}"), run);

        HttpResponse<String> tried =
                console.send("/rules/1/versions", only(cart("seen", "1", "go", "try", "name", "Basket"), "c."));
        assertEquals(303, tried.statusCode(), tried.body());
        String path = tried.headers().firstValue("location").orElseThrow();
        String page = console.page(path.substring(path.indexOf("/rules")));
        assertTrue(page.contains("What was tried here isn’t saved"), page);
        assertEquals("Cart", stored().getString("name"));
        String id = path.substring(path.lastIndexOf('/') + 1);
        String form = console.page("/rules/1/edit?run=" + id);
        assertTrue(form.contains("value=\"Basket\""), form);
        assertTrue(console.page("/rules/1/backtests").contains("not saved"));
    }

    /** Of two of a name the later one. */
    private static String[] only(String[] fields, String without) {
        var left = new LinkedHashMap<String, String>();
        for (int i = 0; i < fields.length; i += 2) {
            if (!fields[i].startsWith(without)) {
                left.put(fields[i], fields[i + 1]);
            }
        }
        return left.entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new);
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
    void makesADraftOfEachReadyMadeRuleWithAllThatItNeeds() {
        String starts = console.page("/rules/start");
        for (ReadyMade ready : ReadyMade.ALL) {
            assertTrue(starts.contains("value=\"" + ready.code() + "\""), ready.code());
            String path = console.done("/rules/starts", "start", ready.code());
            JsonObject rule = stored();
            assertEquals("offer", rule.getJsonArray("steps").getJsonObject(0).getString("kind"), ready.code());
            String page = console.page(path);
            assertTrue(page.contains(">Draft<"), page);
            assertTrue(console.page(path + "/edit").contains("name=\"person_days\""), ready.code());
            // It is complete: nothing has to be filled in before it is tried.
            String tester = VisitorId.text(new UUID(7, 7));
            assertEquals(path, console.done(path + "/states", "state", "testing", "testers", tester));
        }
        assertTrue(console.page("/audiences").contains("Lapsed buyers"));
        assertTrue(console.page("/offers").contains("Birthday"));
    }

    @Test
    void buildsTheWholeConditionWithoutScripts() {
        HttpResponse<String> added = console.send("/rules", cart("then", "add:c", "c.new", "event"));
        assertEquals(200, added.statusCode());
        assertTrue(added.body().contains("name=\"c.1.kind\" value=\"event\""), added.body());
        assertTrue(added.body().contains("value=\"add_to_cart\""), "what was typed is kept");
        HttpResponse<String> wrong = console.send(
                "/rules", cart("c.1.kind", "event", "c.1.name", "view_item", "c.1.measure", "count", "c.1.least", "x"));
        assertEquals(422, wrong.statusCode());
        String path = console.done(
                "/rules",
                cart(
                        "c.1.kind",
                        "event",
                        "c.1.name",
                        "view_item",
                        "c.1.measure",
                        "count",
                        "c.1.least",
                        "৩",
                        "c.1.not",
                        "on"));
        JsonObject second = stored().getJsonObject("if").getJsonArray("of").getJsonObject(1);
        assertEquals("none", second.getString("kind"));
        assertEquals(3, second.getJsonArray("of").getJsonObject(0).getInteger("least"));
        assertTrue(console.page(path + "/edit").contains("name=\"c.1.not\" value=\"on\" checked"));
        String removed = console.send("/rules", cart("then", "remove:c.0")).body();
        assertTrue(!removed.contains("c.0.kind"), removed);
    }

    @Test
    void saysInWordsWhatAVersionChangedAndTakesAnOlderOneUpAgain() {
        String path = console.done("/rules", cart());
        assertEquals(path, console.done(path + "/versions", cart("seen", "1", "budget", "500", "name", "Full carts")));
        String page = console.page(path);
        assertTrue(page.contains("Name: “Cart” is now “Full carts”"), page);
        assertTrue(page.contains("Limits: now “500 times at all”"), page);
        String older = console.page(path + "/edit?version=1");
        assertTrue(older.contains("value=\"Cart\""), older);
        assertTrue(older.contains("name=\"seen\" value=\"2\""), older);
    }

    @Test
    void waitsForADateInTheProfile() {
        String path = console.done(
                "/rules",
                "name",
                "Birthday",
                "kind",
                "date",
                "property",
                "birth_date",
                "date_days",
                "৩",
                "date_side",
                "before",
                "date_time",
                "09:30",
                "yearly",
                "on",
                "exit",
                "order",
                "together",
                "on");
        assertEquals(
                new JsonObject(
                        "{\"kind\":\"date\",\"property\":\"birth_date\",\"offset\":-3,\"time\":\"09:30\",\"yearly\":true}"),
                stored().getJsonObject("when"));
        assertTrue(console.page(path).contains("3 days before the date “birth_date” at 9:30, every year"));
        assertTrue(console.page(path + "/edit").contains("value=\"before\" selected"));
    }

    @Test
    void limitsWhatOnePersonGetsOfAllRules() {
        assertEquals("/rules/limits", console.done("/rules/limits", "per_day", "২", "per_week", ""));
        assertTrue(console.page("/rules/limits").contains("value=\"2\""));
        HttpResponse<String> wrong = console.send("/rules/limits", "per_day", "often", "per_week", "0");
        assertEquals(422, wrong.statusCode());
        assertTrue(wrong.body().contains("id=\"f-per_week-wrong\""), wrong.body());
        assertTrue(wrong.body().contains("value=\"often\""));
    }

    @Test
    void explainsWhatItDependsOnForOneVisitor() {
        String path = console.done("/rules", cart("purpose", ""));
        String visitor = VisitorId.text(new UUID(7, 9));
        String why = console.page(path + "/visitors/" + visitor);
        assertTrue(why.contains("The rule is a draft and does nothing."), why);
        assertTrue(why.contains("“add_to_cart” has never happened to this person."), why);
        assertTrue(why.contains("Had it 0 of at most 1 time in 14 days."), why);
        assertTrue(why.contains("Not drawn yet: 10 % of the people are held out."), why);
        HttpResponse<String> asked = console.open(path + "/visitors?visitor=" + visitor);
        assertTrue(Browser.location(asked).endsWith(path + "/visitors/" + visitor));
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
