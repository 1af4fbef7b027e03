package io.warmtag.destination;

import static io.warmtag.destination.DestinationWorld.purchase;
import static io.warmtag.destination.DestinationWorld.purchases;
import static io.warmtag.destination.DestinationWorld.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonObject;
import io.warmtag.web.Outside;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves, what is kept of it, and what stays in the house. */
class LeavingTest {
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

    @Test
    void keepsNeitherAddressNorBrowserOfWhatLeft() {
        world.put(meta, purchases(3));
        world.engine();
        until(() -> world.rows(meta, 1) == 3);
        String kept = world.data
                .database()
                .query("select request from attempt")
                .await()
                .iterator()
                .next()
                .getString("request");
        assertFalse(kept.contains("103.4.145.245"), kept);
        assertFalse(kept.contains("Mozilla"), kept);
        assertFalse(kept.contains("Pixel"), kept);
        JsonObject user = new JsonObject(kept.substring(kept.indexOf("\n\n") + 2))
                .getJsonArray("data")
                .getJsonObject(2)
                .getJsonObject("user_data");
        // That they were sent can be seen.
        assertEquals(Masking.MASK, user.getString("client_ip_address"));
        assertEquals(Masking.MASK, user.getString("client_user_agent"));
    }

    @Test
    void sendsNothingOfWhoDoesNotAgreeAnyMore() {
        Outgoing good = purchase(5);
        world.put(meta, good);
        world.data.run("""
                insert into event (site_id, id, visitor, name, time, received, mark, data, context)
                values ($1, $2, $3, 'page_view', now(), now(), 0, '{}', '{"consent":{"ad_user_data":"denied"}}')
                """, world.bakery.id(), world.data.idAt(Instant.now()), DestinationWorld.VISITOR);
        world.engine();
        until(() -> world.rows(meta, 3) == 1);
        assertEquals("consent_withdrawn", world.code(meta));
        var silent = new Outgoing(good.id(), good.name(), good.time(), good.data(), new JsonObject());
        world.data
                .database()
                .inTransaction(transaction -> world.outbox.add(
                        transaction,
                        List.of(new Outbound(meta.site(), meta.id(), "x", UUID.randomUUID(), null, silent))))
                .await();
        until(() -> world.rows(meta, 3) == 2);
        assertEquals("consent", world.code(meta));
        assertEquals(0, world.stand.requests());
    }

    @Test
    void keepsWhatCannotBeSentWithItsReason() {
        Outgoing event = purchase(1);
        world.put(meta, new Outgoing(event.id(), "purchase", event.time(), new JsonObject(), event.context()));
        world.engine();
        until(() -> world.rows(meta, 2) == 1);
        assertEquals("purchase_without_value", world.code(meta));
        assertEquals(0, world.stand.requests());
    }

    @Test
    void answersFromTheSandboxWithoutLeavingTheHouse() {
        Target tried = world.add("meta", Map.of("pixel", "123456"), Map.of("token", DestinationWorld.TOKEN), true);
        Target hook = hook("https://shop.example/hook", true);
        world.put(tried, purchases(2));
        world.put(hook, purchases(2));
        world.engine();
        until(() -> world.rows(tried, 1) == 2 && world.rows(hook, 1) == 2);
        assertEquals(0, world.stand.requests());
        assertEquals(0, world.data.ask("select count(*) from attempt where not sandbox"));
        assertEquals(1, world.data.ask("select count(*) from attempt where answer like '%SANDBOX%'"));
        // It has reached nobody, and nobody was waited for.
        Health health = health(tried);
        assertEquals(List.of(0L, 2L, 0L), List.of(health.delivered(), health.sandboxed(), health.ms()));
        assertEquals(0, world.data.ask("select sum(requests)::bigint from destination_hour"));
        assertNotNull(health.lastDelivery());
        world.leaveSandbox(tried);
        assertNull(health(tried).lastDelivery(), "nothing has ever been delivered");
    }

    private Target hook(String url, boolean sandbox) {
        var secret = Map.of("secret", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        return world.add("webhook", Map.of("url", url), secret, sandbox);
    }

    private Health health(Target target) {
        return Objects.requireNonNull(new Deliveries(world.data.database())
                .health(world.bakery, List.of(target))
                .await()
                .get(target.id()));
    }

    @Test
    void goesIntoNoPrivateNetwork() {
        var transport = new Transport(
                world.kinds, new Outside(world.data.vertx(), true), host -> false, System::currentTimeMillis);
        Target hook = hook("http://169.254.169.254/latest/", false);
        var engine = new Engine(
                new Engine.Parts(
                        world.data.vertx(),
                        world.data.database(),
                        world.keyring,
                        world.data.sites(),
                        world.targets,
                        new Devices(world.data.vertx(), world.data.database(), world.keyring),
                        world.contacts(),
                        world.kinds,
                        transport),
                DestinationWorld.QUICK,
                System::currentTimeMillis);
        world.put(hook, purchases(1));
        engine.start(world.leadership);
        until(() -> world.targets.find(hook.site(), hook.id()).orElseThrow().state() == Target.State.STOPPED);
        assertEquals(
                "private_address",
                world.targets
                        .find(hook.site(), hook.id())
                        .orElseThrow()
                        .stopped()
                        .orElseThrow()
                        .code());
    }
}
