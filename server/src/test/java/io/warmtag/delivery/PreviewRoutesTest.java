package io.warmtag.delivery;

import static io.warmtag.container.model.Draftsman.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Kind;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.Saved;
import io.warmtag.container.Workspaces;
import io.warmtag.preview.PreviewSession;
import io.warmtag.preview.Previews;
import io.warmtag.preview.Subject;
import io.warmtag.preview.Told;
import io.warmtag.site.Site;
import io.warmtag.testkit.TestCatalog;
import io.warmtag.testkit.TestServer;
import io.warmtag.testkit.TestServer.Reply;
import io.warmtag.testkit.TestSite;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.CountryHeader;
import io.warmtag.web.Messages;
import io.warmtag.web.RateLimiter;
import io.warmtag.web.TrustedProxies;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreviewRoutesTest {
    private static final String HOME = "https://bakery.example/";

    private final AtomicLong now = new AtomicLong(System.currentTimeMillis());
    private TestSite world;
    private Previews previews;
    private Site bakery;
    private TestServer server;
    private PreviewSession session;
    private String token;
    private String door;
    private String script;

    @BeforeEach
    void start() {
        world = new TestSite();
        bakery = world.bakery();
        previews = world.previews(now::get);
        BaseUrl base = new BaseUrl(Optional.empty(), TrustedProxies.NONE);
        server = TestServer.start(
                world.vertx(),
                List.of(
                        new ScriptRoutes(
                                world.sites(),
                                world.containers(),
                                world.previewScripts(previews),
                                base,
                                new CountryHeader(Optional.empty(), TrustedProxies.NONE)),
                        new PreviewRoutes(world.sites(), previews, base, Messages.load()),
                        new TraceRoutes(world.sites(), previews, base, new RateLimiter(0), request -> "")));
        session = previews.begin(bakery, new Subject.Draft(), false, "ada@bakery.example")
                .await();
        token = previews.token(bakery, session);
        door = "/t/" + bakery.publicId() + "/preview";
        script = "/t/" + bakery.publicId() + ".js";
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Reply enter(String token, String to) {
        return server.get(door + "?token=" + token + "&to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
    }

    private Reply tell(String token, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Cookie";
        all[1] = "other=1; _wt_preview=" + token;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return server.send("POST", "/shop/p", BodyPublishers.ofString(body), all);
    }

    private List<Told> told() {
        return previews.told(session.id(), 0, 1000).await();
    }

    private void addTag(String html) {
        var workspaces = new Workspaces(world.vertx(), world.database(), TestCatalog.read());
        Saved trigger = workspaces
                .change(
                        bakery,
                        Workspaces.Request.of(
                                "ada",
                                "c",
                                (editor, workspace) -> editor.create(
                                        workspace, Kind.TRIGGER, json("{'name':'All','type':'page_view'}"))))
                .await();
        int id = assertInstanceOf(Saved.Done.class, trigger).entity().id();
        Saved tag = workspaces
                .change(
                        bakery,
                        Workspaces.Request.of(
                                "ada",
                                "c",
                                (editor, workspace) -> editor.create(
                                        workspace,
                                        Kind.TAG,
                                        json("{'name':'Welcome tag','type':'custom_html','params':{'html':'" + html
                                                + "'},'firing':[" + id + "]}"))))
                .await();
        assertInstanceOf(Saved.Done.class, tag);
    }

    @Test
    void bringsABrowserInAndOnToThePageAndOutAgain() {
        Reply in = enter(token, HOME + "bread?a=1&b=\"<x>".replace("\"<x>", "2"));
        assertEquals(200, in.status());
        assertEquals("no-store", in.header("Cache-Control"));
        assertEquals("no-referrer", in.header("Referrer-Policy"));
        String cookie = in.header("Set-Cookie");
        assertTrue(cookie.startsWith("_wt_preview=" + token + "; Max-Age="), cookie);
        assertTrue(cookie.endsWith("; Path=/; HttpOnly; SameSite=Lax"), cookie);
        assertTrue(in.text().contains("href=\"https://bakery.example/bread?a=1&amp;b=2\""), in.text());
        String nonce = in.header("Content-Security-Policy").replaceAll("(?s).*script-src 'nonce-([^']+)'.*", "$1");
        assertTrue(in.text().contains("<script nonce=\"" + nonce + "\">"));
        assertFalse(in.header("Content-Security-Policy").contains("unsafe"));

        Reply out = server.get(door + "?leave");
        assertEquals(200, out.status());
        assertTrue(out.header("Set-Cookie").startsWith("_wt_preview=; Max-Age=0;"), out.header("Set-Cookie"));
    }

    @Test
    void goesOnlyToTheSitesOwnPages() {
        for (String to : List.of(
                "https://evil.example/",
                "https://bakery.example.evil.example/",
                "https://bakery.example@evil.example/",
                "https://user:word@bakery.example/",
                "javascript:alert(1)//bakery.example",
                "//bakery.example/",
                "/inside",
                "https:\\\\evil.example\\bakery.example",
                "https://evil.example\\.bakery.example/",
                "")) {
            assertEquals(400, enter(token, to).status(), to);
            assertEquals("", enter(token, to).header("Set-Cookie"), to);
        }
        assertEquals(200, enter(token, "https://www.bakery.example/রুটি").status());
    }

    @Test
    void servesTheDraftToWhoPreviewsItAndToNobodyElse() {
        addTag("fresh bread");
        Reply visitor = server.get(script);
        assertFalse(visitor.text().contains("fresh bread"));
        assertTrue(visitor.header("Cache-Control").startsWith("public"));

        Reply preview = server.get("/any" + script, "Cookie", "a=b; _wt_preview=" + token);
        assertEquals(200, preview.status());
        assertEquals("private, no-store", preview.header("Cache-Control"));
        for (String part : List.of("fresh bread", "module.preview", "module.engine", "\"n\":", "Welcome tag")) {
            assertTrue(preview.text().contains(part), part);
        }
        assertFalse(preview.text().contains("module.picker"));
        for (String cookie : List.of("_wt_preview=" + token + "x", "_wt_preview=", "x_wt_preview=" + token)) {
            assertEquals(visitor.text(), server.get(script, "Cookie", cookie).text(), cookie);
        }
        Site other = world.addSite("Butcher", "butcher.example");
        Reply elsewhere = server.get("/t/" + other.publicId() + ".js", "Cookie", "_wt_preview=" + token);
        assertFalse(elsewhere.text().contains("module.preview"));
    }

    @Test
    void servesTheEngineAndThePreviewAlsoWhereThereIsNothingToRun() throws IOException {
        Reply preview = server.get(script, "Cookie", "_wt_preview=" + token);
        for (String part : List.of("module.preview", "module.engine")) {
            assertTrue(preview.text().contains(part), preview.text());
        }
        // What preview.spec.ts runs.
        String tags = ValueJson.write(ValueJson.read(Files.readString(Path.of("../tag-js/e2e/nothing.json"))));
        assertTrue(preview.text().contains("\"tags\":" + tags), preview.text());
    }

    @Test
    void isOverAfterTwoHoursAndWhenEnded() {
        now.addAndGet(Previews.LIFETIME.toMillis());
        assertEquals(403, enter(token, HOME).status());
        assertFalse(server.get(script, "Cookie", "_wt_preview=" + token).text().contains("module.preview"));
        assertEquals(401, tell(token, "{}").status());
        now.addAndGet(-Previews.LIFETIME.toMillis());
        assertTrue(server.get(script, "Cookie", "_wt_preview=" + token).text().contains("module.preview"));
        assertTrue(previews.end(bakery, session.id()).await());
        assertEquals(410, tell(token, "{}").status());
        assertFalse(server.get(script, "Cookie", "_wt_preview=" + token).text().contains("module.preview"));
    }

    @Test
    void keepsWhatPagesTellInTheirOrder() {
        assertEquals(204, tell(token, "{\"messages\":[{\"n\":1},{\"n\":2}]}").status());
        assertEquals(204, tell(token, "[{\"n\":3}]").status());
        Reply last = tell(token, "{\"n\":\"\\u0000\\ud800\"}", "Origin", "https://www.bakery.example:8443");
        assertEquals(204, last.status());
        assertEquals("https://www.bakery.example:8443", last.header("Access-Control-Allow-Origin"));
        assertEquals("true", last.header("Access-Control-Allow-Credentials"));
        assertEquals(
                List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"),
                told().subList(0, 3).stream().map(Told::body).toList());
        assertEquals(4, told().size());
    }

    @Test
    void refusesWhatIsNotOfAPreviewOfTheSite() {
        assertEquals(401, tell("", "{}").status());
        assertEquals(401, tell(token + "A", "{}").status());
        assertEquals(403, tell(token, "{}", "Origin", "https://evil.example").status());
        assertEquals(403, tell(token, "{}", "Origin", "null").status());
        assertEquals(415, tell(token, "{}", "Content-Type", "text/html").status());
        assertEquals(413, tell(token, "[\"" + "x".repeat(256 * 1024) + "\"]").status());
        assertEquals(400, tell(token, "[]").status());
        assertEquals(0, told().size());
    }

    @Test
    void answersWhateverIsSentWithoutFailing() {
        var random = new Random(7);
        String[] pieces = {
            "{",
            "}",
            "[",
            "]",
            "\"messages\"",
            ":",
            ",",
            "\"a\"",
            "1e999",
            "null",
            "\\u0000",
            "\u0000",
            "\ud800",
            "-",
            "9".repeat(2000),
            "[".repeat(3000),
            "{\"a\":".repeat(500),
            "true",
            " ",
            "\"\\ud800\""
        };
        for (int i = 0; i < 400; i++) {
            var body = new StringBuilder();
            for (int n = random.nextInt(8); n >= 0; n--) {
                body.append(pieces[random.nextInt(pieces.length)]);
            }
            int status = tell(token, body.toString()).status();
            assertTrue(status < 500, status + " for " + body);
        }
    }
}
