package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.Saved;
import io.warmtag.container.Workspaces.Request;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.EventDefinition;
import io.warmtag.container.model.Tag;
import io.warmtag.container.model.Trigger;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class ContainerPagesTest {
    private ConsoleWorld world;
    private Browser browser;
    private Site shop;

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
        assertEquals(200, browser.open("/console/sites").statusCode());
    }

    private HttpResponse<String> open(String part) {
        return browser.open("/console/sites/" + shop.publicId() + part);
    }

    private String page(String part) {
        HttpResponse<String> page = open(part);
        assertEquals(200, page.statusCode(), page.body());
        return page.body().replace("&#x3D;", "=").replace("&amp;", "&");
    }

    private HttpResponse<String> send(String part, String... fields) {
        return browser.submit("/console/sites/" + shop.publicId() + part, fields);
    }

    /** Sends a form that is accepted; returns where it leads, below the site. */
    private String done(String part, String... fields) {
        HttpResponse<String> answer = send(part, fields);
        assertEquals(303, answer.statusCode(), answer.body());
        return Browser.location(answer).substring(("/console/sites/" + shop.publicId()).length());
    }

    private Content draft() {
        return world.workspaces.draft(shop).await().workspace().content();
    }

    private String pixel(String name) {
        return done("/tags", "type", "meta_pixel", "name", name, "params.pixelId", "1", "params.event", "Purchase");
    }

    @Test
    void makesATagAndThenItsTriggerWithoutJavaScript() {
        String menu = page("/tags/new");
        assertTrue(menu.contains("/tags/new?type=meta_pixel"), menu);
        assertTrue(page("/tags/new?type=meta_pixel").contains("name=\"params.pixelId\""));
        String next = done(
                "/tags",
                "type",
                "meta_pixel",
                "name",
                "Pixel: purchase",
                "params.pixelId",
                "12345",
                "params.event",
                "Purchase",
                "params.parameters[0].name",
                "currency",
                "params.parameters[0].value",
                "BDT",
                "params.parameters[3].name",
                "value",
                "params.parameters[3].value",
                "{{Page URL}}",
                "consent.mode",
                "additional",
                "consent.types",
                "ad_storage",
                "once",
                "page",
                "then",
                "trigger");
        Tag tag = draft().tags().get(0);
        assertEquals("/triggers/new?tag=" + tag.id(), next);
        assertEquals(Tag.Once.PAGE, tag.firing().once());
        assertEquals(List.of("ad_storage"), tag.consent().types());
        String there = done(
                "/triggers",
                "type",
                "click",
                "tag",
                String.valueOf(tag.id()),
                "name",
                "Buy clicked",
                "conditions[0].left",
                "{{Page Path}}",
                "conditions[0].operator",
                "!starts_with",
                "conditions[0].right",
                "/cart",
                "conditions[1].left",
                "",
                "conditions[1].operator",
                "contains",
                "conditions[1].right",
                "");
        assertEquals("/tags/" + tag.id(), there, "back to the tag that it is for");
        Trigger trigger = draft().triggers().get(0);
        assertEquals(1, trigger.conditions().size(), "an empty row is no condition");
        assertTrue(trigger.conditions().get(0).negate());
        assertEquals(List.of(trigger.id()), draft().tags().get(0).firing().triggers());
        String shown = page("/tags/" + tag.id());
        assertTrue(shown.contains("value=\"{{Page URL}}\""), shown);
        assertTrue(page("/triggers/" + trigger.id()).contains("Pixel: purchase"), "where it is used");
    }

    @Test
    void showsWhatIsWrongBesideEachFieldAndKeepsWhatWasTyped() {
        HttpResponse<String> answer = send("/tags", "type", "meta_pixel", "name", "", "params.event", "Purchase");
        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("id=\"f-params-pixelId-wrong\""), answer.body());
        assertTrue(answer.body().contains("id=\"f-name-wrong\""), answer.body());
        HttpResponse<String> soon = send("/tags", "type", "meta_pixel", "name", "Late", "timeout", "soon");
        assertEquals(422, soon.statusCode());
        assertTrue(soon.body().contains("id=\"f-timeout-wrong\""), soon.body());
        assertTrue(soon.body().contains("value=\"soon\"") && soon.body().contains("value=\"Late\""));
        assertTrue(draft().tags().isEmpty());
    }

    @Test
    void refusesToDeleteATriggerThatATagNeedsAndSaysWhich() {
        String trigger = done("/triggers", "type", "page_view", "name", "Every page");
        String id = trigger.substring("/triggers/".length());
        String tag = pixel("Pixel");
        assertEquals(
                tag,
                done(
                        tag,
                        "name",
                        "Pixel",
                        "params.pixelId",
                        "1",
                        "params.event",
                        "Purchase",
                        "firing",
                        id,
                        "seen",
                        "99"));
        HttpResponse<String> refused = send(trigger + "/delete");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("Pixel"), refused.body());
        assertEquals(1, draft().triggers().size());
        assertEquals("/tags", done(tag + "/delete"));
        assertEquals("/triggers", done(trigger + "/delete"));
    }

    @Test
    void doesNotOverwriteWhatAColleagueHasSaved() {
        String tag = pixel("Pixel");
        String before = page(tag);
        String seen = before.replaceAll("(?s).*name=\"seen\" value=\"(\\d+)\".*", "$1");
        String[] mine = {"name", "Mine", "params.pixelId", "1", "params.event", "Purchase", "seen", seen};
        assertEquals(tag, done(tag, mine));
        mine[1] = "Late";
        HttpResponse<String> late = send(tag, mine);
        assertEquals(409, late.statusCode());
        assertTrue(late.body().contains(Administrator.EMAIL) && late.body().contains("value=\"Late\""), late.body());
        assertEquals("Mine", draft().tags().get(0).name());
    }

    @Test
    void findsPausesMovesAndDeletesManyAtOnce() {
        for (int i = 0; i < 3; i++) {
            assertTrue(pixel("Pixel " + i).startsWith("/tags/"));
        }
        assertEquals("/folders", done("/folders", "name", "Ads"));
        List<String> ids =
                draft().tags().stream().map(tag -> String.valueOf(tag.id())).toList();
        String folder = String.valueOf(draft().folders().get(0).id());
        assertEquals("/tags", done("/tags/bulk", "action", "pause", "id", ids.get(0), "id", ids.get(1)));
        assertEquals(2, draft().tags().stream().filter(Tag::paused).count());
        assertEquals("/tags", done("/tags/bulk", "action", "move", "to", folder, "id", ids.get(2)));
        String found = page("/tags?folder=" + folder);
        assertTrue(found.contains("Pixel 2") && !found.contains("Pixel 1"), found);
        String paused = page("/tags?state=paused&q=pixel");
        assertTrue(paused.contains("Pixel 0") && !paused.contains("Pixel 2"));
        assertEquals("/tags", done("/tags/bulk", "action", "delete", "id", ids.get(0), "id", ids.get(1)));
        assertEquals(1, draft().tags().size());
    }

    @Test
    void renamesAVariableEverywhere() {
        String variable = done("/variables", "type", "constant", "name", "Pixel ID", "params.value", "42");
        String tag = done(
                "/tags",
                "type",
                "meta_pixel",
                "name",
                "P",
                "params.pixelId",
                "{{Pixel ID}}",
                "params.event",
                "Purchase");
        assertEquals(variable, done(variable, "name", "Our pixel", "params.value", "42", "seen", "99"));
        assertTrue(page(tag).contains("{{Our pixel}}"));
        assertTrue(page("/variables/names").contains("\"Our pixel\""));
        assertTrue(page("/variables").contains("Page URL"), "built-in ones are listed too");
    }

    @Test
    void leavesAFormatThatIsNoTextAsItWasGiven() {
        Saved saved = world.workspaces
                .change(
                        shop,
                        Request.of(
                                "api",
                                "variable.create",
                                (editor, workspace) -> editor.create(
                                        workspace,
                                        Kind.VARIABLE,
                                        (Value.Fields)
                                                ValueJson.read(
                                                        "{\"name\":\"V\",\"type\":\"constant\",\"params\":{\"value\":\"1\"},"
                                                                + "\"format\":{\"undefined\":0,\"null\":\"\",\"true\":false,\"false\":\"no\"}}"))))
                .await();
        Value.Fields given = format();
        assertTrue(saved instanceof Saved.Done, saved::toString);
        String path = "/variables/" + draft().variables().get(0).id();
        assertTrue(page(path).contains("name=\"format.undefined\""));
        String[] form = {
            "name",
            "V2",
            "params.value",
            "1",
            "seen",
            "99",
            "format.undefined",
            "0",
            "format.true",
            "false",
            "format.false",
            "no"
        };
        assertEquals(path, done(path, form));
        assertEquals("V2", draft().variables().get(0).name());
        assertEquals(given, format());
        form[7] = "1";
        assertEquals(path, done(path, form));
        assertEquals(Value.of("1"), format().get("undefined").orElseThrow(), "what is typed is a text");
    }

    private Value.Fields format() {
        return draft().variables().get(0).format().instead();
    }

    @Test
    void publishesAndGoesBackWithOneClick() {
        String trigger = done("/triggers", "type", "page_view", "name", "Every page");
        String tag = pixel("Pixel");
        assertEquals(
                tag,
                done(
                        tag,
                        "name",
                        "Pixel",
                        "params.pixelId",
                        "1",
                        "params.event",
                        "Purchase",
                        "firing",
                        trigger.substring("/triggers/".length()),
                        "seen",
                        "99"));
        assertTrue(page("").contains("/versions/new"), "the overview says that something isn't published");
        assertTrue(page("/versions/new").contains("Pixel"));
        assertEquals("/versions/1", done("/versions", "name", "First", "notes", "", "environment", "live"));
        String first = page("/versions/1");
        assertTrue(first.contains("Version 1 is released.") && first.contains("/install/served"), first);
        assertFalse(first.contains("Undo"), "there is nothing to go back to");
        assertEquals(
                "/versions/1",
                done("/versions", "name", "First", "notes", "", "environment", "live"),
                "a double click");
        assertEquals(tag, done(tag + "/pause"));
        assertEquals("/versions/2", done("/versions", "name", "", "notes", "quiet now", "environment", "live"));
        String second = page("/versions/2");
        assertTrue(second.contains("Version 2 is released.") && second.contains("quiet now"), second);
        assertTrue(second.contains("Undo: back to version 1"), second);
        assertEquals("/versions/1", done("/environments/live/releases", "version", "1"));
        assertTrue(page("/versions/1").contains("Version 1 is released."));
        assertFalse(page("/versions/2").contains("is released."));
        assertTrue(page("/versions/2?against=1").contains("Pixel"));
        assertEquals("/versions", done("/versions/1/restore"));
        assertFalse(draft().tags().get(0).paused());
    }

    @Test
    void keepsEnvironmentsWithAddressesOfTheirOwn() {
        assertTrue(page("/environments").contains("/t/" + shop.publicId() + "."));
        assertEquals("/environments", done("/environments", "name", "qa"));
        assertEquals(422, send("/environments", "name", "qa").statusCode());
        assertEquals(422, send("/environments", "name", "q a").statusCode());
        String before = page("/environments");
        assertEquals("/environments", done("/environments/qa/token"));
        assertFalse(page("/environments").equals(before));
        assertEquals("/environments", done("/environments/qa/delete"));
        assertEquals(404, send("/environments/live/delete").statusCode());
    }

    @Test
    void addsARowAndKeepsWhatWasTypedWithoutJavaScript() {
        HttpResponse<String> again = send(
                "/tags",
                "type",
                "meta_pixel",
                "name",
                "Half done",
                "params.parameters[0].name",
                "value",
                "params.parameters[0].value",
                "{{Page URL}}",
                "add",
                "params.parameters");
        assertEquals(200, again.statusCode());
        assertTrue(again.body().contains("name=\"params.parameters[1].name\""), again.body());
        assertTrue(again.body().contains("value=\"Half done\"") && again.body().contains("value=\"{{Page URL}}\""));
        assertTrue(draft().tags().isEmpty(), "nothing is saved yet");
    }

    @Test
    void definesARecommendedEventAndHoldsItAgainstWhatArrives() {
        assertTrue(page("/events/new").contains("/events/new?name=add_to_cart"));
        assertTrue(page("/events/new?name=add_to_cart").contains("value=\"add_to_cart\""));
        String event = done(
                "/events",
                "name",
                "add_to_cart",
                "meaning",
                "Into the basket",
                "source.kind",
                "click",
                "weight",
                "৫",
                "params[0].name",
                "value",
                "params[0].type",
                "number",
                "params[0].required",
                "on",
                "params[1].name",
                "",
                "params[1].type",
                "number");
        EventDefinition definition = draft().events().get(0);
        assertEquals(
                List.of(new EventDefinition.Param("value", EventDefinition.Type.NUMBER, true)), definition.params());
        assertEquals(Optional.of(5.0), definition.weight(), "Bengali digits are digits");
        assertTrue(page("/events").contains("Never seen yet"));
        new SampleShop(world.database, shop, Instant.now()).fill();
        assertFalse(page("/events").contains("Never seen yet"));
        assertEquals("/events", done("/events/strict", "strict", "on"));
        assertTrue(page("/events").contains("Take every event"));
        HttpResponse<String> wrong =
                send(event, "name", "add_to_cart", "source.kind", "click", "weight", "many", "seen", "99");
        assertEquals(422, wrong.statusCode());
        assertTrue(wrong.body().contains("id=\"f-weight-wrong\""), wrong.body());
        assertEquals("/events", done(event + "/delete"));
        assertTrue(draft().events().isEmpty());
    }

    @Test
    void saysWhenATagFiredLastOnlyWhereThatIsKnown() {
        String seen = done("/tags", "type", "warmtag_event", "name", "Cart event", "params.name", "add_to_cart");
        String never = done("/tags", "type", "warmtag_event", "name", "Rare event", "params.name", "rare");
        String made = done("/tags", "type", "warmtag_event", "name", "Any event", "params.name", "x_{{Event}}");
        String pixel = pixel("Pixel");
        assertTrue(page(seen).contains("Its event add_to_cart has not come in yet."));
        new SampleShop(world.database, shop, Instant.now()).fill();
        assertTrue(page(seen).contains("Its event add_to_cart came in last "));
        assertTrue(page(never).contains("Its event rare has not come in yet."));
        assertTrue(page(made).contains("The page makes the name of its event"));
        assertTrue(page(pixel).contains("goes to its vendor alone"));
        String list = page("/tags");
        assertTrue(list.contains("not reported") && list.contains("not yet") && list.contains("not known"), list);
    }

    @Test
    void opensThePreviewOfTheDraftToTestATag() {
        String tag = pixel("Pixel");
        assertTrue(page(tag).contains("/previews"), "a button");
        String there = done("/previews", "subject", "draft", "page", "https://shop.example/");
        assertTrue(there.startsWith("/previews/"), there);
        assertEquals(tag, done(tag + "/pause"));
        assertFalse(page(tag).contains("name=\"subject\""), "a paused tag doesn't fire in a preview either");
    }

    @Test
    void findsEverythingByItsName() {
        assertTrue(pixel("Facebook pixel").startsWith("/tags/"));
        String found = page("/search?q=face");
        assertTrue(found.contains("Facebook pixel") && !found.contains("Page URL"), found);
        assertTrue(page("/search?q=versi").contains("/versions\""));
    }

    @Test
    void showsEveryTypesFormInBothLanguages() {
        for (String language : new String[] {"bn", "en"}) {
            Administrator.speak(browser, language);
            for (String kind : List.of("tags", "triggers", "variables")) {
                assertEquals(200, open("/" + kind).statusCode());
                String menu = page("/" + kind + "/new");
                var types = java.util.regex.Pattern.compile("new\\?type=([a-z0-9_]+)")
                        .matcher(menu);
                int forms = 0;
                while (types.find()) {
                    forms++;
                    assertTrue(page("/" + kind + "/new?type=" + types.group(1)).contains("id=\"f-name\""));
                }
                assertTrue(forms > 2, menu);
            }
            for (String part :
                    List.of("/folders", "/versions", "/versions/new", "/environments", "/search", "/events/new")) {
                assertEquals(200, open(part).statusCode(), part);
            }
        }
    }
}
