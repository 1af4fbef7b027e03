package io.warmtag.destination;

import static io.warmtag.destination.DestinationWorld.purchase;
import static io.warmtag.destination.DestinationWorld.purchases;
import static io.warmtag.destination.DestinationWorld.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is put there gets out, once, whatever happens on the way. */
class EngineTest {
    private DestinationWorld world;
    private Target meta;

    @BeforeEach
    void start() {
        world = new DestinationWorld();
        meta = world.addMeta();
        world.knowDevice();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private boolean eachTakenOnce(Outgoing[] events) {
        return world.stand.taken.size() == events.length
                && world.stand.taken.values().stream().allMatch(times -> times.get() == 1);
    }

    @Test
    void deliversInBatchesAndKeepsWhatLeftWithTheTokenMasked() {
        Outgoing[] events = purchases(30);
        world.put(meta, events);
        world.put(meta, events);
        world.engine();
        until(() -> world.rows(meta, 1) == 30);
        assertTrue(eachTakenOnce(events));
        assertEquals(1, world.stand.requests());
        var row = world.data
                .database()
                .query("select request, answer, status, events from attempt")
                .await()
                .iterator()
                .next();
        assertFalse(row.getString("request").contains(DestinationWorld.TOKEN), row.getString("request"));
        assertTrue(row.getString("request").contains("access_token=" + Masking.MASK));
        assertTrue(row.getString("answer").contains("\"events_received\":30"));
        assertEquals(200, row.getInteger("status"));
        JsonObject first = world.stand.bodies.get(0).getJsonArray("data").getJsonObject(0);
        assertEquals(events[0].id().toString(), first.getString("event_id"));
        assertEquals("103.4.145.245", first.getJsonObject("user_data").getString("client_ip_address"));
        assertEquals(DestinationWorld.BROWSER, first.getJsonObject("user_data").getString("client_user_agent"));
    }

    @Test
    void findsTheOneEventThatSpoilsABatch() {
        Outgoing[] events = purchases(20);
        world.stand.poison = events[13].id().toString();
        world.put(meta, events);
        world.engine();
        until(() -> world.rows(meta, 1) == 19 && world.rows(meta, 2) == 1);
        assertTrue(world.stand.taken.values().stream().allMatch(times -> times.get() == 1));
        assertFalse(world.stand.taken.containsKey(world.stand.poison));
        assertEquals(
                1,
                world.data.ask(
                        "select count(*) from outbox where state = 2 and event = $1 and detail like '%Not this one%'",
                        events[13].id()));
    }

    @Test
    void losesNothingWhileItIsDownAndLeavesOthersAlone() {
        var down = new AtomicBoolean(true);
        world.stand.trouble = request ->
                down.get() && request.path().contains("/123456789012345/") && Stand.say(request, 503, "away");
        Target other = world.add("meta", Map.of("pixel", "999999"), Map.of("token", DestinationWorld.TOKEN), false);
        Outgoing[] events = purchases(40);
        world.put(meta, events);
        world.engine();
        until(() -> world.data.ask(
                        "select count(*) from destination_health where failing_since is not null and next_try is not null")
                == 1);
        world.put(other, purchases(5));
        until(() -> world.rows(other, 1) == 5);
        assertEquals(40, world.rows(meta, 0));
        int tries = world.stand.requests();
        down.set(false);
        until(() -> world.rows(meta, 1) == 40);
        assertTrue(world.stand.taken.values().stream().allMatch(times -> times.get() == 1));
        // The breaker kept it from being asked once for each event.
        assertTrue(tries < 15, "asked " + tries + " times");
        assertEquals(0, world.data.ask("select count(*) from destination_health where failing_since is not null"));
    }

    @Test
    void waitsAsLongAsItIsAskedTo() {
        var asked = new AtomicInteger();
        var times = new java.util.concurrent.CopyOnWriteArrayList<Long>();
        world.stand.trouble = request -> {
            times.add(System.currentTimeMillis());
            return asked.incrementAndGet() == 1 && Stand.say(request, 429, "{}", "Retry-After", "1");
        };
        Outgoing[] events = purchases(3);
        world.put(meta, events);
        world.engine();
        until(() -> world.rows(meta, 1) == 3);
        assertTrue(eachTakenOnce(events));
        assertTrue(times.get(1) - times.get(0) >= 1_000, times.toString());
    }

    @Test
    void triesAgainAfterGarbageAndAfterSilence() {
        var asked = new AtomicInteger();
        world.stand.trouble = request -> switch (asked.incrementAndGet()) {
            case 1 -> Stand.say(request, 200, "<html>Welcome to the hotel's WLAN</html>");
            case 2 -> true;
            default -> false;
        };
        Outgoing[] events = purchases(3);
        world.put(meta, events);
        world.engine();
        until(() -> world.rows(meta, 1) == 3);
        assertTrue(eachTakenOnce(events));
        assertEquals(1, world.data.ask("select count(*) from attempt where code = 'garbage'"));
        assertEquals(1, world.data.ask("select count(*) from attempt where code = 'timeout' and status is null"));
    }

    /** It went with the page that he was on last when it was put there; by now he has gone on. */
    @Test
    void saysTheSameWhenItIsSentAgain() {
        var down = new AtomicBoolean(true);
        world.stand.trouble = request -> down.get() && Stand.say(request, 503, "away");
        visits("https://bakery.example/cakes");
        Outgoing usual = purchase(5);
        world.put(meta, new Outgoing(usual.id(), usual.name(), usual.time(), usual.data(), new JsonObject()));
        world.engine();
        until(() -> world.stand.requests() > 0);
        visits("https://bakery.example/bread");
        down.set(false);
        until(() -> world.rows(meta, 1) == 1);
        // As if it had been given up and somebody had it sent once more.
        world.data.run("update outbox set state = 2");
        assertEquals(1, new Deliveries(world.data.database()).replayDead(meta).await());
        until(() -> world.rows(meta, 1) == 1);
        assertEquals(
                List.of("https://bakery.example/cakes"),
                world.stand.bodies.stream()
                        .map(body -> body.getJsonArray("data").getJsonObject(0).getString("event_source_url"))
                        .distinct()
                        .toList());
    }

    private void visits(String url) {
        UUID page = world.data.addEvent(world.data.bakery(), DestinationWorld.VISITOR, "page_view", Instant.now());
        world.data.run(
                "update event set context = $1 where id = $2",
                DestinationWorld.context().put("url", url).encode(),
                page);
    }

    @Test
    void stopsWhenTheTokenDiesAndGoesOnWithANewOne() {
        world.stand.trouble = request -> !request.query().contains("access_token=EAAnew")
                && Stand.say(request, 401, "{\"error\":{\"code\":190,\"error_subcode\":463,\"message\":\"expired\"}}");
        world.put(meta, purchases(3));
        world.engine();
        until(() -> world.targets.find(meta.site(), meta.id()).orElseThrow().state() == Target.State.STOPPED);
        Target stopped = world.targets.find(meta.site(), meta.id()).orElseThrow();
        assertEquals("token", stopped.stopped().orElseThrow().code());
        assertEquals(1, world.stand.requests());
        assertEquals(3, world.rows(meta, 0));
        var on = new Target(
                stopped.site(),
                stopped.id(),
                stopped.kind(),
                stopped.name(),
                Target.State.ON,
                java.util.Optional.empty(),
                false,
                stopped.settings(),
                stopped.secrets(),
                stopped.revision());
        assertTrue(world.targets
                .change(on, Map.of("token", "EAAnew0123456789abcdefghij"))
                .await());
        until(() -> world.rows(meta, 1) == 3);
    }

    @Test
    void goesOnWhereAKilledNodeWasInTheMiddle() {
        var silent = new AtomicBoolean(true);
        world.stand.trouble = request -> silent.get();
        Outgoing[] events = purchases(10);
        world.put(meta, events);
        Vertx dying = Vertx.vertx();
        var database = new Database(dying, world.data.address());
        world.engine(dying, database, DestinationWorld.SHORT_LEASE);
        until(() -> world.stand.requests() == 1);
        dying.close().await();
        silent.set(false);
        world.engine();
        until(() -> world.rows(meta, 1) == 10);
        assertTrue(eachTakenOnce(events));
    }

    @Test
    void sendsEachOnceFromSeveralNodes() {
        Outgoing[] events = purchases(400);
        world.put(meta, events);
        world.engine();
        world.engine();
        world.engine();
        until(() -> world.rows(meta, 1) == 400);
        assertTrue(eachTakenOnce(events));
    }
}
