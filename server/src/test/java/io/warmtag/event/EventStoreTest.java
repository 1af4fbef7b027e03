package io.warmtag.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.site.Site;
import io.warmtag.testkit.TestSite;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventStoreTest {
    private static final Instant NOON = Instant.parse("2026-05-20T12:00:00Z");
    private static final UUID ADA = new UUID(1, 1);
    private static final UUID BEN = new UUID(2, 2);

    private TestSite world;
    private EventStore store;
    private Site site;

    @BeforeAll
    void start() {
        world = new TestSite();
        store = new EventStore(world.database());
    }

    @BeforeEach
    void siteOfItsOwn() {
        site = world.addSite("Shop", "shop.example");
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void listsNewestFirstInPagesWithoutGapOrRepetition() {
        var newestFirst = new ArrayList<UUID>();
        for (int i = 0; i < 25; i++) {
            // Several share an instant, as events of one batch do.
            newestFirst.add(world.addEvent(site, ADA, "page_view", NOON.minusSeconds(i / 4)));
        }
        var listed = new ArrayList<UUID>();
        Optional<Keyset> place = Optional.of(Keyset.NEWEST);
        while (place.isPresent()) {
            Page<Event> page =
                    store.list(site, EventFilter.ALL, place.get(), 10).await();
            page.items().forEach(event -> listed.add(event.id()));
            place = page.next();
        }
        assertEquals(25, listed.size());
        assertEquals(
                List.copyOf(newestFirst).stream().sorted().toList(),
                listed.stream().sorted().toList());
        for (int i = 1; i < listed.size(); i++) {
            long before = listed.get(i - 1).getMostSignificantBits();
            assertTrue(before >= listed.get(i).getMostSignificantBits(), "sorted at " + i);
        }
    }

    @Test
    void listsOnlyTheSitesOwnEvents() {
        world.addEvent(world.bakery(), ADA, "page_view", NOON);
        assertEquals(List.of(), all(EventFilter.ALL));
    }

    @Test
    void filtersByVisitorNameAndMark() {
        UUID view = world.addEvent(site, ADA, "page_view", NOON);
        UUID cart = world.addEvent(site, ADA, "add_to_cart", NOON.plusSeconds(1));
        UUID other = world.addEvent(site, BEN, "page_view", NOON.plusSeconds(2));
        UUID bot = world.addEvent(site, BEN, "page_view", NOON.plusSeconds(3), Mark.BOT);
        assertEquals(List.of(cart, view), all(EventFilter.ofVisitor(ADA)));
        assertEquals(List.of(bot, other, view), all(EventFilter.ofName("page_view")));
        assertEquals(List.of(bot), all(EventFilter.ofMark(Mark.BOT)));
        assertEquals(
                List.of(other),
                all(new EventFilter(Optional.of(BEN), Optional.of("page_view"), Optional.of(Mark.PERSON))));
    }

    @Test
    void findsARareNameBehindManyOthers() {
        UUID rare = world.addEvent(site, ADA, "purchase", NOON.minusSeconds(90_000));
        addViews(45_000);
        Page<Event> page = store.list(site, EventFilter.ofName("purchase"), Keyset.NEWEST, 100)
                .await();
        assertEquals(List.of(rare), page.items().stream().map(Event::id).toList());
        assertEquals(Optional.empty(), page.next());
    }

    @Test
    void saysWhereItStoppedLookingForARareMark() {
        UUID staff = world.addEvent(site, ADA, "page_view", NOON.minusSeconds(90_000), Mark.STAFF);
        addViews(EventStore.MOST_WALKED + 10);
        Page<Event> first = store.list(site, EventFilter.ofMark(Mark.STAFF), Keyset.NEWEST, 100)
                .await();
        assertEquals(List.of(), first.items());
        Page<Event> second = store.list(
                        site, EventFilter.ofMark(Mark.STAFF), first.next().orElseThrow(), 100)
                .await();
        assertEquals(List.of(staff), second.items().stream().map(Event::id).toList());
    }

    @Test
    void showsWhatOneVisitorDidInTheOrderItHappened() {
        UUID told = world.addEvent(site, ADA, "purchase", NOON.plusSeconds(60));
        world.addEvent(site, ADA, "page_view", NOON);
        world.addEvent(site, ADA, "add_to_cart", NOON.plusSeconds(1));
        // Its id was made a minute later, when the page was there again.
        world.run(
                "update event set time = $2 where id = $1",
                told,
                NOON.minusSeconds(5).atOffset(ZoneOffset.UTC));
        Page<Event> page =
                store.list(site, EventFilter.ofVisitor(ADA), Keyset.NEWEST, 10).await();
        assertEquals(
                List.of("add_to_cart", "page_view", "purchase"),
                page.items().stream().map(Event::name).toList());
    }

    @Test
    void endsAtOnceForANameThatNeverCame() {
        addViews(25_000);
        Page<Event> page = store.list(site, EventFilter.ofName("nothing"), Keyset.NEWEST, 100)
                .await();
        assertEquals(new Page<>(List.of(), Optional.empty()), page);
    }

    @Test
    void followsWhatComesInShowingEachEventOnce() {
        var tail = new LiveTail(store, site, EventFilter.ALL, NOON, 100);
        world.addEvent(site, ADA, "before", NOON.minusSeconds(1));
        world.addEvent(site, ADA, "first", NOON.plusSeconds(10));
        assertEquals(List.of("first"), names(tail));
        assertEquals(List.of(), names(tail));
        world.addEvent(site, ADA, "committed_late", NOON.plusSeconds(8));
        world.addEvent(site, ADA, "second", NOON.plusSeconds(11));
        assertEquals(List.of("second", "committed_late"), names(tail));
        assertEquals(List.of(), names(tail));
    }

    @Test
    void followsWhatAViewerWantsAmongManyMoreOthers() {
        world.addEvent(site, ADA, "purchase", NOON.minusMillis(500));
        world.addEvent(site, BEN, "scroll", NOON.minusMillis(450), Mark.BOT);
        addViews(400);
        List<EventFilter> wanted = List.of(EventFilter.ofName("purchase"), EventFilter.ofVisitor(ADA));
        for (EventFilter filter : wanted) {
            var tail = new LiveTail(store, site, filter, NOON.minusSeconds(10), 100);
            assertEquals(List.of("purchase"), names(tail), filter::toString);
            assertEquals(List.of(), names(tail), filter::toString);
        }
        var bots = new LiveTail(store, site, EventFilter.ofMark(Mark.BOT), NOON.minusSeconds(10), 100);
        assertEquals(List.of("scroll"), names(bots));
    }

    @Test
    void goesOnBehindTheOthersWhereNothingWantedCame() {
        var tail = new LiveTail(store, site, EventFilter.ofName("purchase"), NOON, 100);
        world.addEvent(site, BEN, "page_view", NOON.plusSeconds(60));
        assertEquals(List.of(), names(tail));
        // As far back nothing commits any more: looking there again would cost more with every event.
        world.addEvent(site, ADA, "purchase", NOON.plusSeconds(50));
        assertEquals(List.of(), names(tail));
        world.addEvent(site, ADA, "purchase", NOON.plusSeconds(58));
        assertEquals(List.of("purchase"), names(tail));
    }

    private static List<String> names(LiveTail tail) {
        return tail.next().await().stream().map(Event::name).toList();
    }

    private List<UUID> all(EventFilter filter) {
        return store.list(site, filter, Keyset.NEWEST, 100).await().items().stream()
                .map(Event::id)
                .toList();
    }

    /** Page views before noon, 1 ms apart, the count of them included. */
    private void addViews(int count) {
        var noon = NOON.atOffset(java.time.ZoneOffset.UTC);
        world.run("""
                insert into event (site_id, id, visitor, name, time, received, mark, data, context)
                select $1, gen_random_uuid(), null, 'page_view', $2::timestamptz - i * interval '1 millisecond',
                       $2::timestamptz - i * interval '1 millisecond', 0, '{}', '{}'
                from generate_series(1, $3::integer) i
                """, site.id(), noon, count);
        world.run("""
                insert into event_count (site_id, hour, name, shard, count, last)
                values ($1, $2::timestamptz - interval '1 hour', 'page_view', 0, $3, $2)
                """, site.id(), noon, (long) count);
    }
}
