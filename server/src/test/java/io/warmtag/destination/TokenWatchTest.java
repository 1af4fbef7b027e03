package io.warmtag.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.web.Outside;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a token holds is known before it dies, and a dead one stops its destination before anything is lost on it. */
class TokenWatchTest {
    private DestinationWorld world;
    private TokenWatch watch;
    private Target meta;
    private volatile JsonObject said = new JsonObject();

    @BeforeEach
    void start() {
        world = new DestinationWorld();
        meta = world.addMeta();
        world.stand.trouble = request -> request.path().endsWith("/debug_token")
                && Stand.say(request, 200, new JsonObject().put("data", said).encode());
        var transport = new Transport(
                world.kinds, new Outside(world.data.vertx(), true), host -> true, System::currentTimeMillis);
        watch = new TokenWatch(world.data.database(), world.targets, world.kinds, transport);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void knowsWhenATokenDiesAndAsksSeldom() {
        Instant dies = Instant.now().plus(Duration.ofDays(3));
        said = new JsonObject().put("is_valid", true).put("expires_at", dies.getEpochSecond());
        watch.run().await();
        watch.run().await();
        assertEquals(1, world.stand.requests());
        assertEquals(
                dies.getEpochSecond(),
                world.data.ask("select extract(epoch from token_expires)::bigint from destination_health"));
    }

    @Test
    void stopsADeadOneAndSaysWhyWithoutTheToken() {
        said = new JsonObject()
                .put("is_valid", false)
                .put("error", new JsonObject().put("message", "Session of " + DestinationWorld.TOKEN + " has expired"));
        watch.run().await();
        Target stopped = world.targets.find(meta.site(), meta.id()).orElseThrow();
        assertEquals(Target.State.STOPPED, stopped.state());
        assertEquals("token", stopped.stopped().orElseThrow().code());
        assertTrue(stopped.stopped().orElseThrow().detail().contains("Session of " + Masking.MASK));
    }
}
