package io.warmtag.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Promise;
import io.warmtag.event.Interest;
import io.warmtag.event.NewEvent;
import io.warmtag.testkit.TestSite;
import io.warmtag.visitor.model.Cause;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.Standing;
import io.warmtag.visitor.model.Temperature;
import io.warmtag.visitor.model.Transition;
import io.warmtag.visitor.model.Warmth;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which changes of temperature become occasions. */
class TransitionOccasionsTest {
    private static final long NOW = System.currentTimeMillis();
    private static final UUID RINA = new UUID(7, 7);

    private final AtomicInteger woken = new AtomicInteger();
    private TestSite world;
    private boolean wanting = true;
    private int revision;
    private PersonWriter writer;

    @BeforeEach
    void start() {
        world = new TestSite();
        writer = new PersonWriter(
                world.vertx(),
                world.database(),
                new Interest() {
                    @Override
                    public boolean inEvent(NewEvent event) {
                        return false;
                    }

                    @Override
                    public boolean inTransitions(int site) {
                        return wanting && site == world.bakery().id();
                    }

                    @Override
                    public void recorded() {
                        woken.incrementAndGet();
                    }
                },
                (person, done) -> done.run());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void recordsAChangeOnceWithItsNumber() {
        write(1, new Cause.ByEvent(new UUID(1, 1)), NOW);
        write(1, new Cause.ByEvent(new UUID(1, 1)), NOW);
        write(2, new Cause.ByTime(), NOW);
        assertEquals(List.of(1, 2), occasions());
        assertEquals(3, woken.get());
    }

    @Test
    void recordsNothingForASiteThatWantsNone() {
        wanting = false;
        write(1, new Cause.ByTime(), NOW);
        assertEquals(List.of(), occasions());
        assertEquals(1, world.ask("select count(*) from transition"));
        assertEquals(0, woken.get());
    }

    @Test
    void recordsNoSettingsNoRefoldsAndNothingOlderThanAnHour() {
        write(1, new Cause.BySettings(2), NOW);
        write(2, new Cause.Refold(), NOW);
        write(3, new Cause.ByEvent(new UUID(1, 1)), NOW - 3_700_000);
        write(4, new Cause.ByOrder("A-1"), NOW - 3_500_000);
        assertEquals(List.of(4), occasions());
        assertEquals(4, world.ask("select count(*) from transition"));
    }

    private void write(int number, Cause cause, long at) {
        var transition = new Transition(Temperature.COLD, Temperature.WARM, at, cause, 1, number);
        Promise<Void> done = Promise.promise();
        writer.write(new PersonWrite(
                new PersonKey(world.bakery().id(), RINA),
                new GridState(state(at), number, at, ++revision),
                10,
                at,
                PersonWrite.NEVER,
                List.of(transition),
                done::complete));
        done.future().await();
    }

    private static PersonState state(long at) {
        PersonState nobody = PersonState.EMPTY;
        var standing = new Standing(Temperature.WARM, at, 1);
        return new PersonState(nobody.score(), new Warmth(true, at), standing, nobody.orders(), null, at, 1, at);
    }

    private List<Integer> occasions() {
        return world.database().query("select transition from occasion order by number").await().stream()
                .map(row -> row.getInteger(0))
                .toList();
    }
}
