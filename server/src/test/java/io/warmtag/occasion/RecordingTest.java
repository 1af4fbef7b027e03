package io.warmtag.occasion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.warmtag.event.EventMeters;
import io.warmtag.event.EventWriter;
import io.warmtag.event.Mark;
import io.warmtag.event.NewEvent;
import io.warmtag.event.OrderReport;
import io.warmtag.event.OrderReport.Stage;
import io.warmtag.testkit.TestSite;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which stored events become occasions. */
class RecordingTest {
    private static final long NOW = System.currentTimeMillis();
    private static final UUID RINA = new UUID(7, 7);

    private final Wanted wanted = new Wanted();
    private final AtomicInteger woken = new AtomicInteger();
    private TestSite world;
    private Context loop;
    private EventWriter writer;

    @BeforeEach
    void start() {
        world = new TestSite();
        loop = world.vertx().getOrCreateContext();
        wanted.onRecorded(woken::incrementAndGet);
        writer = onLoop(() -> {
                    var created = new EventWriter(
                            world.vertx(), world.database(), new EventMeters(new SimpleMeterRegistry()), wanted);
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
    void recordsNothingThatNobodyWants() {
        write(event(1, "add_to_cart", RINA, Mark.PERSON, NOW));
        want("purchase");
        write(event(2, "add_to_cart", RINA, Mark.PERSON, NOW));
        assertEquals(List.of(), occasions());
        assertEquals(0, woken.get());
    }

    @Test
    void recordsAnEventOnceInTheOrderOfTheBatch() {
        want("add_to_cart", "purchase");
        NewEvent first = event(1, "add_to_cart", RINA, Mark.PERSON, NOW);
        NewEvent second = purchase(2);
        NewEvent third = event(3, "add_to_cart", RINA, Mark.PERSON, NOW);
        write(third, first, event(4, "page_view", RINA, Mark.PERSON, NOW), second, first);
        write(first, second);
        assertEquals(List.of(third.id(), first.id(), second.id()), occasions());
        assertEquals(1, world.ask("select count(*) from customer_order"));
        assertEquals(2, woken.get());
    }

    @Test
    void recordsEveryNameForWhoWantsAll() {
        want(Wanted.ALL);
        NewEvent event = event(1, "anything", RINA, Mark.PERSON, NOW);
        write(event);
        assertEquals(List.of(event.id()), occasions());
    }

    @Test
    void recordsNoBotsNoStaffNobodysAndNothingLate() {
        want(Wanted.ALL);
        write(
                event(1, "a", RINA, Mark.BOT, NOW),
                event(2, "a", RINA, Mark.STAFF, NOW),
                event(3, "a", null, Mark.PERSON, NOW),
                event(4, "a", RINA, Mark.PERSON, NOW - 3_600_001));
        assertEquals(List.of(), occasions());
        NewEvent inTime = event(5, "a", RINA, Mark.PERSON, NOW - 3_600_000);
        write(inTime);
        assertEquals(List.of(inTime.id()), occasions());
    }

    private void want(String... names) {
        wanted.add(new Wanted.Source() {
            @Override
            public Set<String> names(int site) {
                return site == world.bakery().id() ? Set.of(names) : Set.of();
            }

            @Override
            public boolean transitions(int site) {
                return false;
            }
        });
    }

    private void write(NewEvent... events) {
        assertEquals(
                events.length,
                onLoop(() -> writer.write(List.of(events)))
                        .map(stored -> events.length)
                        .await());
    }

    private List<UUID> occasions() {
        return world.database().query("select event from occasion order by number").await().stream()
                .map(row -> row.getUUID(0))
                .toList();
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(go -> work.get().onComplete(done));
        return done.future();
    }

    private NewEvent purchase(int number) {
        var order = new OrderReport("A-" + number, Stage.PLACED, RINA, new BigDecimal("1290"), "BDT");
        return event(number, "purchase", RINA, Mark.PERSON, NOW, order);
    }

    private NewEvent event(int number, String name, @Nullable UUID visitor, Mark mark, long time) {
        return event(number, name, visitor, mark, time, null);
    }

    private NewEvent event(
            int number, String name, @Nullable UUID visitor, Mark mark, long time, @Nullable OrderReport order) {
        UUID id = new UUID(NOW << 16 | 0x7000L, 0x8000000000000000L | number);
        return new NewEvent(world.bakery().id(), id, visitor, name, time, NOW, mark, null, "{}", "{}", order);
    }
}
