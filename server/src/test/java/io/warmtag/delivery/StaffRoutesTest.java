package io.warmtag.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.config.Network;
import io.warmtag.testkit.TestServer;
import io.warmtag.testkit.TestServer.Reply;
import io.warmtag.testkit.TestSite;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Messages;
import io.warmtag.web.TrustedProxies;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaffRoutesTest {
    private TestSite world;
    private TestServer server;
    private String link;

    @BeforeEach
    void start() {
        world = new TestSite();
        var proxies = List.of(Network.parse("127.0.0.1").orElseThrow());
        server = TestServer.start(
                world.vertx(),
                List.of(new StaffRoutes(
                        world.sites(), new BaseUrl(Optional.empty(), TrustedProxies.of(proxies)), Messages.load())));
        link = "/staff/" + world.bakery().publicId() + "/" + world.bakery().staffToken();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void marksABrowserAsStaffAndBack() {
        String token = world.bakery().staffToken();
        Reply on = server.get("/prefix" + link);
        assertEquals(200, on.status());
        assertEquals(
                "_wt_staff=" + token + "; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax", on.header("Set-Cookie"));
        assertEquals("no-store", on.header("Cache-Control"));
        assertEquals("no-referrer", on.header("Referrer-Policy"));
        assertTrue(on.text().contains("href=\"" + token + "?off=1\""));
        Reply off = server.get(link + "?off=1");
        assertEquals("_wt_staff=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax", off.header("Set-Cookie"));
        assertTrue(off.text().contains("href=\"" + token + "\""));
        assertFalse(off.text().equals(on.text()));
    }

    @Test
    void setsASecureCookieBehindATlsProxy() {
        assertTrue(server.get(link, "X-Forwarded-Proto", "https")
                .header("Set-Cookie")
                .endsWith("; Secure"));
    }

    @Test
    void knowsNoOtherLink() {
        var other = world.addSite("Other", "other.example");
        for (String wrong : List.of(
                "/staff/" + world.bakery().publicId() + "/" + other.staffToken(),
                "/staff/WT-0000000/" + world.bakery().staffToken(),
                link.substring(0, link.length() - 1))) {
            Reply reply = server.get(wrong);
            assertEquals(404, reply.status(), wrong);
            assertEquals("", reply.header("Set-Cookie"));
        }
    }

    @Test
    void escapesTheNameOfTheSite() {
        var site = world.addSite("<b>Bold & co</b>", "bold.example");
        String page = server.get("/staff/" + site.publicId() + "/" + site.staffToken())
                .text();
        assertTrue(page.contains("&lt;b>Bold &amp; co"), page);
    }
}
