package io.warmtag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.warmtag.config.Network;
import io.warmtag.testkit.TestServer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BaseUrlTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private String asked(Optional<String> configured, TrustedProxies proxies, String... headers) {
        var baseUrl = new BaseUrl(configured, proxies);
        Routes where =
                router -> router.get("/where").handler(ctx -> ctx.response().end(baseUrl.of(ctx.request())));
        TestServer server = TestServer.start(vertx, List.of(where));
        return server.get("/where", headers).text().replace(server.base(), "here");
    }

    @Test
    void isWhatTheCallerAskedForUnlessItIsSet() {
        assertEquals("here", asked(Optional.empty(), TrustedProxies.NONE));
        assertEquals("https://t.shop.example", asked(Optional.of("https://t.shop.example"), TrustedProxies.NONE));
    }

    @Test
    void believesTrustedProxiesWhereTheCallerWas() {
        var here = TrustedProxies.of(List.of(Network.parse("127.0.0.1").orElseThrow()));
        String[] headers = {"X-Forwarded-Host", "t.shop.example", "X-Forwarded-Proto", "https"};
        assertEquals("https://t.shop.example", asked(Optional.empty(), here, headers));
        // Before what the proxy says may stand what the caller made up.
        assertEquals(
                "https://t.shop.example",
                asked(Optional.empty(), here, concat("X-Forwarded-Host", "evil.example", headers)));
        assertEquals(
                "http://t.shop.example",
                asked(Optional.empty(), here, "X-Forwarded-Host", "evil.example, t.shop.example"));
        // It stands in snippets: what is no host is not repeated.
        assertEquals("http://localhost", asked(Optional.empty(), here, "X-Forwarded-Host", "a\"><script>"));
    }

    private static String[] concat(String name, String value, String... others) {
        return Stream.concat(Stream.of(name, value), Stream.of(others)).toArray(String[]::new);
    }

    @Test
    void believesAnybodyThatItIsHttpsAndNobodyElseWhereHeIs() {
        String[] headers = {"X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https"};
        String base = asked(Optional.empty(), TrustedProxies.NONE, headers);
        assertTrue(base.startsWith("https://127.0.0.1:"), base);
    }
}
