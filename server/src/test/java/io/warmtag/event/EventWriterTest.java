package io.warmtag.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.warmtag.event.OrderReport.Stage;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestSite;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class EventWriterTest {
    private static final long NOON = 1_767_268_800_000L;
    private static final String STORING =
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like 'with stored%'";
    private static final UUID RINA = new UUID(7, 7);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TestSite world;
    private Context loop;
    private EventWriter writer;

    @BeforeEach
    void start() {
        world = new TestSite();
        loop = world.vertx().getOrCreateContext();
        writer = onLoop(() -> {
                    var created =
                            new EventWriter(world.vertx(), world.database(), new EventMeters(meters), new InSearches());
                    return created.start().map(created);
                })
                .await();
    }

    @AfterEach
    void stop() {
        onLoop(() -> writer.close()).await();
        world.close();
    }

    @Test
    void countsByNameAndHour() {
        assertEquals(
                List.of(1, 1, 1, 1),
                write(
                        List.of(event(1, "page_view", NOON - 1)),
                        List.of(event(2, "page_view", NOON)),
                        List.of(event(3, "page_view", NOON + 5)),
                        List.of(event(4, "search", NOON))));

        assertEquals(1, count("page_view", NOON - 1));
        assertEquals(2, count("page_view", NOON));
        assertEquals(1, count("search", NOON));
        assertEquals(NOON + 5, world.ask("select extract(epoch from max(last)) * 1000 from event_count"));
        assertEquals(4, meters.counter("warmtag.events.stored").count());
    }

    @Test
    void storesTheNeighboursOfAnEventThatComesAgain() {
        assertEquals(List.of(1), write(List.of(event(1, "page_view", NOON))));
        assertEquals(
                List.of(1, 0, 1),
                write(
                        List.of(event(2, "page_view", NOON)),
                        List.of(event(1, "page_view", NOON)),
                        List.of(event(3, "page_view", NOON))));

        assertEquals(3, world.ask("select count(*) from event"));
        assertEquals(3, count("page_view", NOON));
        assertEquals(3, meters.counter("warmtag.events.stored").count());
        assertEquals(1, meters.counter("warmtag.events.duplicate").count());
    }

    @Test
    void storesOneOfTwoCopiesInAGroup() {
        NewEvent twice = event(1, "page_view", NOON);
        assertEquals(List.of(1), write(List.of(twice, twice)));
        assertEquals(1, world.ask("select count(*) from event"));
        assertEquals(1, count("page_view", NOON));
    }

    @Test
    void notesOrdersOnce() {
        assertEquals(List.of(1, 1), write(List.of(purchase(1, "A-1", NOON)), List.of(event(2, "page_view", NOON))));
        assertEquals(List.of(0, 1), write(List.of(purchase(1, "A-1", NOON)), List.of(purchase(3, "A-2", NOON))));

        assertEquals(2, world.ask("select count(*) from customer_order"));
        assertEquals(1, world.ask("select count(*) from customer_order where transaction_id = 'A-2' and value = 1290"));
    }

    @Test
    void keepsMillisecondsAsTheyAre() {
        var random = new Random(3);
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            events.add(event(i, "page_view", NOON + random.nextLong(365 * 86_400_000L)));
        }
        assertEquals(List.of(400), write(events));
        for (NewEvent event : events) {
            assertEquals(
                    event.time(),
                    world.ask(
                            "select (extract(epoch from time) * 1000000)::bigint / 1000 from event where id = $1",
                            event.id()));
        }
        assertEquals(
                0,
                world.ask("select count(*) from event where (extract(epoch from time) * 1000000)::bigint % 1000 <> 0"));
    }

    /** Groups are taken for new until copies come, and then no longer. */
    @RepeatedTest(6)
    void storesEachOnceWithCountsOrdersAndOccasionsWhenCopiesComeAmongThem(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        List<NewEvent> known = new ArrayList<>();
        for (int group = 0; group < 12; group++) {
            List<NewEvent> events = new ArrayList<>();
            int before = known.size();
            for (int left = 1 + random.nextInt(60); left > 0; left--) {
                if (group >= 6 && random.nextInt(5) == 0) {
                    events.add(known.get(random.nextInt(known.size())));
                } else {
                    events.add(any(random, known.size()));
                    known.add(events.get(events.size() - 1));
                }
            }
            assertEquals(List.of(known.size() - before), write(events));
        }

        assertEquals(known.size(), world.ask("select count(*) from event"));
        Map<String, Long> counts = known.stream()
                .collect(Collectors.groupingBy(event -> event.name() + event.time(), Collectors.counting()));
        for (NewEvent event : known) {
            assertEquals(counts.get(event.name() + event.time()), count(event.name(), event.time()));
        }
        assertEquals(
                known.stream().filter(event -> event.order() != null).count(),
                world.ask("select count(*) from customer_order where value = 1290"));
        List<UUID> told = new ArrayList<>();
        world.database()
                .query("select event from occasion order by number")
                .await()
                .forEach(row -> told.add(row.getUUID(0)));
        assertEquals(
                known.stream()
                        .filter(event -> event.name().equals("search"))
                        .map(NewEvent::id)
                        .toList(),
                told);
    }

    /** One that is being stored and one that PostgreSQL will find behind it: neither is stored, both callers hear it. */
    @Test
    void answersAllThatWasUnderWayWhenItsConnectionIsLostAndGoesOnWithAnother() throws InterruptedException {
        Promise<Void> locked = Promise.promise();
        Promise<Void> enough = Promise.promise();
        Future<Void> locking = world.database()
                .inTransaction(connection -> connection
                        .query("lock table event in share mode")
                        .execute()
                        .onSuccess(done -> locked.complete())
                        .compose(done -> enough.future()));
        locked.future().await();
        Future<BitSet> first = onLoop(() -> writer.write(List.of(event(1, "page_view", NOON))));
        Shop.until("the first is being stored", () -> world.ask(STORING) == 1);
        Future<BitSet> second = onLoop(() -> writer.write(IntStream.range(2, 42)
                .mapToObj(number -> event(number, "page_view", NOON))
                .toList()));
        onLoop(Future::succeededFuture).await();
        assertEquals(1, world.ask(STORING.replace("count(*)", "count(pg_terminate_backend(pid))")));

        assertInstanceOf(StorageUnavailable.class, failure(first));
        assertInstanceOf(StorageUnavailable.class, failure(second));
        enough.complete();
        locking.await();
        Shop.until("it is connected again", () -> failure(writeOne(50)) == null);
        assertEquals(1, world.ask("select count(*) from event"));
    }

    private Future<BitSet> writeOne(int number) {
        return onLoop(() -> writer.write(List.of(event(number, "page_view", NOON))));
    }

    private static @Nullable Throwable failure(Future<?> future) {
        return future.map((Throwable) null).otherwise(cause -> cause).await();
    }

    private NewEvent any(Random random, int number) {
        long time = NOON + random.nextInt(3) * 3_600_000L;
        return switch (random.nextInt(3)) {
            case 0 -> purchase(number, "P-" + number, time);
            case 1 -> event(number, "search", time);
            default -> event(number, "page_view", time);
        };
    }

    /** Writes all of them in one turn of the loop, so that they are one group, and returns how many of each were new. */
    @SafeVarargs
    private List<Integer> write(List<NewEvent>... batches) {
        return onLoop(() -> {
                    List<Future<BitSet>> answers = new ArrayList<>();
                    for (List<NewEvent> batch : batches) {
                        answers.add(writer.write(batch));
                    }
                    return Future.all(answers)
                            .map(all -> answers.stream()
                                    .map(each -> each.result().cardinality())
                                    .toList());
                })
                .await();
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(go -> work.get().onComplete(done));
        return done.future();
    }

    private long count(String name, long hour) {
        return world.ask(
                "select coalesce(sum(count), 0) from event_count where name = $1 and hour = date_trunc('hour', to_timestamp($2))",
                name,
                hour / 1000.0);
    }

    private NewEvent purchase(int number, String order, long time) {
        return event(
                number, "purchase", time, new OrderReport(order, Stage.PLACED, RINA, new BigDecimal("1290"), "BDT"));
    }

    private NewEvent event(int number, String name, long time) {
        return event(number, name, time, null);
    }

    private NewEvent event(int number, String name, long time, @Nullable OrderReport order) {
        UUID id = new UUID(time << 16 | 0x7000L, 0x8000000000000000L | number);
        return new NewEvent(
                world.bakery().id(), id, RINA, name, time, time, Mark.PERSON, null, "{\"value\":1290}", "{}", order);
    }

    private static final class InSearches implements Interest {
        @Override
        public boolean inEvent(NewEvent event) {
            return event.name().equals("search");
        }

        @Override
        public boolean inTransitions(int site) {
            return false;
        }

        @Override
        public void recorded() {}
    }
}
