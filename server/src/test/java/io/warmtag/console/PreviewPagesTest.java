package io.warmtag.console;

import static io.warmtag.container.model.Draftsman.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Kind;
import io.warmtag.container.Saved;
import io.warmtag.container.Workspaces;
import io.warmtag.event.UuidV7;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
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
class PreviewPagesTest {
    private ConsoleWorld world;
    private Browser browser;
    private Site shop;
    private String sitePath;
    private int all;
    private int cart;
    private int welcome;
    private int pixel;

    @BeforeAll
    void start() {
        world = new ConsoleWorld(TestDatabase.create().address(), 0);
        shop = world.sites
                .create(SiteDraft.of("Bakery", List.of("shop.example")))
                .await();
        sitePath = "/console/sites/" + shop.publicId();
        all = make(Kind.TRIGGER, "{'name':'All pages','type':'page_view'}");
        cart = make(
                Kind.TRIGGER,
                "{'name':'In the cart','type':'custom_event','params':{'event':'add_to_cart'},'conditions':"
                        + "[{'left':'{{Page URL}}','operator':'contains','right':'cart','negate':true}]}");
        welcome =
                make(Kind.TAG, "{'name':'Welcome','type':'custom_html','params':{'html':'x'},'firing':[" + all + "]}");
        pixel = make(
                Kind.TAG,
                "{'name':'Pixel <b>','type':'meta_pixel','params':{'pixelId':'1234567890'},'firing':[" + cart + "]}");
        browser = Administrator.logIn(world);
    }

    @AfterAll
    void stop() {
        world.close();
    }

    private String begin() {
        assertEquals(200, browser.open(sitePath + "/preview").statusCode());
        HttpResponse<String> begun =
                browser.submit(sitePath + "/previews", "subject", "draft", "page", "https://www.shop.example/bread");
        assertEquals(303, begun.statusCode(), begun.body());
        return Browser.location(begun);
    }

    private static UUID id(String path) {
        return UUID.fromString(path.replaceAll(".*/previews/([0-9a-f-]+).*", "$1"));
    }

    private void tell(UUID session, String... messages) {
        assertTrue(world.previews
                .tell(
                        session,
                        Stream.of(messages).map(text -> text.replace('\'', '"')).toList())
                .await());
    }

    /** A page with a tag that fired, one that did not and why. */
    private void tellOfACart(UUID session, UUID event) {
        String page = "'page':{'id':'p1','url':'https://shop.example/bread','title':'Bread'},'at':1800000000000,";
        String hello = "{" + page + "'n':1,'kind':'hello','names':{'v':['Page URL'],'r':['All pages','In the cart'],"
                + "'t':['Welcome','Pixel <b>'],'ids':{'v':[0],'r':[" + all + "," + cart + "],'t':[" + welcome + ","
                + pixel
                + "]}},'types':{'v':['url'],'r':['page_view','custom_event'],'t':['custom_html','meta_pixel']},"
                + "'consent':{'ad_storage':'denied'}}";
        tell(
                session,
                hello,
                "{" + page + "'n':2,'kind':'push','name':null,'message':{},'state':{'ecommerce':{'value':1290,"
                        + "'f':{'$':'function','text':'()=>1'},'u':{'$':'undefined','text':''}}}}",
                "{" + page + "'n':3,'kind':'sent','event':{'id':'" + event + "','name':'page_view'}}",
                "{" + page + "'n':4,'kind':'event','number':1,'name':'gtm.js','id':'" + event + "','data':{},"
                        + "'triggers':[{'trigger':0,'passed':true,'conditions':[]}],'tags':[],'variables':{}}",
                "{" + page + "'n':5,'kind':'tag','number':1,'tag':0,'status':'fired','detail':1.25}",
                "{" + page + "'n':5,'kind':'tag','number':1,'tag':0,'status':'failed','detail':'told twice'}",
                "{" + page + "'n':6,'kind':'error','text':'boom'}",
                "{" + page + "'n':7,'kind':'event','number':2,'name':'add_to_cart','id':null,'data':{},'tags':[],"
                        + "'triggers':[{'trigger':1,'passed':false,'conditions':[{'left':'https://shop.example/cart',"
                        + "'right':'cart','passed':false}]}],'variables':{'0':'https://shop.example/bread','x':1}}",
                "{" + page + "'kind':'unheard of'}",
                "{" + page + "'kind':'tag','number':1e308,'tag':'x'}",
                "{'page':7,'kind':'event'}",
                "{}");
    }

