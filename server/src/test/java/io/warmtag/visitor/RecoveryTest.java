package io.warmtag.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.testkit.Shop;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final UUID RINA = new UUID(7, 7);
    private static final UUID OLD = new UUID(8, 8);
    private static final UUID DEAD_NODE = new UUID(1, 1);

    private TestPersons persons;

    @BeforeEach
    void start() {
        persons = new TestPersons();
    }

    @AfterEach
    void stop() {
        persons.close();
    }

    @Test
    void foldsAgainWhatADeadNodeHadStoredAndNotBroughtIn() throws Exception {
        var world = persons.world();
        var mark = persons.now().minus(Duration.ofMinutes(1));
        world.addEvent(world.bakery(), OLD, "add_to_cart", mark.minus(Duration.ofHours(1)));
        world.addEvent(world.bakery(), RINA, "add_to_cart", mark.plusSeconds(10));
        world.run("insert into node (id, applied_until) values ($1, $2)", DEAD_NODE, mark.atOffset(ZoneOffset.UTC));

        var recovery = new Recovery(
                world.vertx(),
                persons.member(),
                world.database(),
                persons.leadership(),
                world.sites(),
                persons.persons(),
                new Progress(),
                persons::clock);
        recovery.start().await();

        Shop.until("the dead node is forgotten", () -> nodes(DEAD_NODE) == 0);
        assertEquals(1, persons.ask("select count(*) from person where id = $1", RINA));
        assertEquals(1, persons.ask("select count(*) from transition where person = $1", RINA));
        // What was stored before its mark had been brought in before.
        assertEquals(0, persons.ask("select count(*) from person where id = $1", OLD));
        recovery.leave().await();
        assertEquals(0, persons.ask("select count(*) from node"));
    }

    private long nodes(UUID id) {
        return persons.ask("select count(*) from node where id = $1", id);
    }
}
