package io.warmtag.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.report.Move.Place;
import io.warmtag.report.MoveStore.Span;
import io.warmtag.testkit.TestSite;
import io.warmtag.visitor.model.Temperature;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MovesTest {
    private final Instant now = Instant.now();
    private TestSite site;

    @BeforeEach
    void start() {
        site = new TestSite();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Instant ago(int days) {
        return now.minus(Duration.ofDays(days));
    }

    @CanIgnoreReturnValue
    private UUID person(int number, int seenFirst) {
        UUID id = new UUID(number, number);
        site.run("""
                insert into person (site_id, id, temperature, since, score, first_seen, last_seen, changes)
                values ($1, $2, 0, $3, 0, $3, $4, 0)
                """, site.bakery().id(), id, ReportWorld.utc(ago(seenFirst)), ReportWorld.utc(now));
        return id;
    }

    private void turns(UUID person, int number, Temperature from, Temperature to, int daysAgo, String cause) {
        site.run(
                """
                insert into transition (site_id, person, number, from_state, to_state, at, cause, model_version, logged_at)
                values ($1, $2, $3, $4, $5, $6, $7, 1, $6)
                """,
                site.bakery().id(),
                person,
                number,
                (short) from.ordinal(),
                (short) to.ordinal(),
                ReportWorld.utc(ago(daysAgo)),
                cause);
    }

    private Span week() {
        new Moves(site.database(), site.sites(), now::toEpochMilli).run().await();
        LocalDate today = now.atZone(site.bakery().timeZone()).toLocalDate();
        return new MoveStore(site.database()).span(site.bakery(), today, 7).await();
    }

    @Test
    void countsEverybodyOnceFromWhereHeBeganToWhereHeEnded() {
        UUID rina = person(1, 30);
        turns(rina, 1, Temperature.COLD, Temperature.WARM, 20, "event");
        turns(rina, 2, Temperature.WARM, Temperature.COLD, 5, "time");
        turns(rina, 3, Temperature.COLD, Temperature.WARM, 4, "event");
        turns(rina, 4, Temperature.WARM, Temperature.HOT, 3, "order");
        UUID back = person(2, 30);
        turns(back, 1, Temperature.COLD, Temperature.WARM, 5, "event");
        turns(back, 2, Temperature.WARM, Temperature.COLD, 1, "time");
        Span span = week();
        assertEquals(1, span.people(Place.WARM, Place.HOT));
        assertEquals(1, span.people(Place.COLD, Place.COLD));
        assertEquals(1, span.people());
        assertTrue(span.computedAt().isPresent());
    }

    @Test
    void tellsWhoLapsedAndWhoCameBackFromThatApartFromTheCold() {
        UUID lapsed = person(1, 300);
        turns(lapsed, 1, Temperature.COLD, Temperature.HOT, 200, "order");
        turns(lapsed, 2, Temperature.HOT, Temperature.COLD, 2, "time");
        UUID won = person(2, 300);
        turns(won, 1, Temperature.COLD, Temperature.HOT, 250, "order");
        turns(won, 2, Temperature.HOT, Temperature.COLD, 60, "time");
        turns(won, 3, Temperature.COLD, Temperature.WARM, 2, "event");
        // His order was taken back: he never was a buyer.
        UUID returned = person(3, 300);
        turns(returned, 1, Temperature.COLD, Temperature.HOT, 20, "order");
        turns(returned, 2, Temperature.HOT, Temperature.COLD, 2, "order");
        Span span = week();
        assertEquals(1, span.people(Place.HOT, Place.LAPSED));
        assertEquals(1, span.people(Place.LAPSED, Place.WARM));
        assertEquals(1, span.people(Place.HOT, Place.COLD));
    }

    @Test
    void countsNewPeopleAlsoThoseWhoStayedCold() {
        person(1, 2);
        UUID warm = person(2, 2);
        turns(warm, 1, Temperature.COLD, Temperature.WARM, 1, "event");
        person(3, 20);
        Span span = week();
        assertEquals(1, span.people(Place.NEW, Place.COLD));
        assertEquals(1, span.people(Place.NEW, Place.WARM));
        assertEquals(2, span.people());
    }

    @Test
    void leavesOutWhatNewSettingsDidAndCountsVisitorsOfOnePersonOnce() {
        UUID settings = person(1, 30);
        turns(settings, 1, Temperature.COLD, Temperature.WARM, 1, "settings");
        UUID joined = person(4, 30);
        turns(joined, 1, Temperature.COLD, Temperature.HOT, 3, "joined");
        turns(joined, 2, Temperature.HOT, Temperature.COLD, 1, "parted");
        UUID rina = person(2, 30);
        UUID phone = person(3, 3);
        site.run(
                "insert into person_visitor (site_id, visitor, person) values ($1, $2, $2), ($1, $3, $2)",
                site.bakery().id(),
                rina,
                phone);
        turns(rina, 1, Temperature.COLD, Temperature.WARM, 5, "event");
        turns(phone, 1, Temperature.COLD, Temperature.HOT, 2, "order");
        Span span = week();
        assertEquals(1, span.people());
        assertEquals(1, span.people(Place.COLD, Place.HOT));
    }
}
