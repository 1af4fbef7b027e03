package io.warmtag.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.campaign.OfferFigures.Counts;
import io.warmtag.campaign.model.Offer;
import io.warmtag.testkit.TestSite;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An offer's figures are the same whether its days have been added up or not; on a real database. */
class OfferDaysTest {
    private static final Instant NOW = Instant.parse("2026-05-20T12:00:00Z");
    private static final int DAYS = 6;

    private final List<UUID> persons = new ArrayList<>();
    private Instant now = NOW;
    private TestSite data;
    private OfferFigures figures;
    private OfferDays days;
    private Offer offer;

    @BeforeEach
    void start() {
        data = new TestSite();
        var offers = new Offers(data.database(), data.news());
        offers.start().await();
        figures = new OfferFigures(data.database());
        days = new OfferDays(data.database(), () -> now.toEpochMilli());
        var words = new JsonObject().put("en", new JsonObject().put("title", "Ten percent off"));
        var json = new JsonObject().put("name", "Ten percent").put("kind", "corner");
        json.put("variants", new JsonArray().add(words));
        offer = offers.add(data.bakery().id(), OfferReader.read(json).draft(), false, "ada@example.com")
                .await();
        var grants = new Grants(data.database());
        for (int day = 0; day < DAYS; day++) {
            UUID person = UUID.randomUUID();
            persons.add(person);
            grants.grant(offer, person, UUID.randomUUID(), new JsonObject(), NOW.minus(Duration.ofDays(day)))
                    .await();
        }
    }

    @AfterEach
    void stop() {
        data.close();
    }

    @Test
    void countsTheSameBeforeAndAfterDaysAreAddedUp() {
        assertEquals(DAYS, counts().granted());
        days.run().await();
        assertEquals(DAYS, counts().granted());
        assertEquals(DAYS - 1, added(), "today goes on");
        assertEquals(counts(), OfferFigures.sum(figures.of(data.bakery()).await()));
    }

    @Test
    void countsADayAgainForWhatBecameOfItsGrants() {
        days.run().await();
        data.run(
                "update offer_grant set shown_at = granted_at, clicked_at = $2 where person = $1",
                persons.get(3),
                NOW.atOffset(ZoneOffset.UTC));
        now = NOW.plusSeconds(3_600);
        days.run().await();
        assertEquals(1, counts().clicked());
        assertEquals(1, counts().shown());
    }

    @Test
    void doesNotCountTwiceWhatWasLetGoOf() {
        days.run().await();
        var retention = new GrantRetention(data.database());
        retention.letGo(data.bakery().id(), NOW.plus(Duration.ofDays(300))).await();
        assertEquals(0, data.ask("select count(*) from offer_grant"));
        assertEquals(DAYS, counts().granted());
        days.run().await();
        assertEquals(DAYS, counts().granted());
        assertEquals(0, added());
    }

    @Test
    void doesNotCountAnErasedPersonTwice() {
        days.run().await();
        data.database()
                .inTransaction(transaction ->
                        GrantRetention.erase(transaction, data.bakery().id(), List.of(persons.get(2)), null))
                .await();
        assertEquals(DAYS, counts().granted());
        days.run().await();
        assertEquals(DAYS, counts().granted());
    }

    private Counts counts() {
        return OfferFigures.sum(figures.of(offer).await());
    }

    /** Grants that offer_day has. */
    private long added() {
        return data.ask("select coalesce(sum(granted), 0) from offer_day");
    }
}
