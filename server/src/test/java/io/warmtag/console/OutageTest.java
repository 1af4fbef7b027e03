package io.warmtag.console;

import static io.warmtag.console.OutageWorld.MANY;
import static io.warmtag.console.OutageWorld.SHORT_LEASE;
import static io.warmtag.console.OutageWorld.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.warmtag.db.Database;
import io.warmtag.destination.Target;
import io.warmtag.testkit.Shop;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A destination that is down, slow, answers garbage or asks for fewer requests, beside one that is well, and what the console
 * says meanwhile.
 */
class OutageTest {
    private final OutageWorld outage = new OutageWorld();

    @AfterEach
    void close() {
        outage.close();
    }

    @Test
    void anHourDownLosesNothingAndTroublesNobodyElse() throws InterruptedException {
        var down = new AtomicBoolean(true);
        outage.trouble = request -> down.get() && request.connection().close() != null;
        outage.putBoth();
        outage.engine();
        Shop.until("the other one has everything", () -> outage.rows(outage.well, 1) == MANY);
        assertEquals(MANY, outage.rows(outage.troubled, 0), "nothing is given up");
        // As often as in an hour of the usual patience: the pauses of its breaker have reached their longest.
        Shop.until("it was tried for an hour", () -> outage.attempts() >= 16);

        assertTrue(outage.row(outage.troubled).contains("Failing"), outage.row(outage.troubled));
        assertTrue(outage.row(outage.well).contains("On"), outage.row(outage.well));
        String shown = outage.page("/destinations/" + outage.troubled.id());
        assertTrue(shown.contains("Requests are failing, first"), shown);
        assertTrue(shown.contains("No answer."), shown);
        String waiting = outage.page("/deliveries?destination=" + outage.troubled.id() + "&state=waiting");
        assertTrue(waiting.contains("Waiting"), waiting);
        assertTrue(
                waiting.contains("No answer.")
                        || waiting.contains("It waits until the destination takes requests again."),
                waiting);

        outage.put(outage.well, MANY);
        Shop.until("what comes later to the other one isn't late", () -> outage.rows(outage.well, 1) == 2 * MANY);
        assertEquals(MANY, outage.rows(outage.troubled, 0));
        down.set(false);
        Shop.until("everything is delivered", () -> outage.rows(outage.troubled, 1) == MANY);
        assertTrue(outage.keys(outage.troubled).stream().allMatch(key -> outage.times(key) == 1));
        assertEquals(MANY, outage.keys(outage.troubled).size());
        Shop.until("the console says so", () -> !outage.row(outage.troubled).contains("Failing"));
        assertEquals(0, outage.rows(outage.troubled, 2) + outage.rows(outage.troubled, 3));
    }

    @Test
    void aSlowOneKeepsNobodyWaiting() throws InterruptedException {
        outage.trouble = request -> outage.held.add(request);
        outage.putBoth();
        outage.engine();
        Shop.until("it holds as many requests as it may", () -> outage.held.size() == 2);
        Shop.until("the other one has everything", () -> outage.rows(outage.well, 1) == MANY);
        assertEquals(2, outage.held.size(), "no answer has come, and nobody asked more than it may be asked at once");
        assertEquals(MANY, outage.rows(outage.troubled, 0));
        outage.trouble = request -> false;
        outage.held.forEach(request -> {
            outage.keep(request, "");
            answer(request, 204);
        });
        outage.untilAllIsWell();
        assertTrue(outage.keys(outage.troubled).stream().allMatch(key -> outage.times(key) == 1));
    }

