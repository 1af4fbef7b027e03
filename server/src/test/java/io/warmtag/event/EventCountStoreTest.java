package io.warmtag.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.warmtag.db.Keyset;
import io.warmtag.event.EventCountStore.Hour;
import io.warmtag.event.EventCountStore.Name;
import io.warmtag.testkit.TestSite;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventCountStoreTest {
    /** In Dhaka, the site's zone, it is 18:30. */
    private static final Instant NOW = Instant.parse("2026-05-20T12:30:00Z");

    private static final UUID ADA = new UUID(1, 1);

    private TestSite world;
    private EventCountStore counts;

    @BeforeEach
    void start() {
        world = new TestSite();
        counts = new EventCountStore(world.database());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void countsNamesTodayInTheWeekAndEverWithANewestSample() {
        view(Instant.parse("2026-05-19T18:00:00Z")); // midnight in Dhaka: today
        view(Instant.parse("2026-05-19T17:59:59Z"));
        view(Instant.parse("2026-05-13T18:00:00Z")); // midnight six days before: in the week
        view(Instant.parse("2026-05-13T17:59:59Z"));
        UUID newest = world.addEvent(world.bakery(), ADA, "page_view", NOW.minusSeconds(5));
        world.addEvent(world.bakery(), ADA, "purchase", NOW);
        List<Name> names = names();
        Name view = names.get(0);
        assertEquals("page_view", view.name());
        assertEquals(List.of(2L, 4L, 5L), List.of(view.today(), view.week(), view.all()));
        assertEquals(NOW.minusSeconds(5), view.last());
        assertNotNull(view.sample());
        assertEquals(newest, view.sample().id());
        assertEquals("purchase", names.get(1).name());
        assertEquals(2, names.size());
    }

    @Test
    void goesThroughNamesInPages() {
        for (String name : List.of("a", "b", "c")) {
            world.addEvent(world.bakery(), ADA, name, NOW);
        }
        var first = counts.names(world.bakery(), NOW, Keyset.NEWEST, 2).await();
        var second =
                counts.names(world.bakery(), NOW, first.next().orElseThrow(), 2).await();
        assertEquals(List.of("a", "b"), first.items().stream().map(Name::name).toList());
        assertEquals(List.of("c"), second.items().stream().map(Name::name).toList());
        assertEquals(true, second.next().isEmpty());
    }

    @Test
    void compactsOldHoursIntoDaysWithoutChangingAnyCount() {
        Instant old = NOW.minus(Duration.ofDays(30));
        view(old);
        view(old.plus(Duration.ofHours(2)));
        view(NOW);
        List<Name> before = names();
        counts.compact(NOW).await();
        counts.compact(NOW).await();
        assertEquals(before, names());
        List<Hour> hours = counts.byHour(world.bakery(), Instant.EPOCH, NOW).await();
        assertEquals(
                List.of(
                        new Hour(Instant.parse("2026-04-20T00:00:00Z"), 2),
                        new Hour(Instant.parse("2026-05-20T12:00:00Z"), 1)),
                hours);
        var found = new EventStore(world.database())
                .list(world.bakery(), EventFilter.ofName("page_view"), Keyset.NEWEST, 10)
                .await();
        assertEquals(3, found.items().size());
    }

    private void view(Instant at) {
        world.addEvent(world.bakery(), ADA, "page_view", at);
    }

    private List<Name> names() {
        return counts.names(world.bakery(), NOW, Keyset.NEWEST, 100).await().items();
    }
}