    private int make(Kind kind, String json) {
        Saved saved = world.workspaces
                .change(
                        shop,
                        Workspaces.Request.of(
                                "ada", "create", (editor, workspace) -> editor.create(workspace, kind, json(json))))
                .await();
        return assertInstanceOf(Saved.Done.class, saved, () -> String.valueOf(saved))
                .entity()
                .id();
    }

    @Test
    void showsWhatFiredAndWhyTheOthersDidNot() {
        String path = begin();
        UUID event = UuidV7.create(System.currentTimeMillis());
        tellOfACart(id(path), event);
        String summary = browser.open(path).body().replace("&#x3D;", "=");
        assertTrue(summary.contains("Welcome"), summary);
        assertTrue(summary.contains("Page View"));
        assertTrue(summary.contains("/t/" + shop.publicId() + "/preview?token="));
        assertTrue(summary.contains("https%3A%2F%2Fwww.shop.example%2Fbread"));

        String bare = path.replaceAll("\\?.*", "");
        String fired = browser.open(bare + "?step=p1-1").body();
        assertTrue(fired.contains("1.3 ms"), fired);
        String tags = browser.open(bare + "?step=p1-2&tab=tags").body();
        assertTrue(tags.contains("Pixel &lt;b&gt;"));
        assertTrue(tags.contains("{{Page URL}}"), tags);
        assertTrue(tags.contains("&quot;https://shop.example/cart&quot;"));
        assertTrue(tags.contains("does not:"), "the condition is negated");
        assertTrue(tags.contains("waits for something else"), "the other tag's trigger was not asked");
        assertTrue(browser.open(bare + "?step=p1-2&tab=errors").body().contains("boom"));
        assertTrue(browser.open(bare + "?step=p1-2&tab=variables").body().contains("Page URL"));
        assertTrue(browser.open(bare + "?step=p1-1&tab=data").body().contains("&quot;value&quot;: 1290"));
        assertTrue(browser.open(bare + "?step=p1-1&tab=data").body().contains("&quot;u&quot;: undefined"));
        assertTrue(browser.open(bare + "?step=p1-1&tab=consent").body().contains("ad_storage"));
        assertTrue(browser.open(bare + "?step=nothing").body().contains("Welcome"), "an unknown step is the summary");
    }

    @Test
    void tellsWhatTheServerDidWithTheEvent() {
        String path = begin();
        UUID event = UuidV7.create(System.currentTimeMillis());
        tellOfACart(id(path), event);
        String server = path.replaceAll("\\?.*", "") + "?step=p1-1&tab=server";
        assertTrue(browser.open(server).body().contains("has not arrived yet"));

        OffsetDateTime time = OffsetDateTime.now(ZoneOffset.UTC);
        UUID visitor = new UUID(5, 6);
        var stored = world.database.query("""
                        insert into event (site_id, id, visitor, name, time, received, mark, data, context)
                        values ($1, $2, $3, 'add_to_cart', $4, $4, 0, '{}', '{}')
                        """, shop.id(), event, visitor, time).await();
        assertEquals(1, stored.rowCount());
        var logged = world.database
                .query("""
                        insert into transition (site_id, person, number, from_state, to_state, at, cause, cause_id, model_version)
                        values ($1, $2, 1, 0, 1, $3, 'event', $4, 1)
                        """, shop.id(), visitor, time, event.toString())
                .await();
        assertEquals(1, logged.rowCount());
        String body = browser.open(server).body();
        assertTrue(body.contains("The server stored the event."), body);
        assertTrue(body.contains("class=\"temperature cold") && body.contains("class=\"temperature warm"), body);
    }

