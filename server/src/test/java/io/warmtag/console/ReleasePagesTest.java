package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(Lifecycle.PER_CLASS)
class ReleasePagesTest {
    @RegisterExtension
    final ShopConsole console = new ShopConsole();

    private String pixel(String name) {
        return console.done(
                "/tags", "type", "meta_pixel", "name", name, "params.pixelId", "1", "params.event", "Purchase");
    }

    @Test
    void publishesAndGoesBackWithOneClick() {
        String trigger = console.done("/triggers", "type", "page_view", "name", "Every page");
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
                        trigger.substring("/triggers/".length()),
                        "seen",
                        "99"));
        assertTrue(console.page("").contains("/versions/new"), "the overview says that something isn't published");
        assertTrue(console.page("/versions/new").contains("Pixel"));
        assertEquals("/versions/1", console.done("/versions", "name", "First", "notes", "", "environment", "live"));
        String first = console.page("/versions/1");
        assertTrue(first.contains("Version 1 is released.") && first.contains("/install/served"), first);
        assertFalse(first.contains("Undo"), "there is nothing to go back to");
        assertEquals(
                "/versions/1",
                console.done("/versions", "name", "First", "notes", "", "environment", "live"),
                "a double click");
        assertEquals(tag, console.done(tag + "/pause"));
        assertEquals("/versions/2", console.done("/versions", "name", "", "notes", "quiet now", "environment", "live"));
        String second = console.page("/versions/2");
        assertTrue(second.contains("Version 2 is released.") && second.contains("quiet now"), second);
        assertTrue(second.contains("Undo: back to version 1"), second);
        assertEquals("/versions/1", console.done("/environments/live/releases", "version", "1"));
        assertTrue(console.page("/versions/1").contains("Version 1 is released."));
        assertFalse(console.page("/versions/2").contains("is released."));
        assertTrue(console.page("/versions/2?against=1").contains("Pixel"));
        assertEquals("/versions", console.done("/versions/1/restore"));
        assertFalse(console.draft().tags().get(0).paused());
    }

    @Test
    void keepsEnvironmentsWithAddressesOfTheirOwn() {
        assertTrue(console.page("/environments").contains("/t/" + console.shop().publicId() + "."));
        assertEquals("/environments", console.done("/environments", "name", "qa"));
        assertEquals(422, console.send("/environments", "name", "qa").statusCode());
        assertEquals(422, console.send("/environments", "name", "q a").statusCode());
        String before = console.page("/environments");
        assertEquals("/environments", console.done("/environments/qa/token"));
        assertFalse(console.page("/environments").equals(before));
        assertEquals("/environments", console.done("/environments/qa/delete"));
        assertEquals(404, console.send("/environments/live/delete").statusCode());
    }

    @Test
    void saysWhenATagFiredLastOnlyWhereThatIsKnown() {
        String seen =
                console.done("/tags", "type", "warmtag_event", "name", "Cart event", "params.name", "add_to_cart");
        String never = console.done("/tags", "type", "warmtag_event", "name", "Rare event", "params.name", "rare");
        String made = console.done("/tags", "type", "warmtag_event", "name", "Any event", "params.name", "x_{{Event}}");
        String pixel = pixel("Pixel");
        assertTrue(console.page(seen).contains("Its event add_to_cart has not come in yet."));
        new SampleShop(console.world.database, console.shop(), Instant.now()).fill();
        assertTrue(console.page(seen).contains("Its event add_to_cart came in last "));
        assertTrue(console.page(never).contains("Its event rare has not come in yet."));
        assertTrue(console.page(made).contains("The page makes the name of its event"));
        assertTrue(console.page(pixel).contains("goes to its vendor alone"));
        String list = console.page("/tags");
        assertTrue(list.contains("not reported") && list.contains("not yet") && list.contains("not known"), list);
    }

    @Test
    void opensThePreviewOfTheDraftToTestATag() {
        String tag = pixel("Pixel");
        assertTrue(console.page(tag).contains("/previews"), "a button");
        String there = console.done("/previews", "subject", "draft", "page", "https://shop.example/");
        assertTrue(there.startsWith("/previews/"), there);
        assertEquals(tag, console.done(tag + "/pause"));
        assertFalse(console.page(tag).contains("name=\"subject\""), "a paused tag doesn't fire in a preview either");
    }
}
