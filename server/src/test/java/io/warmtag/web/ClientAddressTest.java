package io.warmtag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.warmtag.config.Network;
import io.warmtag.testkit.TestServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private static final String HEADER = "X-Forwarded-For";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    /** What is made of some lines that come from 127.0.0.1. */
    private String of(List<String> trusted, String... lines) {
        var proxies = TrustedProxies.of(
                trusted.stream().flatMap(text -> Network.parse(text).stream()).toList());
        var addresses = new ClientAddress(proxies);
        Routes where = router ->
                router.get("/where").handler(ctx -> ctx.response().end(ClientAddress.key(addresses.of(ctx.request()))));
        String[] headers =
                Stream.of(lines).flatMap(line -> Stream.of(HEADER, line)).toArray(String[]::new);
        return TestServer.start(vertx, List.of(where)).get("/where", headers).text();
    }

    @Test
    void isThePeerUnlessATrustedProxyTellsOfAnother() {
        assertEquals("127.0.0.1", of(List.of()));
        assertEquals("127.0.0.1", of(List.of(), "203.0.113.9"));
        assertEquals("127.0.0.1", of(List.of("127.0.0.1")));
        assertEquals("203.0.113.9", of(List.of("127.0.0.1"), "203.0.113.9"));
        assertEquals("127.0.0.1", of(List.of("127.0.0.1"), "unknown"));
    }

    @Test
    void isTheLastOneThatNoProxyOfOursHas() {
        List<String> ours = List.of("127.0.0.1", "10.0.0.0/8");
        assertEquals("203.0.113.9", of(ours, "198.51.100.1, 203.0.113.9, 10.0.0.7"));
        assertEquals("10.0.0.6", of(ours, "10.0.0.6, 10.0.0.7"));
    }

    @Test
    void aLineThatTheCallerMadeUpStandsBeforeTheProxys() {
        assertEquals("203.0.113.9", of(List.of("127.0.0.1"), "198.51.100.1", "203.0.113.9"));
        List<String> ours = List.of("127.0.0.1", "10.0.0.0/8");
        assertEquals("203.0.113.9", of(ours, "198.51.100.1", "198.51.100.2, 203.0.113.9", "10.0.0.7"));
    }
}
