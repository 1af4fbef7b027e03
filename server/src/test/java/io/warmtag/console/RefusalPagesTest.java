package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.container.model.Content;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What would harm a page is refused where it is typed, with the field and the remedy; the draft stays as it is. */
@TestInstance(Lifecycle.PER_CLASS)
class RefusalPagesTest {
    @RegisterExtension
    final ShopConsole console = new ShopConsole();

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Refused: the text stands beside the field, and nothing is saved. */
    private void refused(String field, String text, String part, String... fields) {
        Content before = console.draft();
        HttpResponse<String> answer = console.send(part, fields);
        assertEquals(422, answer.statusCode());
        String body = answer.body().replace("&#x27;", "'").replace("&#x3D;", "=");
        int place = body.indexOf("id=\"f-" + field + "-wrong\"");
        assertTrue(place > 0, body);
        String remark = body.substring(place, Math.min(body.length(), place + 2_000));
        assertTrue(remark.contains(text), remark);
        assertEquals(before, console.draft(), "a broken save changes nothing");
    }

    @Test
    void refusesARegularExpressionThatExplodes() {
        refused(
                "conditions-0--right",
                "freeze the visitor's browser",
                "/triggers",
                "type",
                "page_view",
                "name",
                "Slow",
                "conditions[0].left",
                "{{Page URL}}",
                "conditions[0].operator",
                "matches_regex",
                "conditions[0].right",
                "(a+)+$");
        refused(
                "params-pattern",
                "freeze the visitor's browser",
                "/triggers",
                "type",
                "custom_event",
                "name",
                "Slow",
                "params.regex",
                "on",
                "params.pattern",
                "^(\\w+\\s?)*$");
    }

    @Test
    void refusesAConditionWithoutAVariableWhereverItStands() {
        refused(
                "params-enable-0--left",
                "variable",
                "/triggers",
                "type",
                "timer",
                "name",
                "Waits",
                "params.interval",
                "5000",
                "params.enable[0].left",
                "Page Path",
                "params.enable[0].operator",
                "contains",
                "params.enable[0].right",
                "/cart");
    }

    @Test
    void refusesAVariableThatNeedsItselfAndNamesTheCircle() {
        String a = console.done("/variables", "type", "constant", "name", "A", "params.value", "1");
        assertTrue(console.done("/variables", "type", "constant", "name", "B", "params.value", "{{A}}")
                .startsWith("/variables/"));
        refused("params-value", "A → B → A", a, "name", "A", "params.value", "{{B}}", "seen", "99");
    }

    @Test
    void refusesTagsThatBringEachOtherAlongAndNamesTheCircle() {
        String one = image("One");
        String two =
                console.done("/tags", "type", "custom_image", "name", "Two", "params.url", "/2", "setup.tag", id(one));
        refused(
                "cleanup-tag",
                "One → Two → One",
                one,
                "name",
                "One",
                "params.url",
                "/1",
                "cleanup.tag",
                id(two),
                "seen",
                "99");
        refused("setup-tag", "Two → Two", two, "name", "Two", "params.url", "/2", "setup.tag", id(two), "seen", "99");
    }

    @Test
    void refusesAMegabyteOfHtmlAndSaysHowMuchIsAllowed() {
        refused(
                "params-html",
                "at most 1,00,000 are allowed",
                "/tags",
                "type",
                "custom_html",
                "name",
                "Huge",
                "params.html",
                "x".repeat(1_048_576));
    }

    @Test
    void weighsEachTagAndPublishesNoScriptThatNoPageCouldBear() {
        String trigger = id(console.done("/triggers", "type", "page_view", "name", "All Pages"));
        for (int i = 0; i < 5; i++) {
            assertTrue(html("Large " + i, trigger).startsWith("/tags/"));
        }
        assertEquals("/versions/1", console.done("/versions", "name", "", "notes", "", "environment", "live"));
        String review = console.browser
                .open("/console/sites/" + console.shop().publicId() + "/versions/new?weights=1")
                .body();
        assertTrue(review.contains("Large 0") && review.contains("Large 4"), review);

        assertTrue(html("One too many", trigger).startsWith("/tags/"));
        HttpResponse<String> refused = console.send("/versions", "name", "", "notes", "", "environment", "live");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("Shorten or pause the largest tags"), refused.body());
        assertEquals(
                1,
                console.world.environments.live(console.shop()).orElseThrow().version(),
                "the site goes on with what it has");
    }

    private String image(String name) {
        return console.done("/tags", "type", "custom_image", "name", name, "params.url", "/1");
    }

    private String html(String name, String trigger) {
        return console.done(
                "/tags",
                "type",
                "custom_html",
                "name",
                name,
                "params.html",
                "<p>" + "x".repeat(99_000),
                "firing",
                trigger);
    }
}
