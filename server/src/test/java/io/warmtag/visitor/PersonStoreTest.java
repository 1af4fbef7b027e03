package io.warmtag.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.db.Keyset;
import io.warmtag.event.VisitorId;
import io.warmtag.testkit.TestSite;
import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonStoreTest {
    private static final Instant NOON = Instant.parse("2026-05-20T12:00:00Z");

    private TestSite world;
    private PersonStore store;

    @BeforeEach
    void start() {
        world = new TestSite();
        store = new PersonStore(world.database());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void listsLastSeenFirstInPagesAlsoOfOneTemperature() {
        var warm = List.of(new UUID(1, 1), new UUID(2, 2), new UUID(3, 3));
        for (UUID person : warm) {
            // All at once: the id decides.
            world.addPerson(world.bakery(), person, Temperature.WARM, NOON);
        }
        UUID hot = new UUID(4, 4);
        world.addPerson(world.bakery(), hot, Temperature.HOT, NOON.plusSeconds(1));

        var first =
                store.list(world.bakery(), Optional.empty(), Keyset.NEWEST, 2).await();
        var second = store.list(world.bakery(), Optional.empty(), first.next().orElseThrow(), 2)
                .await();
        assertEquals(
                List.of(hot, warm.get(2)),
                first.items().stream().map(Person::id).toList());
        assertEquals(
                List.of(warm.get(1), warm.get(0)),
                second.items().stream().map(Person::id).toList());
        assertEquals(Optional.empty(), second.next());
        assertEquals(
                List.of(hot),
                store.list(world.bakery(), Optional.of(Temperature.HOT), Keyset.NEWEST, 2).await().items().stream()
                        .map(Person::id)
                        .toList());
    }

    @Test
    void findsPersonsByTheBeginningOfTheirId() {
        UUID near = id("abcdEFGHabcdEFGHabcdEA");
        UUID alike = id("abcdZFGHabcdEFGHabcdEA");
        UUID far = id("zzzzEFGHabcdEFGHabcdEA");
        List.of(near, alike, far).forEach(id -> world.addPerson(world.bakery(), id, Temperature.COLD, NOON));
        assertEquals(List.of(near, alike), search("abcd"));
        assertEquals(List.of(alike), search("abcdZ"));
        assertEquals(List.of(far), search("zzzzEFGHabcdEFGHabcdEA"));
        assertEquals(List.of(), search("AAAA"));
    }

    @Test
    void addsUpCountsOfAllShardsAndRemembersADay() {
        world.addPerson(world.bakery(), new UUID(1, 1), Temperature.WARM, NOON);
        world.run(
                "insert into temperature_count values ($1, 1, 7, 4)",
                world.bakery().id());
        world.run(
                "insert into temperature_day values ($1, $2, 1, 2, 3)",
                world.bakery().id(),
                LocalDate.parse("2026-05-13"));
        assertEquals(
                new TemperatureCounts(0, 5, 0), store.counts(world.bakery()).await());
        assertEquals(
                Optional.of(new TemperatureCounts(1, 2, 3)),
                store.countsOn(world.bakery(), LocalDate.parse("2026-05-13")).await());
        assertEquals(
                Optional.empty(),
                store.countsOn(world.bakery(), LocalDate.parse("2026-05-12")).await());
    }

    @Test
    void listsTransitionsOfOnePersonNewestFirst() {
        UUID ada = new UUID(1, 1);
        transition(ada, 1, Temperature.COLD, Temperature.WARM);
        transition(ada, 2, Temperature.WARM, Temperature.HOT);
        transition(new UUID(2, 2), 1, Temperature.COLD, Temperature.HOT);
        var page = store.transitions(world.bakery(), ada, Keyset.NEWEST, 1).await();
        assertEquals(Temperature.HOT, page.items().get(0).to());
        var rest = store.transitions(world.bakery(), ada, page.next().orElseThrow(), 1)
                .await();
        assertEquals(Temperature.WARM, rest.items().get(0).to());
        assertEquals(Optional.empty(), rest.next());
    }

    private static UUID id(String text) {
        return Objects.requireNonNull(VisitorId.parse(text));
    }

    private List<UUID> search(String prefix) {
        var range = VisitorId.range(prefix).orElseThrow();
        return store.search(world.bakery(), range, Optional.empty(), Keyset.NEWEST, 10).await().items().stream()
                .map(Person::id)
                .toList();
    }

    private void transition(UUID person, int number, Temperature from, Temperature to) {
        world.run("""
                insert into transition (site_id, person, number, from_state, to_state, at, cause, model_version)
                values ($1, $2, $3, $4, $5, now(), 'event', 1)
                """, world.bakery().id(), person, number, PersonStore.code(from), PersonStore.code(to));
    }
}
