package io.warmtag.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Condition.Operator;
import io.warmtag.destination.Mapping.Line;
import io.warmtag.event.Event;
import io.warmtag.event.Mark;
import io.warmtag.occasion.Occasion;
import io.warmtag.visitor.model.Cause;
import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwardingTest {
    private DestinationWorld world;
    private Forwarding forwarding;

    @BeforeEach
    void start() {
        world = new DestinationWorld();
        forwarding = new Forwarding(world.targets, world.data.sites(), world.outbox);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Target target(Mapping mapping) {
        Target meta = world.addMeta();
        var settings = new TargetSettings(
                meta.settings().values(),
                mapping,
                "ad_user_data",
                meta.settings().pace());
        var changed = new Target(
                meta.site(),
                meta.id(),
                meta.kind(),
                meta.name(),
                meta.state(),
                meta.stopped(),
                false,
                settings,
                meta.secrets(),
                meta.revision());
        assertTrue(world.targets.update(changed).await());
        return world.targets.find(meta.site(), meta.id()).orElseThrow();
    }

    private Occasion happened(long number, String name, JsonObject data, JsonObject context) {
        Instant now = Instant.now();
        var event = new Event(
                world.data.idAt(now), DestinationWorld.VISITOR, name, now, now, Mark.PERSON, List.of(), data, context);
        return new Occasion.Happened(number, world.bakery.id(), DestinationWorld.VISITOR, event);
    }

    private void take(Occasion... occasions) {
        world.data
                .database()
                .inTransaction(transaction -> forwarding.take(transaction, List.of(occasions)))
                .await();
    }

    @Test
    void putsEachMappedEventIntoTheOutboxOnce() {
        Target target = target(new Mapping(List.of(Line.of("purchase", "Purchase")), List.of(), List.of(), List.of()));
        Occasion bought = happened(1, "purchase", new JsonObject().put("value", 5), DestinationWorld.context());
        take(bought, happened(2, "scroll", new JsonObject(), DestinationWorld.context()));
        take(bought);
        assertEquals(1, world.rows(target, 0));
        assertEquals(Set.of("purchase"), forwarding.names(world.bakery.id()));
        assertFalse(forwarding.transitions(world.bakery.id()));
    }

    @Test
    void holdsBackWhatTheFilterOrTheVisitorDoesNotLetAndCountsIt() {
        var dear = new Condition("data.value", Operator.AT_LEAST, "1000");
        Target target = target(new Mapping(List.of(Line.of("*", "")), List.of(dear), List.of(), List.of()));
        take(
                happened(1, "purchase", new JsonObject().put("value", 999), DestinationWorld.context()),
                happened(2, "purchase", new JsonObject().put("value", 1000), DestinationWorld.context()),
                happened(3, "purchase", new JsonObject().put("value", 2000), new JsonObject()));
        assertEquals(1, world.rows(target, 0));
        assertEquals(2, world.data.ask("select sum(withheld)::bigint from destination_hour"));
        Map<Integer, Health> health = new Deliveries(world.data.database())
                .health(world.bakery, List.of(target))
                .await();
        assertEquals(2, Objects.requireNonNull(health.get(target.id())).withheld());
    }

    @Test
    void tellsChangesOfTheTemperatureWithWhatTheVisitorAgreesTo() {
        Target target = target(new Mapping(List.of(Line.of("TempWarm", "TempWarm")), List.of(), List.of(), List.of()));
        var warm = new Occasion.Changed(
                1,
                world.bakery.id(),
                DestinationWorld.VISITOR,
                3,
                Temperature.COLD,
                Temperature.WARM,
                Instant.now(),
                Instant.now(),
                new Cause.ByTime());
        take(warm);
        assertEquals(0, world.rows(target, 0));
        world.data.run(
                """
                insert into event (site_id, id, visitor, name, time, received, mark, data, context)
                values ($1, $2, $3, 'add_to_cart', now(), now(), 0, '{}', $4)
                """,
                world.bakery.id(),
                world.data.idAt(Instant.now()),
                DestinationWorld.VISITOR,
                DestinationWorld.context().encode());
        take(warm);
        take(warm);
        assertEquals(1, world.rows(target, 0));
        assertTrue(forwarding.transitions(world.bakery.id()));
    }

    /** A courier's call says nothing about consent; what he says on another device counts. */
    @Test
    void tellsChangesByWhatThePersonAnswersOnWhicheverDevice() {
        Target target = target(new Mapping(List.of(Line.of("*", "")), List.of(), List.of(), List.of()));
        UUID phone = UUID.randomUUID();
        world.data.run(
                "insert into person_visitor (site_id, visitor, person) values ($1, $2, $3), ($1, $3, $3)",
                world.bakery.id(),
                phone,
                DestinationWorld.VISITOR);
        says(DestinationWorld.VISITOR, DestinationWorld.context());
        says(DestinationWorld.VISITOR, new JsonObject());
        take(changed(1));
        assertEquals(1, world.rows(target, 0));
        var denied = new JsonObject().put("consent", new JsonObject().put("ad_user_data", "denied"));
        says(phone, denied);
        take(changed(2));
        assertEquals(1, world.rows(target, 0));
    }

    @Test
    void tellsNobodyThatABuyerIsCold() {
        Target target = target(new Mapping(List.of(Line.of("*", "")), List.of(), List.of(), List.of()));
        says(DestinationWorld.VISITOR, DestinationWorld.context());
        world.data.run(
                "insert into customer_order (site_id, transaction_id, person, placed_at) values ($1, 'T', $2, now())",
                world.bakery.id(),
                DestinationWorld.VISITOR);
        take(changed(1, Temperature.HOT, Temperature.COLD));
        assertEquals(0, world.rows(target, 0));
        world.data.run("update customer_order set cancelled_at = now()");
        take(changed(2, Temperature.WARM, Temperature.COLD));
        assertEquals(1, world.rows(target, 0));
    }

    private Occasion changed(int number) {
        return changed(number, Temperature.WARM, Temperature.HOT);
    }

    private Occasion changed(int number, Temperature from, Temperature to) {
        return new Occasion.Changed(
                number,
                world.bakery.id(),
                DestinationWorld.VISITOR,
                number,
                from,
                to,
                Instant.now(),
                Instant.now(),
                new Cause.ByTime());
    }

    private void says(UUID visitor, JsonObject context) {
        UUID event = world.data.addEvent(world.bakery, visitor, "x", Instant.now());
        world.data.run("update event set context = $1 where id = $2", context.encode(), event);
    }

    @Test
    void takesNothingForWhatIsPausedAndKeepsAllForWhatWasStopped() {
        Target target = world.addMeta();
        assertTrue(world.targets.update(target.turned(Target.State.PAUSED)).await());
        take(happened(1, "purchase", new JsonObject().put("value", 5), DestinationWorld.context()));
        assertEquals(0, world.rows(target, 0));
        Target paused = world.targets.find(target.site(), target.id()).orElseThrow();
        assertTrue(world.targets.update(paused.turned(Target.State.STOPPED)).await());
        take(happened(2, "purchase", new JsonObject().put("value", 5), DestinationWorld.context()));
        assertEquals(1, world.rows(target, 0));
    }
}
