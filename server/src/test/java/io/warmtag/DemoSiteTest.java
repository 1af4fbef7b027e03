package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.event.UuidV7;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.site.SiteStore;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The demo shop records wherever it is opened; a shop's own site only on its domains. */
class DemoSiteTest {
    @Test
    void recordsAtTheAddressThatItIsOpenedBy() throws Exception {
        try (Shop shop = Shop.open(TestDatabase.create().address())) {
            assertEquals(204, send(shop, Site.DEMO, "192.168.0.7", "http://192.168.0.7:8080"));
            assertEquals(204, send(shop, Site.DEMO, "Shop.lan:8080", "http://shop.lan:8080"));
            assertEquals(403, send(shop, Site.DEMO, "192.168.0.7", "https://elsewhere.example"));
            assertEquals(403, send(shop, Site.DEMO, "192.168.0.7", "null"));
            String own = shop.createSite();
            assertEquals(403, send(shop, own, "192.168.0.7", "http://192.168.0.7"), "of a real shop that says nothing");
        }
    }

    @Test
    void isTriedOutAtTheAddressThatItIsOpenedBy() throws Exception {
        try (Shop shop = Shop.open(TestDatabase.create().address())) {
            String key = "Authorization: Bearer " + Shop.KEY;
            String previews = "/api/v1/sites/" + Site.DEMO + "/previews";
            var wanted = new JsonObject().put("page", "http://192.168.0.7:8080/demo");
            assertEquals(422, status(ask(shop, "POST", previews, wanted, "Host: 192.168.0.8", key)));
            String begun = ask(shop, "POST", previews, wanted, "Host: 192.168.0.7:8080", key);
            assertEquals(201, status(begun), begun);
            String link = new JsonObject(begun.substring(begun.indexOf("\r\n\r\n"))).getString("link");
            URI door = URI.create(link);
            String inside = door.getRawPath() + "?" + door.getRawQuery();
            assertEquals(200, status(ask(shop, "GET", inside, new JsonObject(), "Host: 192.168.0.7:8080")));

            String pass = "Cookie: _wt_preview=" + link.replaceAll(".*[?&]token=([^&]*).*", "$1");
            var message = new JsonObject().put("messages", new JsonArray().add(new JsonObject().put("type", "boot")));
            String host = "Host: 192.168.0.7:8080";
            assertEquals(204, status(ask(shop, "POST", "/p", message, host, pass, "Origin: http://192.168.0.7:8080")));
            assertEquals(
                    403, status(ask(shop, "POST", "/p", message, host, pass, "Origin: https://elsewhere.example")));
        }
    }

    private static int send(Shop shop, String site, String host, String origin) throws IOException {
        var event = new JsonObject()
                .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                .put("name", "page_view");
        var body = new JsonObject().put("site", site).put("events", new JsonArray().add(event));
        return status(ask(shop, "POST", "/e", body, "Host: " + host, "Origin: " + origin));
    }

    /** By a socket: Java's clients don't let the host be chosen. */
    private static String ask(Shop shop, String method, String path, JsonObject body, String... headers)
            throws IOException {
        String text = body.isEmpty() ? "" : body.encode();
        String request = method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + text.length()
                + "\r\n\r\n" + text;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), shop.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ")[1]);
    }

    @Test
    void isAtThePublicAddressOfEachStart() throws Exception {
        DatabaseAddress address = TestDatabase.create().address();
        assertEquals(List.of("localhost", "127.0.0.1"), domains(address, Optional.empty()));
        assertEquals(
                List.of("localhost", "127.0.0.1", "demo.example"),
                domains(address, Optional.of("https://Demo.example:8443/w")));
        assertEquals(
                List.of("localhost", "127.0.0.1", "demo.example"),
                domains(address, Optional.of("https://www.demo.example")),
                "a subdomain is in it");
        assertEquals(
                List.of("localhost", "127.0.0.1", "demo.example", "203.0.113.5"),
                domains(address, Optional.of("http://203.0.113.5")));
    }

    private static List<String> domains(DatabaseAddress address, Optional<String> publicUrl) {
        Vertx vertx = Vertx.vertx();
        try {
            var database = new Database(vertx, address);
            var news = new News(vertx, database);
            news.start().await();
            var sites = new SiteDirectory(new SiteStore(database), news);
            sites.start().await();
            String demo = DemoSite.open(sites, publicUrl);
            return sites.find(demo).orElseThrow().domains();
        } finally {
            vertx.close().await();
        }
    }
}
