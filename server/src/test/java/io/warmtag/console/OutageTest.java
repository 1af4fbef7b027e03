package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.destination.Defaults.Pace;
import io.warmtag.destination.Devices;
import io.warmtag.destination.Engine;
import io.warmtag.destination.Outbound;
import io.warmtag.destination.Outgoing;
import io.warmtag.destination.Target;
import io.warmtag.destination.Target.State;
import io.warmtag.destination.TargetSettings;
import io.warmtag.destination.TestServices;
import io.warmtag.destination.Times;
import io.warmtag.destination.Transport;
import io.warmtag.event.UuidV7;
import io.warmtag.people.ContactVault;
import io.warmtag.people.Contacts;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import io.warmtag.web.Outside;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A destination that is down, slow, answers garbage or asks for fewer requests, beside one that is well: the real engine with
 * a short patience, a real HTTP server, and what the console says meanwhile.
 */
class OutageTest {
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    /** An hour of the usual patience in about four seconds. */
    private static final Times SHORT = new Times(20, 30_000, 6, 2_000, 11, 330);

    private static final Times SHORT_LEASE = new Times(20, 3_000, 6, 2_000, 11, 330);
    private static final int MANY = 30;

    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();
    private final List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
    private final List<Engine> engines = new ArrayList<>();
    /** Does what there is to do and says so, or leaves a request of the troubled destination to be taken. */
    private volatile Predicate<HttpServerRequest> trouble = request -> false;

    private DatabaseAddress address;
    private ConsoleWorld world;
    private Browser browser;
    private Site shop;
    private Target troubled;
    private Target well;

    @BeforeEach
    void open() {
        address = TestDatabase.create().address();
        world = new ConsoleWorld(address, 0);
        browser = Administrator.logIn(world);
        shop = world.sites
                .create(SiteDraft.of("Bakery", List.of("shop.example")))
                .await();
        int port = world.vertx
                .createHttpServer()
                .requestHandler(this::take)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        troubled = add("Courier", "http://127.0.0.1:" + port + "/troubled");
        well = add("Newsletter", "http://127.0.0.1:" + port + "/well");
    }

