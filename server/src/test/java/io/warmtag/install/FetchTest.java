package io.warmtag.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.testkit.TestServer;
import io.warmtag.web.Outside;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class FetchTest {
    private final Vertx vertx = Vertx.vertx();
    private final Fetch fetch = new Fetch(vertx);
    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(vertx, List.of(router -> {
            router.get("/page")
                    .handler(ctx -> end(ctx.response()
                            .putHeader("Content-Security-Policy", "default-src 'self'")
                            .end("<p>bread")));
            router.get("/on")
                    .handler(ctx -> end(ctx.response()
                            .setStatusCode(302)
                            .putHeader("Location", "/page?a=1")
                            .end()));
            router.get("/round")
                    .handler(ctx -> end(ctx.response()
                            .setStatusCode(302)
                            .putHeader("Location", "/round")
                            .end()));
            router.get("/inside")
                    .handler(ctx -> end(ctx.response()
                            .setStatusCode(302)
                            .putHeader("Location", "http://169.254.169.254/latest/meta-data/")
                            .end()));
            router.get("/large").handler(ctx -> end(ctx.response().end("x".repeat(3_000_000))));
            router.get("/silent").handler(ctx -> {});
        }));
    }

    private static void end(Future<Void> sent) {
        sent.onFailure(cause -> {});
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    private String get(String address, boolean local) {
        try {
            Page page = fetch.get(URI.create(address), host -> local).await();
            return page.status() + " " + page.address().getPath() + " " + page.policies() + " " + page.body();
        } catch (Outside.Refused e) {
            return e.refusal().name();
        }
    }

    @Test
    void getsAPageWithItsPoliciesAfterRedirects() {
        assertEquals("200 /page [default-src 'self'] <p>bread", get(server.base() + "/on", true));
    }

    @ParameterizedTest
    @CsvSource({"/round,TOO_MANY_REDIRECTS", "/inside,PRIVATE", "/large,TOO_LARGE", "/silent,NO_ANSWER"})
    void givesUp(String path, String refusal) {
        assertEquals(refusal, get(server.base() + path, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://10.0.0.1/",
                "http://169.254.169.254/",
                "http://192.168.1.1/",
                "http://[fd00::1]/",
                "http://[fe80::1]/",
                "http://0.0.0.0/"
            })
    void goesIntoNoPrivateNetwork(String address) {
        assertEquals("PRIVATE", get(address, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://shop.example/",
                "file:///etc/passwd",
                "https://shop.example:22/",
                "https://a:b@shop.example/"
            })
    void goesOnlyWherePagesAre(String address) {
        assertEquals("ADDRESS", get(address, false));
    }
}
