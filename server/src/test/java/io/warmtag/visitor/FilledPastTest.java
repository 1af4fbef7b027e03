package io.warmtag.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.tools.fill.Extent;
import io.warmtag.tools.fill.Filling;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What benchmarks fill in must be what the server would have made of it, or they would measure something else. */
class FilledPastTest {
    private static final int VISITORS = 500;

    private TestPersons persons;

    @BeforeEach
    void fill() throws Exception {
        persons = new TestPersons();
        var world = persons.world();
        try (var filling = new Filling(world.address(), new Extent(5_000, VISITORS, 60), text -> {})) {
            filling.run(world.bakery().id(), "https://bakery.example");
        }
    }

    @AfterEach
    void stop() {
        persons.close();
    }

    @Test
    void everybodyFoldsToWhatIsFilledIn() {
        var world = persons.world();
        var verification = new Verification(world.vertx(), world.database(), persons.persons(), persons::clock);
        Verification.Report report = verification.run(done -> {}).await();
        assertEquals(List.of(), report.examples());
        assertEquals(VISITORS, report.persons());
        assertTrue(persons.ask("select count(*) from transition") > 0, "somebody has changed");
        assertTrue(persons.ask("select count(*) from customer_order") > 0, "somebody has bought");
    }

    @Test
    void rollUpsAgreeWithTheRows() {
        long events = persons.ask("select count(*) from event");
        assertEquals(5_000, events, 1_500);
        assertEquals(0, persons.ask("select count(*) from event_default"), "all lie in weeks");
        assertEquals(events, persons.ask("select sum(count)::bigint from event_count"));
        assertEquals(0, persons.ask("""
                        select count(*) from (
                            select temperature, count(*) from person group by 1
                            except select temperature, count from temperature_count where count > 0) differing"""));
        assertEquals(0, persons.ask("""
                        select count(*) from (select name, max(received) as last from event group by name) seen
                        where last <> (select max(last) from event_count where event_count.name = seen.name)"""));
    }
}
