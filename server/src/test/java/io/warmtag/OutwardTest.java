package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.destination.Outbound;
import io.warmtag.destination.Outgoing;
import io.warmtag.destination.TestServices;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.testkit.OpenShop;
import io.warmtag.testkit.Shop;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the browser to the outside and back, on the whole server, with the sandbox in Meta's place. */
class OutwardTest {
    private static final String AGENT = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/126.0.0.0";

    private OpenShop open;
    private Database database;
    private Shop shop;
    private String site;

    @BeforeEach
    void open() throws Exception {
        open = OpenShop.open();
        shop = open.shop();
        database = open.database();
        site = shop.createSite();
    }

    @AfterEach
    void close() {
        open.close();
    }

    private void connectMeta() throws Exception {
        var meta = new JsonObject()
                .put("kind", "meta")
                .put("name", "Meta")
                .put("sandbox", true)
                .put("settings", new JsonObject().put("pixel", "123456789012345"))
                .put("secrets", new JsonObject().put("token", "EAAtoken0123456789abcdefghij"));
        assertEquals(
                201, shop.api("POST", "/sites/" + site + "/destinations", meta).statusCode());
        assertEquals(
                200,
                shop.api("POST", "/sites/" + site + "/destinations/1/resume", new JsonObject())
                        .statusCode());
    }

    @CanIgnoreReturnValue
    private UUID view(String... headers) throws Exception {
        UUID id = UuidV7.create(System.currentTimeMillis());
        var said = new JsonObject()
                .put(
                        "user_data",
                        new JsonObject().put("email", " Ada@Example.com ").put("user_id", "C-17"));
        var event = new JsonObject()
                .put("id", id.toString())
                .put("name", "page_view")
                .put("data", said);
        var body = new JsonObject()
                .put("site", site)
                .put("context", new JsonObject().put("url", "https://bakery.example/bread"))
                .put("events", new JsonArray().add(event));
        assertEquals(204, shop.post(body.encode(), headers).statusCode());
        return id;
    }

    private JsonObject stored(UUID id) throws Exception {
        return shop.api("/sites/" + site + "/events").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(event -> id.toString().equals(event.getString("id")))
                .findAny()
                .orElseThrow();
    }

    private long devices() {
        return count("select count(*) from raw_device");
    }

