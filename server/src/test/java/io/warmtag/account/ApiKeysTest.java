package io.warmtag.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.config.Secret;
import io.warmtag.testkit.TestSite;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
    private static final String ENVIRONMENT = "a-key-of-at-least-thirty-two-characters";

    private final AtomicLong nanos = new AtomicLong();
    private TestSite world;
    private ApiKeys keys;

    @BeforeEach
    void start() {
        world = new TestSite();
        keys = new ApiKeys(world.database(), world.news(), Optional.of(new Secret(ENVIRONMENT)), nanos::get);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void answersAtOnceForAKeySeenLately() {
        var created = keys.create("Shop", Optional.of(world.bakery().id()), Set.of(Scope.EVENTS_WRITE), "ada")
                .await();
        String key = created.secret().value();
        Caller caller = keys.authenticate(key).await().orElseThrow();
        assertEquals(new Caller("key:Shop", Optional.of(world.bakery().id()), Set.of(Scope.EVENTS_WRITE)), caller);
        assertTrue(keys.authenticate(key).isComplete());
        assertTrue(caller.sees(world.bakery().id()));
        assertFalse(caller.sees(world.bakery().id() + 1));
    }

    @Test
    void looksAgainAfterFiveSeconds() {
        var created = keys.create("Shop", Optional.empty(), Set.of(Scope.EVENTS_WRITE), "ada")
                .await();
        String key = created.secret().value();
        assertTrue(keys.authenticate(key).await().isPresent());
        // As another node would that can't tell this one.
        world.run("update api_key set revoked_at = now()");
        assertTrue(keys.authenticate(key).await().isPresent());
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
        assertEquals(Optional.empty(), keys.authenticate(key).await());
    }

    @Test
    void refusesARevokedKeyAtOnceOnThisNode() {
        var created = keys.create("Shop", Optional.empty(), Set.of(Scope.EVENTS_WRITE), "ada")
                .await();
        assertTrue(keys.authenticate(created.secret().value()).await().isPresent());
        assertTrue(keys.revoke(created.key().id(), Optional.empty()).await().isPresent());
        assertEquals(
                Optional.empty(), keys.authenticate(created.secret().value()).await());
    }

    @Test
    void takesTheKeyOfTheEnvironmentWithEveryScope() {
        Caller caller = keys.authenticate(ENVIRONMENT).await().orElseThrow();
        assertEquals("environment", caller.actor());
        assertEquals(EnumSet.allOf(Scope.class), caller.scopes());
        var without = new ApiKeys(world.database(), world.news(), Optional.empty());
        assertEquals(Optional.empty(), without.authenticate(ENVIRONMENT).await());
    }

    @Test
    void printsNoSecret() {
        var created = keys.create("Shop", Optional.empty(), Set.of(Scope.EVENTS_WRITE), "ada")
                .await();
        assertFalse(created.toString().contains(created.secret().value()));
    }
}