    @Test
    void tellsWhyTheServerRejectedTheEvent() {
        String path = begin();
        UUID event = UuidV7.create(System.currentTimeMillis());
        tellOfACart(id(path), event);
        var kept = world.database
                .query(
                        "insert into rejected_event (site_id, field, reason, body) values ($1, 'data', 'not an object', $2)",
                        shop.id(),
                        "{\"id\":\"" + event + "\"}")
                .await();
        assertEquals(1, kept.rowCount());
        String body = browser.open(path.replaceAll("\\?.*", "") + "?step=p1-1&tab=server")
                .body();
        assertTrue(body.contains("<span lang=\"en\">not an object (data)</span>"), "an old row: " + body);
        kept = world.database
                .query(
                        "update rejected_event set code = 'data_form' where site_id = $1 and body like $2",
                        shop.id(),
                        "%" + event + "%")
                .await();
        assertEquals(1, kept.rowCount());
        Administrator.speak(browser, "bn");
        body = browser.open(path.replaceAll("\\?.*", "") + "?step=p1-1&tab=server")
                .body();
        Administrator.speak(browser, "en");
        assertTrue(body.contains("data একটি JSON অবজেক্ট হতে হবে"), body);
    }

    @Test
    void saysWhenSomethingHappensAndWhenTheEventArrives() throws InterruptedException {
        String path = begin();
        BlockingQueue<String> lines = browser.watch(path.replaceAll("\\?.*", "") + "/changes");
        assertEquals("retry: 1500", lines.poll(10, TimeUnit.SECONDS));
        UUID event = UuidV7.create(System.currentTimeMillis());
        tellOfACart(id(path), event);
        awaitChange(lines);
        var stored = world.database.query("""
                        insert into event (site_id, id, name, time, received, mark, data, context)
                        values ($1, $2, 'page_view', now(), now(), 0, '{}', '{}')
                        """, shop.id(), event).await();
        assertEquals(1, stored.rowCount());
        awaitChange(lines);
    }

    private static void awaitChange(BlockingQueue<String> lines) throws InterruptedException {
        for (String line = lines.poll(10, TimeUnit.SECONDS); line != null; line = lines.poll(10, TimeUnit.SECONDS)) {
            if (line.equals("event: changed")) {
                return;
            }
        }
        throw new AssertionError("no change was told within 10 s");
    }

    @Test
    void refusesPagesOfOthersAndVersionsThatAreNotThere() {
        assertEquals(200, browser.open(sitePath + "/preview").statusCode());
        for (String[] asked : new String[][] {
            {"draft", "https://evil.example/"},
            {"draft", "javascript:alert(1)"},
            {"v7", "https://shop.example/"},
            {"e:nowhere", "https://shop.example/"},
            {"", "https://shop.example/"}
        }) {
            HttpResponse<String> refused =
                    browser.submit(sitePath + "/previews", "subject", asked[0], "page", asked[1]);
            assertEquals(422, refused.statusCode());
            assertTrue(refused.body().contains("aria-invalid=\"true\""), asked[0]);
        }
    }

    @Test
    void isForPeopleLoggedInAndOverWhenEnded() {
        String path = begin();
        assertEquals(303, new Browser(world.port).open(path).statusCode());
        String bare = path.replaceAll("\\?.*", "");
        assertTrue(browser.open(path).body().contains("Waiting for the site"));
        assertEquals(303, browser.submit(bare + "/end").statusCode());
        HttpResponse<String> over = browser.open(path);
        assertEquals(404, over.statusCode());
        assertTrue(over.body().contains("This preview is over"));
        assertFalse(over.body().contains("/preview?token="));
    }
}