    @Test
    void keepsAddressAndBrowserSealedWhereSomebodyAsksForThemAndTheVisitorAgrees() throws Exception {
        UUID early = view("User-Agent", AGENT, "Cookie", "_fbp=fb.1.1700000000000.5");
        assertFalse(stored(early).getJsonObject("context").containsKey("fbp"));
        connectMeta();
        var last = new AtomicReference<UUID>();
        Shop.until("devices are asked for", () -> {
            try {
                view("User-Agent", AGENT, "Cookie", "_fbp=fb.1.1700000000000.5", "Sec-GPC", "1");
                last.set(view("User-Agent", AGENT, "Cookie", "_fbp=fb.1.1700000000000.5"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return devices() == 1;
        });
        UUID event = Objects.requireNonNull(last.get());
        assertEquals(
                "fb.1.1700000000000.5", stored(event).getJsonObject("context").getString("fbp"));
        assertEquals(
                0,
                database.query("select count(*) from raw_device where position('Mozilla'::bytea in sealed) > 0")
                        .await()
                        .iterator()
                        .next()
                        .getLong(0));
        UUID visitor = Objects.requireNonNull(VisitorId.parse(stored(event).getString("visitor")));
        // Without a context of its own it goes with what is known of the person.
        var outgoing = new Outgoing(event, "add_to_cart", Instant.now(), new JsonObject(), new JsonObject());
        TestServices.put(database, new Outbound(number(), 1, "f:1", visitor, null, outgoing));
        Shop.until("the sandbox has taken it", () -> delivered("f:1").isPresent());
        JsonObject whole =
                shop.api("/sites/" + site + "/deliveries/" + delivered("f:1").orElseThrow());
        String request = whole.getJsonArray("tries").getJsonObject(0).getString("request");
        JsonObject sent = new JsonObject(request.substring(request.indexOf("\n\n") + 2))
                .getJsonArray("data").stream()
                        .map(JsonObject.class::cast)
                        .filter(each -> each.getString("event_name").equals("AddToCart"))
                        .findAny()
                        .orElseThrow();
        assertEquals(event.toString(), sent.getString("event_id"));
        // They left, and are kept nowhere but where they are sealed.
        assertEquals("•••••", sent.getJsonObject("user_data").getString("client_user_agent"));
        assertEquals("•••••", sent.getJsonObject("user_data").getString("client_ip_address"));
        assertFalse(request.contains("Mozilla"), request);
        assertEquals("fb.1.1700000000000.5", sent.getJsonObject("user_data").getString("fbp"));
        // Of ada@example.com: it was cut out of the event, and is known of the person.
        assertFalse(stored(event).encode().contains("Ada@"), stored(event).encode());
        assertEquals("•••••", sent.getJsonObject("user_data").getString("em"));
        assertFalse(request.contains("b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72"), request);
        assertEquals("•••••", sent.getJsonObject("user_data").getString("external_id"));
    }

    @Test
    void tellsGoogleWhichOfItsSessionsItWasAndWhomTheShopKnows() throws Exception {
        var google = new JsonObject()
                .put("kind", "ga4")
                .put("name", "Google")
                .put("sandbox", true)
                .put("settings", new JsonObject().put("measurement_id", "G-AB12CD34EF"))
                .put("secrets", new JsonObject().put("api_secret", "s3cret-12345"));
        assertEquals(
                201,
                shop.api("POST", "/sites/" + site + "/destinations", google).statusCode());
        assertEquals(
                200,
                shop.api("POST", "/sites/" + site + "/destinations/1/resume", new JsonObject())
                        .statusCode());
        long now = Instant.now().getEpochSecond();
        String cookies = "_ga=GA1.1.123.456; _ga_AB12CD34EF=GS2.1.s" + (now - 60) + "$o1$g1$t" + now
                + "$j60; _ga_OTHER=GS2.1.s5$o1";
        var last = new AtomicReference<UUID>();
        Shop.until("both are told", () -> {
            try {
                last.set(view("User-Agent", AGENT, "Cookie", cookies));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return count("""
                    select count(*) from attempt where outcome = 0 and position('"session_id":"%d"' in request) > 0 and position('"user_id":"•••••"' in request) > 0
                    """.formatted(now - 60)) > 0;
        });
        assertEquals(
                Set.of("ga", "ga_AB12CD34EF"),
                cookies(stored(Objects.requireNonNull(last.get())).getJsonObject("context")));
        assertEquals(0, devices());
    }

    private static Set<String> cookies(JsonObject context) {
        return context.fieldNames().stream()
                .filter(name -> name.startsWith("ga"))
                .collect(Collectors.toSet());
    }

    @Test
    void leadsToNothingThatThisMachineKeepsForItself() throws Exception {
        var asked = new AtomicInteger();
        HttpServer kept = open.vertx()
                .createHttpServer()
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    request.response().end().onFailure(cause -> {});
                })
                .listen(0, "127.0.0.1")
                .await();
        hook(1, "http://localhost:" + kept.actualPort() + "/metrics");
        Shop.until(
                "it is stopped",
                () -> count("select count(*) from destination where stop_code = 'private_address'") == 1);
        // The demo shop is at its own port, which is open to everybody.
        hook(2, "http://localhost:" + shop.port() + "/demo");
        Shop.until("its own port answers", () -> count("select count(*) from attempt where status is not null") > 0);
        assertEquals(0, asked.get());
    }

    private void hook(int number, String address) throws Exception {
        var hook = new JsonObject()
                .put("kind", "webhook")
                .put("name", "Courier")
                .put("settings", new JsonObject().put("url", address))
                .put("secrets", new JsonObject().put("secret", "whsec_" + "A".repeat(32)));
        assertEquals(
                201, shop.api("POST", "/sites/" + site + "/destinations", hook).statusCode());
        assertEquals(
                200,
                shop.api("POST", "/sites/" + site + "/destinations/" + number + "/resume", new JsonObject())
                        .statusCode());
        var event = new Outgoing(
                UuidV7.create(System.currentTimeMillis()),
                "add_to_cart",
                Instant.now(),
                new JsonObject(),
                new JsonObject());
        TestServices.put(database, new Outbound(number(), number, "f:1", UUID.randomUUID(), null, event));
    }

    private int number() {
        return (int) count("select id::bigint from site where public_id = '" + site + "'");
    }

    private long count(String sql) {
        return database.query(sql).await().iterator().next().getLong(0);
    }

    private Optional<Long> delivered(String key) {
        return database.query("select number from outbox where key = $1 and state = 1", key).await().stream()
                .map(row -> row.getLong(0))
                .findAny();
    }
}
