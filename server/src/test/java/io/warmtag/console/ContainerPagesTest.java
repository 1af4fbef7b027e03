package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.Saved;
import io.warmtag.container.Workspaces.Request;
import io.warmtag.container.model.Condition;
import io.warmtag.container.model.Conversion;
import io.warmtag.container.model.EventDefinition;
import io.warmtag.container.model.Tag;
import io.warmtag.container.model.Trigger;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(Lifecycle.PER_CLASS)
class ContainerPagesTest {
    @RegisterExtension
    final ShopConsole console = new ShopConsole();

    private String pixel(String name) {
        return console.done(
                "/tags", "type", "meta_pixel", "name", name, "params.pixelId", "1", "params.event", "Purchase");
    }

    @Test
    void makesATagAndThenItsTriggerWithoutJavaScript() {
        String menu = console.page("/tags/new");
        assertTrue(menu.contains("/tags/new?type=meta_pixel"), menu);
        assertTrue(console.page("/tags/new?type=meta_pixel").contains("name=\"params.pixelId\""));
        String next = console.done(
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
        Tag tag = console.draft().tags().get(0);
        assertEquals("/triggers/new?tag=" + tag.id(), next);
        assertEquals(Tag.Once.PAGE, tag.firing().once());
        assertEquals(List.of("ad_storage"), tag.consent().types());
        String there = console.done(
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
        Trigger trigger = console.draft().triggers().get(0);
        assertEquals(1, trigger.conditions().size(), "an empty row is no condition");
        assertTrue(trigger.conditions().get(0).negate());
        assertEquals(
                List.of(trigger.id()), console.draft().tags().get(0).firing().triggers());
        String shown = console.page("/tags/" + tag.id());
        assertTrue(shown.contains("value=\"{{Page URL}}\""), shown);
        assertTrue(console.page("/triggers/" + trigger.id()).contains("Pixel: purchase"), "where it is used");
    }

    @Test
    void aTriggerIsToldWhereItIsEnabled() {
        String asked = console.page("/triggers/new?type=timer");
        assertTrue(asked.contains("Enable when") && asked.contains("name=\"params.enable[0].left\""), asked);
        String made = console.done(
                "/triggers",
                "type",
                "timer",
                "name",
                "Waits",
                "params.interval",
                "5000",
                "params.enable[0].left",
                "{{Page Path}}",
                "params.enable[0].operator",
                "!contains",
                "params.enable[0].right",
                "/cart",
                "params.enable[1].left",
                "",
                "params.enable[1].operator",
                "contains");
        Trigger trigger = (Trigger) console.draft()
                .find(Integer.parseInt(made.replaceAll("\\D", "")))
                .orElseThrow();
        assertEquals(
                List.of(new Condition("{{Page Path}}", Condition.Operator.CONTAINS, "/cart", true, false)),
                trigger.tested());
        String shown = console.page(made);
        assertTrue(shown.contains("value=\"{{Page Path}}\""), shown);
    }

    @Test
    void showsWhatIsWrongBesideEachFieldAndKeepsWhatWasTyped() {
        HttpResponse<String> answer =
                console.send("/tags", "type", "meta_pixel", "name", "", "params.event", "Purchase");
        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("id=\"f-params-pixelId-wrong\""), answer.body());
        assertTrue(answer.body().contains("id=\"f-name-wrong\""), answer.body());
        HttpResponse<String> soon = console.send("/tags", "type", "meta_pixel", "name", "Late", "timeout", "soon");
        assertEquals(422, soon.statusCode());
        assertTrue(soon.body().contains("id=\"f-timeout-wrong\""), soon.body());
        assertTrue(soon.body().contains("value=\"soon\"") && soon.body().contains("value=\"Late\""));
        assertTrue(console.draft().tags().isEmpty());
    }

    @Test
    void readsMarksAsPeopleTypeThemAndRefusesWhatNoPageReaches() {
        String depth = "params.vertical";
        String trigger = console.done("/triggers", "type", "scroll_depth", "name", "Read", depth, "২৫, 50,75\n90");
        Trigger made = console.draft().triggers().get(0);
        assertEquals(
                ValueJson.read("[25,50,75,90]"), made.params().get("vertical").orElseThrow());
        assertTrue(console.page(trigger).contains("value=\"25, 50, 75, 90\""), "shown as typed");
        for (String wrong : List.of("25, 150", "-1", "half")) {
            HttpResponse<String> answer = console.send(
                    "/triggers",
                    "type",
                    "scroll_depth",
                    "name",
                    "Wrong",
                    depth,
                    wrong,
                    "params.verticalUnits",
                    "percent");
            assertEquals(422, answer.statusCode(), wrong);
            assertTrue(answer.body().contains("id=\"f-params-vertical-wrong\""), answer.body());
        }
        String far = console.done(
                "/triggers", "type", "scroll_depth", "name", "Far", depth, "1500", "params.verticalUnits", "pixels");
        assertTrue(console.page(far).contains("1500"), far);
    }

    @Test
    void keepsATriggerThatIsInAGroupTwice() {
        String one =
                console.done("/triggers", "type", "page_view", "name", "Seen").replaceAll("\\D", "");
        String two =
                console.done("/triggers", "type", "dom_ready", "name", "Read").replaceAll("\\D", "");
        String row = "params.triggers[%d]";
        String group = console.done(
                "/triggers",
                "type",
                "trigger_group",
                "name",
                "Three times",
                row.formatted(0),
                one,
                row.formatted(1),
                two,
                row.formatted(2),
                "",
                row.formatted(4),
                one);
        String id = group.replaceAll("\\D", "");
        Trigger made = (Trigger)
                console.draft().find(Kind.TRIGGER, Integer.parseInt(id)).orElseThrow();
        assertEquals(
                ValueJson.read("[" + one + "," + two + "," + one + "]"),
                made.params().get("triggers").orElseThrow());
        String page = console.page(group);
        assertEquals(2, page.split("<option value=\"" + one + "\" selected", -1).length - 1, page);
    }

    @Test
    void turnsAVariableIntoANumber() {
        String[] price = {"type", "cookie", "name", "Price", "params.name", "p", "format.to", "number_comma"};
        String variable = console.done("/variables", price);
        assertEquals(
                Optional.of(Conversion.NUMBER_COMMA),
                console.draft().variables().get(0).format().to());
        assertTrue(console.page(variable).contains("<option value=\"number_comma\" selected"));
    }

    @Test
    void refusesToDeleteATriggerThatATagNeedsAndSaysWhich() {
        String trigger = console.done("/triggers", "type", "page_view", "name", "Every page");
        String id = trigger.substring("/triggers/".length());
        String tag = pixel("Pixel");
        assertEquals(
                tag,
                console.done(
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
        HttpResponse<String> refused = console.send(trigger + "/delete");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("Pixel"), refused.body());
        assertEquals(1, console.draft().triggers().size());
        assertEquals("/tags", console.done(tag + "/delete"));
        assertEquals("/triggers", console.done(trigger + "/delete"));
    }

    @Test
    void doesNotOverwriteWhatAColleagueHasSaved() {
        String tag = pixel("Pixel");
        String before = console.page(tag);
        String seen = before.replaceAll("(?s).*name=\"seen\" value=\"(\\d+)\".*", "$1");
        String[] mine = {"name", "Mine", "params.pixelId", "1", "params.event", "Purchase", "seen", seen};
        assertEquals(tag, console.done(tag, mine));
        mine[1] = "Late";
        HttpResponse<String> late = console.send(tag, mine);
        assertEquals(409, late.statusCode());
        assertTrue(late.body().contains(Administrator.EMAIL) && late.body().contains("value=\"Late\""), late.body());
        assertEquals("Mine", console.draft().tags().get(0).name());
    }

    @Test
    void findsPausesMovesAndDeletesManyAtOnce() {
        for (int i = 0; i < 3; i++) {
            assertTrue(pixel("Pixel " + i).startsWith("/tags/"));
        }
        assertEquals("/folders", console.done("/folders", "name", "Ads"));
        List<String> ids = console.draft().tags().stream()
                .map(tag -> String.valueOf(tag.id()))
                .toList();
        String folder = String.valueOf(console.draft().folders().get(0).id());
        assertEquals("/tags", console.done("/tags/bulk", "action", "pause", "id", ids.get(0), "id", ids.get(1)));
        assertEquals(2, console.draft().tags().stream().filter(Tag::paused).count());
        assertEquals("/tags", console.done("/tags/bulk", "action", "move", "to", folder, "id", ids.get(2)));
        String found = console.page("/tags?folder=" + folder);
        assertTrue(found.contains("Pixel 2") && !found.contains("Pixel 1"), found);
        String paused = console.page("/tags?state=paused&q=pixel");
        assertTrue(paused.contains("Pixel 0") && !paused.contains("Pixel 2"));
        assertEquals("/tags", console.done("/tags/bulk", "action", "delete", "id", ids.get(0), "id", ids.get(1)));
        assertEquals(1, console.draft().tags().size());
    }

    @Test
    void renamesAVariableEverywhere() {
        String variable = console.done("/variables", "type", "constant", "name", "Pixel ID", "params.value", "42");
        String tag = console.done(
                "/tags",
                "type",
                "meta_pixel",
                "name",
                "P",
                "params.pixelId",
                "{{Pixel ID}}",
                "params.event",
                "Purchase");
        assertEquals(variable, console.done(variable, "name", "Our pixel", "params.value", "42", "seen", "99"));
        assertTrue(console.page(tag).contains("{{Our pixel}}"));
        assertTrue(console.page("/variables/names").contains("\"Our pixel\""));
        assertTrue(console.page("/variables").contains("Page URL"), "built-in ones are listed too");
    }

    @Test
    void leavesAFormatThatIsNoTextAsItWasGiven() {
        Saved saved = console.world
                .workspaces
                .change(
                        console.shop(),
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
        String path = "/variables/" + console.draft().variables().get(0).id();
        assertTrue(console.page(path).contains("name=\"format.undefined\""));
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
        assertEquals(path, console.done(path, form));
        assertEquals("V2", console.draft().variables().get(0).name());
        assertEquals(given, format());
        form[7] = "1";
        assertEquals(path, console.done(path, form));
        assertEquals(Value.of("1"), format().get("undefined").orElseThrow(), "what is typed is a text");
    }

    private Value.Fields format() {
        return console.draft().variables().get(0).format().instead();
    }

    @Test
    void addsARowAndKeepsWhatWasTypedWithoutJavaScript() {
        HttpResponse<String> again = console.send(
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
        assertTrue(console.draft().tags().isEmpty(), "nothing is saved yet");
    }

    @Test
    void definesARecommendedEventAndHoldsItAgainstWhatArrives() {
        assertTrue(console.page("/events/new").contains("/events/new?name=add_to_cart"));
        assertTrue(console.page("/events/new?name=add_to_cart").contains("value=\"add_to_cart\""));
        String event = console.done(
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
        EventDefinition definition = console.draft().events().get(0);
        assertEquals(
                List.of(new EventDefinition.Param("value", EventDefinition.Type.NUMBER, true)), definition.params());
        assertEquals(Optional.of(5.0), definition.weight(), "Bengali digits are digits");
        assertTrue(console.page("/events").contains("Never seen yet"));
        new SampleShop(console.world.database, console.shop(), Instant.now()).fill();
        assertFalse(console.page("/events").contains("Never seen yet"));
        assertEquals("/events", console.done("/events/strict", "strict", "on"));
        assertTrue(console.page("/events").contains("Take every event"));
        HttpResponse<String> wrong =
                console.send(event, "name", "add_to_cart", "source.kind", "click", "weight", "many", "seen", "99");
        assertEquals(422, wrong.statusCode());
        assertTrue(wrong.body().contains("id=\"f-weight-wrong\""), wrong.body());
        assertEquals("/events", console.done(event + "/delete"));
        assertTrue(console.draft().events().isEmpty());
    }

    @Test
    void showsEveryTypesFormInBothLanguages() {
        for (String language : new String[] {"bn", "en"}) {
            Administrator.speak(console.browser, language);
            for (String kind : List.of("tags", "triggers", "variables")) {
                assertEquals(200, console.open("/" + kind).statusCode());
                String menu = console.page("/" + kind + "/new");
                var types = java.util.regex.Pattern.compile("new\\?type=([a-z0-9_]+)")
                        .matcher(menu);
                int forms = 0;
                while (types.find()) {
                    forms++;
                    assertTrue(console.page("/" + kind + "/new?type=" + types.group(1))
                            .contains("id=\"f-name\""));
                }
                assertTrue(forms > 2, menu);
            }
            for (String part :
                    List.of("/folders", "/versions", "/versions/new", "/environments", "/search", "/events/new")) {
                assertEquals(200, console.open(part).statusCode(), part);
            }
        }
    }
}