    @Test
    void garbageIsTriedAgainUnderTheSameKey() throws InterruptedException {
        NetServer garbage = outage.world
                .vertx
                .createNetServer()
                .connectHandler(socket -> socket.handler(asked -> socket.end(
                                io.vertx.core.buffer.Buffer.buffer("\u0000\u0001 <html>Welcome to the hotel's WLAN"))
                        .onFailure(gone -> {})))
                .listen(0, "127.0.0.1")
                .await();
        Target broken = outage.add("Hotel", "http://127.0.0.1:" + garbage.actualPort() + "/hook");
        outage.put(broken, 3);
        var asked = new CopyOnWriteArrayList<String>();
        outage.trouble = request -> {
            asked.add(request.getHeader("webhook-id"));
            // It has taken it, and says otherwise: what is sent again must be known by its key.
            outage.keep(request, "taken");
            return asked.size() <= 5 && answer(request, asked.size() % 2 == 0 ? 500 : 302, "Location", "/elsewhere");
        };
        outage.putBoth();
        outage.engine();
        Shop.until(
                "everything is delivered",
                () -> outage.rows(outage.troubled, 1) == MANY && outage.rows(outage.well, 1) == MANY);
        assertEquals(MANY, outage.keys(outage.troubled).size(), "nothing came under a second key");
        assertTrue(asked.size() >= MANY + 5, asked.size() + " requests");
        Shop.until("what answers nonsense is shown", () -> outage.row(broken).contains("Failing"));
        assertEquals(3, outage.rows(broken, 0));
        assertTrue(outage.page("/destinations/" + broken.id()).contains("No answer."));
    }

    @Test
    void asksForFewerRequestsAndGetsFewer() throws InterruptedException {
        var times = new CopyOnWriteArrayList<Long>();
        outage.trouble = request -> {
            times.add(System.currentTimeMillis());
            return times.size() <= 2 && answer(request, 429, "Retry-After", "1");
        };
        outage.putBoth();
        outage.engine();
        Shop.until("the other one has everything", () -> outage.rows(outage.well, 1) == MANY);
        Shop.until(
                "it is said",
                () -> outage.page("/destinations/" + outage.troubled.id()).contains("They ask for fewer requests.")
                        || outage.rows(outage.troubled, 1) > 0);
        outage.untilAllIsWell();
        long begun = times.get(0);
        // Two were under way at once.
        assertTrue(
                times.stream().skip(2).allMatch(at -> at - begun >= 1_000),
                () -> times.stream().map(at -> at - begun).toList().toString());
    }

    @Test
    void whatANodeWasSendingWhenItDiedIsSentAgainUnderTheSameKey() throws InterruptedException {
        outage.trouble = request -> {
            outage.keep(request, "taken by the node that dies");
            return outage.held.add(request);
        };
        outage.put(outage.troubled, 1);
        Vertx dying = Vertx.vertx();
        outage.engine(dying, new Database(dying, outage.address), SHORT_LEASE);
        Shop.until("it is in the middle of it", () -> outage.held.size() == 1);
        dying.close().await();
        outage.engines.clear();
        assertEquals(1, outage.rows(outage.troubled, 0));
        outage.trouble = request -> false;
        outage.engine(outage.world.vertx, outage.world.database, SHORT_LEASE);
        Shop.until("another node has sent it", () -> outage.rows(outage.troubled, 1) == 1);
        assertEquals(1, outage.keys(outage.troubled).size());
        assertEquals(2, outage.times(outage.keys(outage.troubled).iterator().next()));
    }

    @Test
    void oneThatIsRefusedStopsNoOther() throws InterruptedException {
        var refused = new AtomicBoolean();
        outage.trouble = request -> refused.compareAndSet(false, true) && answer(request, 422);
        outage.putBoth();
        outage.engine();
        Shop.until(
                "all others are delivered",
                () -> outage.rows(outage.troubled, 1) == MANY - 1 && outage.rows(outage.well, 1) == MANY);
        assertEquals(1, outage.rows(outage.troubled, 2));
        String dead = outage.page("/deliveries?destination=" + outage.troubled.id() + "&state=dead");
        assertTrue(dead.contains("They refuse it:"), dead);
        assertTrue(outage.row(outage.troubled).contains("state=dead"), outage.row(outage.troubled));
        String number = outage.deadNumber();
        assertEquals(
                303,
                outage.browser
                        .submit("/console/sites/" + outage.shop.publicId() + "/deliveries/" + number + "/replay")
                        .statusCode());
        Shop.until("sent once more, it is taken", () -> outage.rows(outage.troubled, 1) == MANY);
        assertEquals(MANY, outage.keys(outage.troubled).size());
    }
}