    @AfterEach
    void close() {
        engines.forEach(Engine::stop);
        world.close();
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            if (request.path().equals("/troubled") && trouble.test(request)) {
                return;
            }
            keep(request, body.toString());
            answer(request, 204);
        });
    }

    private void keep(HttpServerRequest request, String body) {
        taken.computeIfAbsent(
                        request.path() + " " + request.getHeader("webhook-id"), id -> new CopyOnWriteArrayList<>())
                .add(body);
    }

    @CanIgnoreReturnValue
    private static boolean answer(HttpServerRequest request, int status, String... headers) {
        request.response().setStatusCode(status);
        for (int i = 0; i < headers.length; i += 2) {
            request.response().putHeader(headers[i], headers[i + 1]);
        }
        request.response().end().onFailure(gone -> {});
        return true;
    }

    private Target add(String name, String url) {
        TargetSettings usual =
                TargetSettings.of(world.destinations.kinds().get("webhook").destination());
        var values = new TreeMap<>(usual.values());
        values.put("url", url);
        var settings = new TargetSettings(values, usual.mapping(), usual.purpose(), new Pace(500, 2, 10_000));
        var draft = new Target(
                shop.id(), 0, "webhook", name, State.ON, Optional.empty(), false, settings, Optional.empty(), 1);
        int id = world.destinations
                .targets()
                .add(draft, Map.of("secret", SECRET))
                .await();
        return world.destinations.targets().find(shop.id(), id).orElseThrow();
    }

    private void engine(Vertx vertx, Database database, Times times) {
        var leadership = new Leadership(vertx, database);
        var transport = new Transport(
                world.destinations.kinds(), new Outside(vertx, true), host -> true, System::currentTimeMillis);
        var engine = new Engine(
                new Engine.Parts(
                        vertx,
                        database,
                        world.keyring,
                        world.sites,
                        world.destinations.targets(),
                        new Devices(vertx, database, world.keyring),
                        new Contacts(database, new ContactVault(world.keyring::key)),
                        world.destinations.kinds(),
                        transport),
                times,
                System::currentTimeMillis);
        engine.start(leadership);
        engines.add(engine);
    }

    private void engine() {
        engine(world.vertx, world.database, SHORT);
    }

    private void put(Target target, int count) {
        var context = new JsonObject().put("consent", new JsonObject().put("analytics_storage", "granted"));
        for (int i = 0; i < count; i++) {
            UUID id = UuidV7.create(System.currentTimeMillis());
            var event = new Outgoing(id, "purchase", Instant.now(), new JsonObject().put("value", i), context);
            TestServices.put(
                    world.database,
                    new Outbound(target.site(), target.id(), "e:" + id, UUID.randomUUID(), null, event));
        }
    }

    private void putBoth() {
        put(troubled, MANY);
        put(well, MANY);
    }

    private long rows(Target target, int state) {
        return world.database
                .query(
                        "select count(*) from outbox where site_id = $1 and destination = $2 and state = $3",
                        target.site(),
                        target.id(),
                        (short) state)
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private long attempts() {
        return world.database
                .query("select count(*) from attempt where destination = $1", troubled.id())
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private String page(String path) {
        return browser.open("/console/sites/" + shop.publicId() + path).body();
    }

    /** The part of the list of destinations that is about one. */
    private String row(Target target) {
        String list = page("/destinations");
        int begin = list.indexOf("/destinations/" + target.id() + "\"");
        return list.substring(begin, list.indexOf("</tr>", begin));
    }

    private Set<String> keys(Target target) {
        String path = target == well ? "/well " : "/troubled ";
        return taken.keySet().stream().filter(key -> key.startsWith(path)).collect(java.util.stream.Collectors.toSet());
    }

    private int times(String key) {
        return taken.getOrDefault(key, List.of()).size();
    }

    private void untilAllIsWell() throws InterruptedException {
        Shop.until("everything is delivered", () -> rows(troubled, 1) == MANY && rows(well, 1) == MANY);
        assertEquals(MANY, keys(troubled).size(), "each under a key of its own");
        assertEquals(MANY, keys(well).size());
        assertTrue(keys(well).stream().allMatch(key -> times(key) == 1));
        assertTrue(row(troubled).contains("On"), row(troubled));
        assertFalse(row(troubled).contains("Failing"), row(troubled));
        assertFalse(page("/destinations/" + troubled.id()).contains("Requests are failing"));
    }

    @Test
    void anHourDownLosesNothingAndTroublesNobodyElse() throws InterruptedException {
        var down = new AtomicBoolean(true);
        trouble = request -> down.get() && request.connection().close() != null;
        putBoth();
        engine();
        Shop.until("the other one has everything", () -> rows(well, 1) == MANY);
        assertEquals(MANY, rows(troubled, 0), "nothing is given up");
        // As often as in an hour of the usual patience: the pauses of its breaker have reached their longest.
        Shop.until("it was tried for an hour", () -> attempts() >= 16);

        assertTrue(row(troubled).contains("Failing"), row(troubled));
        assertTrue(row(well).contains("On"), row(well));
        String shown = page("/destinations/" + troubled.id());
        assertTrue(shown.contains("Requests are failing, first"), shown);
        assertTrue(shown.contains("No answer."), shown);
        String waiting = page("/deliveries?destination=" + troubled.id() + "&state=waiting");
        assertTrue(waiting.contains("Waiting"), waiting);
        assertTrue(
                waiting.contains("No answer.")
                        || waiting.contains("It waits until the destination takes requests again."),
                waiting);

        put(well, MANY);
        Shop.until("what comes later to the other one isn't late", () -> rows(well, 1) == 2 * MANY);
        assertEquals(MANY, rows(troubled, 0));
        down.set(false);
        Shop.until("everything is delivered", () -> rows(troubled, 1) == MANY);
        assertTrue(keys(troubled).stream().allMatch(key -> times(key) == 1));
        assertEquals(MANY, keys(troubled).size());
        Shop.until("the console says so", () -> !row(troubled).contains("Failing"));
        assertEquals(0, rows(troubled, 2) + rows(troubled, 3));
    }

    @Test
    void aSlowOneKeepsNobodyWaiting() throws InterruptedException {
        trouble = request -> held.add(request);
        putBoth();
        engine();
        Shop.until("it holds as many requests as it may", () -> held.size() == 2);
        Shop.until("the other one has everything", () -> rows(well, 1) == MANY);
        assertEquals(2, held.size(), "no answer has come, and nobody asked more than it may be asked at once");
        assertEquals(MANY, rows(troubled, 0));
        trouble = request -> false;
        held.forEach(request -> {
            keep(request, "");
            answer(request, 204);
        });
        untilAllIsWell();
        assertTrue(keys(troubled).stream().allMatch(key -> times(key) == 1));
    }

    @Test
    void garbageIsTriedAgainUnderTheSameKey() throws InterruptedException {
        NetServer garbage = world.vertx
                .createNetServer()
                .connectHandler(socket -> socket.handler(asked -> socket.end(
                                io.vertx.core.buffer.Buffer.buffer("\u0000\u0001 <html>Welcome to the hotel's WLAN"))
                        .onFailure(gone -> {})))
                .listen(0, "127.0.0.1")
                .await();
        Target broken = add("Hotel", "http://127.0.0.1:" + garbage.actualPort() + "/hook");
        put(broken, 3);
        var asked = new CopyOnWriteArrayList<String>();
        trouble = request -> {
            asked.add(request.getHeader("webhook-id"));
            // It has taken it, and says otherwise: what is sent again must be known by its key.
            keep(request, "taken");
            return asked.size() <= 5 && answer(request, asked.size() % 2 == 0 ? 500 : 302, "Location", "/elsewhere");
        };
        putBoth();
        engine();
        Shop.until("everything is delivered", () -> rows(troubled, 1) == MANY && rows(well, 1) == MANY);
        assertEquals(MANY, keys(troubled).size(), "nothing came under a second key");
        assertTrue(asked.size() >= MANY + 5, asked.size() + " requests");
        Shop.until("what answers nonsense is shown", () -> row(broken).contains("Failing"));
        assertEquals(3, rows(broken, 0));
        assertTrue(page("/destinations/" + broken.id()).contains("No answer."));
    }

    @Test
    void asksForFewerRequestsAndGetsFewer() throws InterruptedException {
        var times = new CopyOnWriteArrayList<Long>();
        trouble = request -> {
            times.add(System.currentTimeMillis());
            return times.size() <= 2 && answer(request, 429, "Retry-After", "1");
        };
        putBoth();
        engine();
        Shop.until("the other one has everything", () -> rows(well, 1) == MANY);
        Shop.until(
                "it is said",
                () -> page("/destinations/" + troubled.id()).contains("They ask for fewer requests.")
                        || rows(troubled, 1) > 0);
        untilAllIsWell();
        long begun = times.get(0);
        // Two were under way at once.
        assertTrue(
                times.stream().skip(2).allMatch(at -> at - begun >= 1_000),
                () -> times.stream().map(at -> at - begun).toList().toString());
    }

    @Test
    void whatANodeWasSendingWhenItDiedIsSentAgainUnderTheSameKey() throws InterruptedException {
        trouble = request -> {
            keep(request, "taken by the node that dies");
            return held.add(request);
        };
        put(troubled, 1);
        Vertx dying = Vertx.vertx();
        engine(dying, new Database(dying, address), SHORT_LEASE);
        Shop.until("it is in the middle of it", () -> held.size() == 1);
        dying.close().await();
        engines.clear();
        assertEquals(1, rows(troubled, 0));
        trouble = request -> false;
        engine(world.vertx, world.database, SHORT_LEASE);
        Shop.until("another node has sent it", () -> rows(troubled, 1) == 1);
        assertEquals(1, keys(troubled).size());
        assertEquals(2, times(keys(troubled).iterator().next()));
    }

    @Test
    void oneThatIsRefusedStopsNoOther() throws InterruptedException {
        var refused = new AtomicBoolean();
        trouble = request -> refused.compareAndSet(false, true) && answer(request, 422);
        putBoth();
        engine();
        Shop.until("all others are delivered", () -> rows(troubled, 1) == MANY - 1 && rows(well, 1) == MANY);
        assertEquals(1, rows(troubled, 2));
        String dead = page("/deliveries?destination=" + troubled.id() + "&state=dead");
        assertTrue(dead.contains("They refuse it:"), dead);
        assertTrue(row(troubled).contains("state=dead"), row(troubled));
        String number = deadNumber();
        assertEquals(
                303,
                browser.submit("/console/sites/" + shop.publicId() + "/deliveries/" + number + "/replay")
                        .statusCode());
        Shop.until("sent once more, it is taken", () -> rows(troubled, 1) == MANY);
        assertEquals(MANY, keys(troubled).size());
    }

    private String deadNumber() {
        return String.valueOf(world.database
                .query("select number from outbox where state = 2")
                .await()
                .iterator()
                .next()
                .getLong(0));
    }
}
