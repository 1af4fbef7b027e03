package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
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
import java.util.function.Predicate;

/**
 * A shop with two destinations, one of them in trouble: the real engine with a short patience, a real HTTP server, and the
 * console.
 */
final class OutageWorld implements AutoCloseable {
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    /** An hour of the usual patience in about four seconds. */
    private static final Times SHORT = new Times(20, 30_000, 6, 2_000, 11, 330);

    static final Times SHORT_LEASE = new Times(20, 3_000, 6, 2_000, 11, 330);
    static final int MANY = 30;

    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();
    final List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
    final List<Engine> engines = new ArrayList<>();
    /** Does what there is to do and says so, or leaves a request of the troubled destination to be taken. */
    volatile Predicate<HttpServerRequest> trouble = request -> false;

    final DatabaseAddress address = TestDatabase.create().address();
    final ConsoleWorld world = new ConsoleWorld(address, 0);
    final Browser browser;
    final Site shop;
    final Target troubled;
    final Target well;

    OutageWorld() {
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

    @Override
    public void close() {
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

    void keep(HttpServerRequest request, String body) {
        taken.computeIfAbsent(
                        request.path() + " " + request.getHeader("webhook-id"), id -> new CopyOnWriteArrayList<>())
                .add(body);
    }

    @CanIgnoreReturnValue
    static boolean answer(HttpServerRequest request, int status, String... headers) {
        request.response().setStatusCode(status);
        for (int i = 0; i < headers.length; i += 2) {
            request.response().putHeader(headers[i], headers[i + 1]);
        }
        request.response().end().onFailure(gone -> {});
        return true;
    }

    Target add(String name, String url) {
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

    void engine(Vertx vertx, Database database, Times times) {
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

    void engine() {
        engine(world.vertx, world.database, SHORT);
    }

    void put(Target target, int count) {
        var context = new JsonObject().put("consent", new JsonObject().put("analytics_storage", "granted"));
        for (int i = 0; i < count; i++) {
            UUID id = UuidV7.create(System.currentTimeMillis());
            var event = new Outgoing(id, "purchase", Instant.now(), new JsonObject().put("value", i), context);
            TestServices.put(
                    world.database,
                    new Outbound(target.site(), target.id(), "e:" + id, UUID.randomUUID(), null, event));
        }
    }

    void putBoth() {
        put(troubled, MANY);
        put(well, MANY);
    }

    long rows(Target target, int state) {
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

    long attempts() {
        return world.database
                .query("select count(*) from attempt where destination = $1", troubled.id())
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    String page(String path) {
        return browser.open("/console/sites/" + shop.publicId() + path).body();
    }

    /** The part of the list of destinations that is about one. */
    String row(Target target) {
        String list = page("/destinations");
        int begin = list.indexOf("/destinations/" + target.id() + "\"");
        return list.substring(begin, list.indexOf("</tr>", begin));
    }

    Set<String> keys(Target target) {
        String path = target == well ? "/well " : "/troubled ";
        return taken.keySet().stream().filter(key -> key.startsWith(path)).collect(java.util.stream.Collectors.toSet());
    }

    int times(String key) {
        return taken.getOrDefault(key, List.of()).size();
    }

    void untilAllIsWell() throws InterruptedException {
        Shop.until("everything is delivered", () -> rows(troubled, 1) == MANY && rows(well, 1) == MANY);
        assertEquals(MANY, keys(troubled).size(), "each under a key of its own");
        assertEquals(MANY, keys(well).size());
        assertTrue(keys(well).stream().allMatch(key -> times(key) == 1));
        assertTrue(row(troubled).contains("On"), row(troubled));
        assertFalse(row(troubled).contains("Failing"), row(troubled));
        assertFalse(page("/destinations/" + troubled.id()).contains("Requests are failing"));
    }

    String deadNumber() {
        return String.valueOf(world.database
                .query("select number from outbox where state = 2")
                .await()
                .iterator()
                .next()
                .getLong(0));
    }
}
