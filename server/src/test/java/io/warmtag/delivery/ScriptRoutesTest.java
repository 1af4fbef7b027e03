package io.warmtag.delivery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.Decoder;
import io.warmtag.config.Network;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.TestServer;
import io.warmtag.testkit.TestServer.Reply;
import io.warmtag.testkit.TestSite;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.CountryHeader;
import io.warmtag.web.TrustedProxies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptRoutesTest {
    private TestSite world;
    private TestServer server;
    private String live;

    @BeforeEach
    void start() {
        world = new TestSite();
        server = serve(List.of(), Optional.empty());
        live = "/t/" + world.bakery().publicId() + ".js";
    }

    private TestServer serve(List<Network> proxies, Optional<String> countryHeader) {
        return TestServer.start(
                world.vertx(),
                List.of(new ScriptRoutes(
                        world.sites(),
                        world.containers(),
                        world.previewScripts(world.previews(System::currentTimeMillis)),
                        new BaseUrl(Optional.empty(), TrustedProxies.of(proxies)),
                        new CountryHeader(countryHeader, TrustedProxies.of(proxies)))));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void servesTheContainerInEachEncoding() throws IOException {
        Reply plain = server.get(live);
        assertEquals(200, plain.status());
        assertEquals("text/javascript; charset=utf-8", plain.header("Content-Type"));
        assertEquals("public, max-age=60, stale-while-revalidate=600", plain.header("Cache-Control"));
        assertEquals("accept-encoding", plain.header("Vary").toLowerCase());
        assertEquals("*", plain.header("Access-Control-Allow-Origin"));
        assertEquals("nosniff", plain.header("X-Content-Type-Options"));
        assertTrue(plain.text().contains("\"site\":\"" + world.bakery().publicId() + "\""));

        Reply gzip = server.get(live, "Accept-Encoding", "br;q=0, gzip");
        assertEquals("gzip", gzip.header("Content-Encoding"));
        assertArrayEquals(plain.bytes(), new GZIPInputStream(new ByteArrayInputStream(gzip.bytes())).readAllBytes());

        Brotli4jLoader.ensureAvailability();
        Reply brotli = server.get(live, "Accept-Encoding", "gzip, deflate, br");
        assertEquals("br", brotli.header("Content-Encoding"));
        assertArrayEquals(plain.bytes(), Decoder.decompress(brotli.bytes()).getDecompressedData());
        assertTrue(brotli.bytes().length < gzip.bytes().length);
        assertNotEquals(brotli.header("ETag"), gzip.header("ETag"));
    }

    @Test
    void answersUnderAnyPathPrefixAndToHead() {
        Reply plain = server.get(live);
        assertArrayEquals(plain.bytes(), server.get("/some/prefix" + live).bytes());
        Reply head = server.send("HEAD", live, BodyPublishers.noBody());
        assertEquals(200, head.status());
        assertEquals(String.valueOf(plain.bytes().length), head.header("Content-Length"));
        assertEquals(plain.header("ETag"), head.header("ETag"));
        assertEquals(0, head.bytes().length);
    }

    @Test
    void sendsNothingAgainToWhoeverHasIt() {
        String etag = server.get(live, "Accept-Encoding", "br").header("ETag");
        for (String known : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
            Reply reply = server.get(live, "Accept-Encoding", "br", "If-None-Match", known);
            assertEquals(304, reply.status(), known);
            assertEquals(0, reply.bytes().length);
            assertEquals(etag, reply.header("ETag"));
        }
        assertEquals(200, server.get(live, "If-None-Match", etag).status());
    }

    @Test
    void servesTheChangedSiteAtOnceAndTheOldBytesForEver() {
        Reply before = server.get(live);
        String exact =
                "/t/" + world.bakery().publicId() + "/" + before.header("ETag").replace("\"", "") + ".js";
        var site = world.sites().update(world.bakery(), banner(false, "")).await();
        assertFalse(site.banner());
        Reply after = server.get(live);
        assertTrue(after.bytes().length < before.bytes().length, "the banner is gone");

        // Also on a node that never served it.
        for (TestServer each : List.of(server, serve(List.of(), Optional.empty()))) {
            Reply old = each.get("/shop" + exact);
            assertArrayEquals(before.bytes(), old.bytes());
            assertEquals("public, max-age=31536000, immutable", old.header("Cache-Control"));
        }
        assertEquals(
                404,
                server.get(exact.replaceAll("/[0-9a-f]{64}", "/" + "0".repeat(64)))
                        .status());
    }

    @Test
    void theBannerLinksToWhatTheShopSaysOfPrivacy() {
        world.sites()
                .update(world.bakery(), banner(true, "https://bakery.example/গোপনীয়তা"))
                .await();
        assertTrue(server.get(live).text().contains("\"privacyUrl\":\"https://bakery.example/গোপনীয়তা\""));
        world.sites().update(world.bakery(), banner(true, "")).await();
        assertFalse(server.get(live).text().contains("\"privacyUrl\":"));
    }

    private SiteDraft banner(boolean on, String privacyUrl) {
        var site = world.bakery();
        return new SiteDraft(
                site.name(),
                site.domains(),
                "ask",
                on,
                privacyUrl,
                "bn",
                "Asia/Dhaka",
                "BDT",
                site.retentionDays(),
                List.of());
    }

    @Test
    void answersForAnUnknownSiteWithNothingThatRuns() {
        Reply reply = server.get("/t/WT-0000000.js");
        assertEquals(404, reply.status());
        assertEquals("no-cache", reply.header("Cache-Control"));
        assertEquals("text/plain; charset=utf-8", reply.header("Content-Type"));
        assertTrue(reply.bytes().length < 20);
    }

    @Test
    void tellsTheContainerTheCountryOnlyAsATrustedProxySaysIt() {
        TestServer trusting = serve(List.of(Network.parse("127.0.0.0/8").orElseThrow()), Optional.of("CF-IPCountry"));
        Reply bd = trusting.get(live, "CF-IPCountry", "BD");
        assertTrue(bd.text().contains("\"country\":\"BD\""));
        assertEquals("private, max-age=60, stale-while-revalidate=600", bd.header("Cache-Control"));
        String forged =
                trusting.get(live, "CF-IPCountry", "US", "CF-IPCountry", "BD").text();
        assertTrue(forged.contains("\"country\":\"BD\""), "what the proxy adds stands last");
        assertTrue(trusting.get(live, "CF-IPCountry", "US-CA").text().contains("\"country\":\"US-CA\""));
        for (String odd : List.of("bd", "XX\"", "T1-", "")) {
            assertFalse(trusting.get(live, "CF-IPCountry", odd).text().contains("country\":"), odd);
        }
        assertTrue(trusting.get(live).header("Cache-Control").startsWith("private"));
        TestServer wary = serve(List.of(), Optional.of("CF-IPCountry"));
        assertFalse(wary.get(live, "CF-IPCountry", "BD").text().contains("\"country\":\"BD\""));
    }
}
