package io.warmtag.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.testkit.Shop;
import io.warmtag.visitor.model.Temperature;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DueSweepTest {
    private static final UUID RINA = new UUID(7, 7);

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
    void coolsWhoeverStaysAway() throws Exception {
        persons.world()
                .addEvent(
                        persons.world().bakery(),
                        RINA,
                        "add_to_cart",
                        persons.now().minusSeconds(60));
        persons.fold(RINA);
        assertEquals(1, rows(Temperature.WARM));

        // Two half-lives leave a quarter of the score.
        persons.setNow(persons.now().plus(Duration.ofDays(28)));
        new DueSweep(persons.world().database(), persons.leadership(), persons.persons(), persons::clock).start();

        Shop.until("the row is cold", () -> rows(Temperature.COLD) == 1);
        assertEquals(2, persons.ask("select count(*) from transition where person = $1", RINA));
        assertEquals(
                1,
                persons.ask(
                        "select sum(count) from temperature_count where temperature = $1",
                        PersonStore.code(Temperature.COLD)));
        assertEquals(
                0,
                persons.ask(
                        "select sum(count) from temperature_count where temperature = $1",
                        PersonStore.code(Temperature.WARM)));
    }

    private long rows(Temperature temperature) {
        return persons.ask(
                "select count(*) from person where id = $1 and temperature = $2", RINA, PersonStore.code(temperature));
    }
}
