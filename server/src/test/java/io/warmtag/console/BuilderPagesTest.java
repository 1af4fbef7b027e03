package io.warmtag.console;

import static io.warmtag.container.model.Draftsman.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Kind;
import io.warmtag.config.Secret;
import io.warmtag.config.Settings.FirstAdmin;
import io.warmtag.container.Saved;
import io.warmtag.container.Workspaces.Request;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.EventDefinition;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class BuilderPagesTest {
    private static final String PAGE = "'page':{'id':'p','url':'https://shop.example/bread','title':'Bread'}";
    private static final String PICKED = "{'kind':'picked','text':'Add to cart','selectors':["
            + "{'selector':'.add','count':2,'by':'class'},{'selector':'main > button','count':1,'by':'path'}],"
            + "'form':[{'selector':'form.choose','count':1,'by':'class'}],"
            + "'leaf':{'selector':'.add','count':2,'text':'Add'},'values':["
            + "{'parameter':'item_name','value':'Bread','from':'element','selector':'h1','count':1},"
            + "{'parameter':'price','value':'৳ 90','from':'element','selector':'.price','count':2}],"
            + "'inShadow':false," + PAGE + "}";

    private ConsoleWorld world;
    private Browser browser;
    private Site shop;
    private String sitePath;

    @BeforeAll
    void start() {
        world = new ConsoleWorld(TestDatabase.create().address(), 0);
        assertTrue(world.accounts
                .prepare(Optional.of(new FirstAdmin("ada@bakery.example", new Secret("bread and butter"))))
                .await()
                .isEmpty());
        shop = world.sites
                .create(SiteDraft.of("Bakery", List.of("shop.example")))
                .await();
        sitePath = "/console/sites/" + shop.publicId();
        browser = new Browser(world.port);
        assertEquals(200, browser.open("/console/login").statusCode());
        assertEquals(
                303,
                browser.submit("/console/session", "email", "ada@bakery.example", "password", "bread and butter")
                        .statusCode());
    }

    @AfterAll
    void stop() {
        world.close();
    }

    /** From the page of a definition, new or old, to the builder. */
    private String begin(String definition, String... fields) {
        assertEquals(200, browser.open(sitePath + definition).statusCode());
        var all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("then", "pick"));
        String to = definition.startsWith("/events/new") ? "/events" : definition;
        HttpResponse<String> begun = browser.submit(sitePath + to, all.toArray(String[]::new));
        assertEquals(303, begun.statusCode(), begun.body());
        return Browser.location(begun);
    }

    private void tell(String path, String... messages) {
        assertTrue(world.previews
                .tell(
                        UUID.fromString(path.replaceAll(".*/", "")),
                        Stream.of(messages).map(text -> text.replace('\'', '"')).toList())
                .await());
    }

    private Content content() {
        return world.workspaces.draft(shop).await().workspace().content();
    }

    private EventDefinition event(String name) {
        return (EventDefinition) content().named(Kind.EVENT, name).orElseThrow();
    }

    private static String[] filled(String name, String... more) {
        var fields = new ArrayList<>(List.of(
                "name", name,
                "source.kind", "click",
                "source.selector", ".add",
                "params[0].name", "price",
                "params[0].type", "number",
                "params[0].required", "on",
                "params[0].read", "{\"from\":\"element\",\"near\":true,\"selector\":\".price\"}",
                "params[1].name", "currency",
                "params[1].type", "string",
                "params[1].read", "{\"from\":\"fixed\"}",
                "params[1].fixed", "BDT"));
        fields.addAll(List.of(more));
        return fields.toArray(String[]::new);
    }

    @Test
    void offersWhatWasPickedAndFillsInWhatIsNearby() {
        String path = begin("/events/new?own=1", "name", "put_in", "source.kind", "data_layer");
        String before = browser.open(path).body();
        assertTrue(before.contains("Nothing is picked yet"), before);
        assertTrue(before.contains("/t/" + shop.publicId() + "/preview?token"));
        assertTrue(before.contains("<svg viewBox"), "a code for phones");
        tell(path, PICKED);
        String after = browser.open(path).body();
        assertTrue(after.contains("Add to cart"), after);
        assertTrue(after.contains("2 on that page"), after);
        assertTrue(after.contains("value=\"main &gt; button\""), after);
        assertTrue(after.contains("value=\"item_name\""), "an event without parameters gets those that are found");
        assertTrue(after.contains("nearest .price"), after);
    }

    @Test
    void theNextPickIsForTheParameterThatAsksForIt() {
        String path = begin("/events/new?own=1", "name", "aimed", "source.kind", "data_layer");
        tell(path, PICKED);
        assertEquals(200, browser.open(path).statusCode());
        HttpResponse<String> aimed = browser.submit(path, filled("aimed", "then", "aim:1"));
        assertEquals(303, aimed.statusCode(), aimed.body());
        assertTrue(browser.open(path).body().contains("is what “currency” reads"));
        tell(path, PICKED.replace("'.add','count':2,'text':'Add'", "'#money','count':1,'text':'BDT'"));
        String page = browser.open(path).body();
        assertTrue(page.contains("text of #money"), page);
        assertTrue(page.contains("value=\".add\" checked"), "the element stays");
    }

    @Test
    void showsTheEventArriveWithWhatItLacks() throws InterruptedException {
        String path = begin("/events/new?own=1", "name", "seen", "source.kind", "data_layer");
        assertEquals(200, browser.open(path).statusCode());
        assertEquals(303, browser.submit(path, filled("seen", "then", "try")).statusCode());
        BlockingQueue<String> lines = browser.watch(path + "/arrivals?at=0.0");
        assertEquals("retry: 1500", lines.poll(10, TimeUnit.SECONDS));
        tell(
                path,
                "{'kind':'hello'," + PAGE + "}",
                "{'kind':'sent','by':'tag','event':{'id':'x','name':'seen','data':{'price':'90','extra':1}}," + PAGE
                        + "}",
                "{'kind':'sent','by':'page','event':{'id':'y','name':'other','data':{}}," + PAGE + "}");
        awaitChange(lines);
        String page = browser.open(path).body();
        assertTrue(page.contains("builder-wrong"), "the price is a text: " + page);
        assertTrue(page.contains("builder-missing"), "no currency came");
        assertTrue(page.contains("not defined"), "extra");
        assertFalse(page.contains("counted twice"));
        tell(path, "{'kind':'sent','by':'page','event':{'id':'z','name':'seen','data':{}}," + PAGE + "}");
        assertTrue(browser.open(path).body().contains("counted twice"));
    }

    /** Signs of life may come before. */
    private static void awaitChange(BlockingQueue<String> lines) throws InterruptedException {
        for (String line = lines.poll(10, TimeUnit.SECONDS); line != null; line = lines.poll(10, TimeUnit.SECONDS)) {
            if (line.equals("event: changed")) {
                return;
            }
        }
        throw new AssertionError("no change was told within 10 s");
    }

    @Test
    void savingMakesAllOfItInOneChangeAndSavingAgainChangesIt() {
        String path = begin("/events/new?own=1", "name", "made", "source.kind", "data_layer", "meaning", "Why");
        assertEquals(200, browser.open(path).statusCode());
        long before = world.workspaces.draft(shop).await().workspace().revision();
        HttpResponse<String> saved = browser.submit(path, filled("made", "then", "save"));
        assertEquals(303, saved.statusCode(), saved.body());
        assertEquals(
                before + 1, world.workspaces.draft(shop).await().workspace().revision());
        EventDefinition made = event("made");
        assertEquals("Why", made.meaning());
        assertEquals(sitePath + "/events/" + made.id(), Browser.location(saved));
        String page = browser.open(Browser.location(saved)).body();
        assertTrue(page.contains("made: price") && page.contains("made (click)"), page);
        assertEquals(404, browser.open(path).statusCode(), "the builder is closed");

        int count = content().entities().size();
        String again = begin(
                "/events/" + made.id(), "name", "made", "source.kind", "click", "seen", String.valueOf(before + 1));
        String form = browser.open(again).body();
        assertTrue(form.contains("value=\".add\" checked"), form);
        String variable = String.valueOf(made.made().orElseThrow().variables().get(0));
        HttpResponse<String> changed = browser.submit(
                again,
                filled("made", "params[0].variable", variable, "seen", String.valueOf(before + 1), "then", "save"));
        assertEquals(303, changed.statusCode(), changed.body());
        assertEquals(count, content().entities().size());
        assertEquals(made.made(), event("made").made());
    }

    @Test
    void saysBesideEachFieldWhatIsWrongAndChangesNothing() {
        String path = begin("/events/new?own=1", "name", "wrong", "source.kind", "data_layer");
        assertEquals(200, browser.open(path).statusCode());
        Content before = content();
        HttpResponse<String> refused = browser.submit(
                path,
                "name",
                "wrong",
                "source.kind",
                "click",
                "source.own",
                "[a",
                "params[0].name",
                "a b",
                "params[0].type",
                "string",
                "params[0].read",
                "",
                "then",
                "save");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("id=\"f-params-0--name-wrong\""), refused.body());
        HttpResponse<String> selector =
                browser.submit(path, "name", "wrong", "source.kind", "click", "source.own", "[a", "then", "save");
        assertTrue(selector.body().contains("id=\"f-selector-wrong\""), selector.body());
        HttpResponse<String> unread = browser.submit(
                path,
                "name",
                "wrong",
                "source.kind",
                "click",
                "source.own",
                "a",
                "params[0].name",
                "price",
                "params[0].type",
                "number",
                "params[0].required",
                "on",
                "params[0].read",
                "",
                "then",
                "save");
        assertTrue(unread.body().contains("id=\"f-read-0-wrong\""), unread.body());
        assertEquals(before, content());
    }

    @Test
    void aDefinitionWhoseTriggerWasDeletedSaysSo() {
        String path = begin("/events/new?own=1", "name", "broken", "source.kind", "data_layer");
        assertEquals(200, browser.open(path).statusCode());
        assertEquals(303, browser.submit(path, filled("broken", "then", "save")).statusCode());
        EventDefinition made = event("broken");
        int tag = made.made().orElseThrow().tag().orElseThrow();
        int trigger = made.made().orElseThrow().trigger().orElseThrow();
        change("tag", (editor, workspace) -> editor.patch(workspace, Kind.TAG, tag, json("{'firing':[]}")));
        change("trigger", (editor, workspace) -> editor.delete(workspace, Kind.TRIGGER, trigger));
        String page = browser.open(sitePath + "/events/" + made.id()).body();
        assertTrue(page.contains("The trigger that was made for it has been deleted"), page);
        assertTrue(browser.open(sitePath + "/events").body().contains("has been deleted"));
    }

    private void change(
            String name,
            java.util.function.BiFunction<
                            io.warmtag.container.model.Editor,
                            io.warmtag.container.model.Workspace,
                            io.warmtag.container.model.Edit>
                    edit) {
        Saved saved =
                world.workspaces.change(shop, Request.of("ada", name, edit)).await();
        assertInstanceOf(Saved.Done.class, saved, () -> String.valueOf(saved));
    }
}
