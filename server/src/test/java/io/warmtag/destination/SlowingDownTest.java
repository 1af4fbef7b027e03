package io.warmtag.destination;

import static io.warmtag.destination.DestinationWorld.purchase;
import static io.warmtag.destination.DestinationWorld.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver that asks for fewer requests, of all or of one event alone. */
class SlowingDownTest {
    /** Long enough that whatever was claimed together is put back before a pause is over. */
    private static final Times TIMES = new Times(20, 30_000, 1_000, 4_000, 500, 2_000);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private DestinationWorld world;
    private Target hook;

    @BeforeEach
    void start() {
        world = new DestinationWorld();
        hook = world.add(
                "webhook", Map.of("url", world.stand.base()), Map.of("secret", "whsec_" + "A".repeat(32)), false);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1"})
    void letsTheOthersThroughWhereOneEventIsAlwaysAnsweredSo(String retryAfter) {
        Outgoing bad = purchase(1);
        world.stand.trouble = request -> {
            String id = request.getHeader("webhook-id");
            asked.add(id);
            if (!id.equals("msg_e:" + bad.id())) {
                return Stand.say(request, 200, "");
            }
            return retryAfter.isEmpty()
                    ? Stand.say(request, 503, "not this one")
                    : Stand.say(request, 429, "", "Retry-After", retryAfter);
        };
        world.put(hook, bad);
        world.put(
                hook,
                IntStream.rangeClosed(2, 9).mapToObj(DestinationWorld::purchase).toArray(Outgoing[]::new));
        world.engine(world.data.vertx(), world.data.database(), TIMES);
        until(() -> world.rows(hook, 1) == 8);
        assertEquals(1, world.rows(hook, 0));
        // And it is not forgotten.
        int before = asked.size();
        until(() -> asked.size() > before);
        assertEquals(
                "rate_limited",
                world.data
                        .database()
                        .query("select code from outbox where state = 0")
                        .await()
                        .iterator()
                        .next()
                        .getString(0));
    }

    @Test
    void isLeftAloneThatAnswersNothingElse() {
        world.stand.trouble = request -> {
            asked.add(request.path());
            return Stand.say(request, 429, "slowly");
        };
        world.put(
                hook,
                IntStream.rangeClosed(1, 40)
                        .mapToObj(DestinationWorld::purchase)
                        .toArray(Outgoing[]::new));
        world.engine(world.data.vertx(), world.data.database(), TIMES);
        until(() -> world.data.ask("select count(*) from destination_health where next_try is not null") == 1);
        // Not once for each of them.
        assertTrue(asked.size() < 10, "asked " + asked.size() + " times");
        assertEquals(40, world.rows(hook, 0));
    }
}
