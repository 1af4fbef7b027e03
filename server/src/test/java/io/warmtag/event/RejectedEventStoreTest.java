package io.warmtag.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warmtag.db.Keyset;
import io.warmtag.event.RejectedEventStore.Reason;
import io.warmtag.event.RejectedEventStore.Rejected;
import io.warmtag.testkit.TestSite;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RejectedEventStoreTest {
    private static final Instant NOON = Instant.parse("2026-05-20T12:00:00Z");

    @Test
    void listsNewestFirstAndCountsAllByReason() {
        try (var world = new TestSite()) {
            var store = new RejectedEventStore(world.database());
            for (String name : List.of("first", "second", "third")) {
                world.run(
                        "insert into rejected_event (site_id, name, field, reason, body) values ($1, $2, 'id', 'id.form', '{}')",
                        world.bakery().id(),
                        name);
            }
            count(world, "id.form", NOON, 30);
            count(world, "id.form", NOON.minusSeconds(3600), 5);
            count(world, "name.length", NOON, 31);

            var page = store.list(world.bakery(), Keyset.NEWEST, 2).await();
            assertEquals(
                    List.of("third", "second"),
                    page.items().stream().map(Rejected::name).toList());
            var rest = store.list(world.bakery(), page.next().orElseThrow(), 2).await();
            assertEquals(
                    List.of("first"), rest.items().stream().map(Rejected::name).toList());
            assertEquals(
                    List.of(
                            new Reason("id.form", Optional.empty(), 35),
                            new Reason("name.length", Optional.empty(), 31)),
                    store.reasons(world.bakery(), NOON.minusSeconds(3600)).await());
        }
    }

    @Test
    void keepsTheCodeWithItsArgumentsAndCountsEqualOnesTogether() {
        try (var world = new TestSite()) {
            var why = new Refusal("data.level", RefusalCode.PARAMETER_TYPE, Map.of("type", "number"));
            var kept = new io.warmtag.event.Rejected(
                    world.bakery().id(), NOON.toEpochMilli(), "level_up", why, "data.level must be a number", "{}");
            new RejectedWriter(world.database(), new EventMeters(new SimpleMeterRegistry()))
                    .write(List.of(kept, kept))
                    .await();
            var store = new RejectedEventStore(world.database());
            Rejected read =
                    store.list(world.bakery(), Keyset.NEWEST, 1).await().items().get(0);
            assertEquals(why, read.refusal());
            assertEquals("data.level must be a number", read.reason());
            assertEquals(
                    List.of(new Reason("data.level must be a number", Optional.of(RefusalCode.PARAMETER_TYPE), 2)),
                    store.reasons(world.bakery(), NOON.minusSeconds(3600)).await());
        }
    }

    private static void count(TestSite world, String reason, Instant hour, long count) {
        world.run(
                "insert into rejected_count (site_id, hour, reason, count) values ($1, $2, $3, $4)",
                world.bakery().id(),
                hour.atOffset(ZoneOffset.UTC),
                reason,
                count);
    }
}
