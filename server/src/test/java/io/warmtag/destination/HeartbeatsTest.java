package io.warmtag.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Heartbeats.Stretch;
import io.warmtag.visitor.model.Temperature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who stays warm is said once a period, for as long as he agrees and is about. */
class HeartbeatsTest {
    private DestinationWorld world;
    private Heartbeats heartbeats;
    private Target meta;

    @BeforeEach
    void start() {
        world = new DestinationWorld();
        heartbeats = new Heartbeats(world.data.database(), world.targets, world.data.sites(), world.outbox);
        meta = world.add(
                "meta",
                Map.of("pixel", "123456789012345", "heartbeat_days", "7", "active_days", "30"),
                Map.of("token", DestinationWorld.TOKEN),
                false);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private UUID person(Temperature temperature, boolean agrees, Instant seen) {
        UUID person = UUID.randomUUID();
        UUID event = world.data.addEvent(world.bakery, person, "page_view", seen);
        var consent = new JsonObject().put("ad_user_data", agrees ? "granted" : "denied");
        world.data.run(
                "update event set context = $1 where id = $2",
                new JsonObject().put("consent", consent).encode(),
                event);
        world.data.addPerson(world.bakery, person, temperature, seen);
        return person;
    }

    private long said(UUID person) {
        return world.data.ask("select count(*) from outbox where person = $1 and name like 'Temp%'", person);
    }

    @Test
    void saysEachOnceAPeriodWhoeverDoesItAgain() {
        Instant now = Instant.now();
        UUID warm = person(Temperature.WARM, true, now);
        UUID hot = person(Temperature.HOT, true, now);
        UUID refused = person(Temperature.WARM, false, now);
        UUID away = person(Temperature.WARM, true, now.minus(Duration.ofDays(40)));
        heartbeats.run(now).await();
        assertEquals(0, world.data.ask("select count(*) from outbox"));
        for (int hour = 1; hour <= 14 * 24; hour++) {
            Instant then = now.plus(Duration.ofHours(hour));
            heartbeats.run(then).await();
            if (hour % 50 == 0) {
                // A leader that didn't know how far the one before it was.
                world.data.run("update heartbeat set reached = reached - interval '1 day'");
                heartbeats.run(then).await();
            }
        }
        assertEquals(List.of(2L, 2L, 0L, 0L), List.of(said(warm), said(hot), said(refused), said(away)));
        assertEquals(2, world.data.ask("select count(distinct event) from outbox where person = $1", warm));
        assertEquals(2, world.data.ask("select count(*) from outbox where person = $1 and name = 'TempHot'", hot));
    }

    @Test
    void saysNoBuyerColdNorAnythingOfAVisitorWhoIsPartOfAPerson() {
        Instant now = Instant.now();
        UUID cold = person(Temperature.COLD, true, now);
        UUID lapsed = person(Temperature.COLD, true, now);
        UUID joined = person(Temperature.COLD, true, now);
        UUID whole = person(Temperature.HOT, true, now);
        world.data.run(
                "insert into customer_order (site_id, transaction_id, person, placed_at) values ($1, 'T', $2, now())",
                world.bakery.id(),
                lapsed);
        joins(joined, whole);
        heartbeats.run(now).await();
        heartbeats.run(now.plus(Duration.ofDays(7))).await();
        assertEquals(List.of(1L, 0L, 0L, 1L), List.of(said(cold), said(lapsed), said(joined), said(whole)));
    }

    /** A courier's call says nothing about consent; what he says on another device counts. */
    @Test
    void asksThePersonOnWhicheverDevice() {
        Instant now = Instant.now();
        UUID called = person(Temperature.WARM, true, now);
        UUID call = world.data.addEvent(world.bakery, called, "order_delivered", now);
        world.data.run("update event set context = '{}' where id = $1", call);
        UUID elsewhere = person(Temperature.WARM, true, now);
        UUID phone = person(Temperature.WARM, false, now);
        joins(phone, elsewhere);
        heartbeats.run(now).await();
        heartbeats.run(now.plus(Duration.ofDays(7))).await();
        assertEquals(List.of(1L, 0L, 0L), List.of(said(called), said(elsewhere), said(phone)));
    }

    private void joins(UUID visitor, UUID person) {
        world.data.run("update person set joined_to = $1 where id = $2", person, visitor);
        world.data.run(
                "insert into person_visitor (site_id, visitor, person) values ($1, $2, $3), ($1, $3, $3)",
                world.bakery.id(),
                visitor,
                person);
    }

    @Test
    void saysOnlyWhatIsMappedAndOnlyOneWhoIsOn() {
        Instant now = Instant.now();
        UUID warm = person(Temperature.WARM, true, now);
        Target off = world.add(
                "meta",
                Map.of("pixel", "9999999", "heartbeat_days", "0"),
                Map.of("token", DestinationWorld.TOKEN),
                false);
        heartbeats.run(now).await();
        heartbeats.run(now.plus(Duration.ofDays(7))).await();
        assertEquals(1, said(warm));
        assertEquals(0, world.rows(off, 0));
    }

    @Test
    void makesUpForWhatWasMissedButNotTwice() {
        Duration week = Duration.ofDays(7);
        Instant now = Instant.parse("2026-11-22T06:00:00Z");
        List<Stretch> late = Stretch.between(now.minus(Duration.ofDays(30)), now, week);
        assertEquals(2, late.size());
        assertEquals(late.get(0).after(), late.get(1).last());
        assertEquals(late.get(0).period() + 1, late.get(1).period());
        assertTrue(Stretch.between(now, now, week).isEmpty());
    }
}
