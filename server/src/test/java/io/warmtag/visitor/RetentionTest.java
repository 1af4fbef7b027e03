package io.warmtag.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.warmtag.event.EventCountStore;
import io.warmtag.event.Partitions;
import io.warmtag.event.UuidV7;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import io.warmtag.visitor.model.Explanation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionTest {
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
    void letsEventsGoAndKeepsWhatTheyHaveMadeOfAPerson() {
        Site bakery = keepDays(10);
        persons.world().addEvent(bakery, RINA, "add_to_cart", persons.now().minus(Duration.ofDays(13)));
        persons.world().addEvent(bakery, RINA, "page_view", persons.now().minus(Duration.ofDays(11)));
        persons.world().addEvent(bakery, RINA, "add_to_wishlist", persons.now().minus(Duration.ofHours(1)));
        persons.fold(RINA);
        Explanation before = persons.explain(RINA);

        retention().run().await();

        assertEquals(1, persons.ask("select count(*) from event"));
        persons.fold(RINA);
        Explanation after = persons.explain(RINA);
        assertEquals(before.temperature(), after.temperature());
        assertEquals(before.score(), after.score(), 1e-9);
        assertEquals(1, persons.ask("select count(*) from transition"));
    }

    @Test
    void takesOneCheckpointHoweverOftenItRuns() {
        Site bakery = keepDays(10);
        persons.world().addEvent(bakery, RINA, "add_to_cart", persons.now().minus(Duration.ofDays(13)));
        persons.fold(RINA);
        double score = persons.explain(RINA).score();
        retention().run().await();
        retention().run().await();
        persons.fold(RINA);
        assertEquals(score, persons.explain(RINA).score(), 1e-9);
    }

    @Test
    void letsCountsGoWithTheEventsThatTheyCounted() {
        Site bakery = keepDays(10);
        for (int days : new int[] {1, 13}) {
            persons.world()
                    .addEvent(bakery, RINA, "made_up_" + days, persons.now().minus(Duration.ofDays(days)));
            persons.world()
                    .run(
                            "insert into rejected_count (site_id, hour, reason, count) values ($1, now() - $2 * interval '1 day', 'x', 1)",
                            bakery.id(),
                            days);
        }
        retention().run().await();
        assertEquals(1, persons.ask("select count(*) from event_count"));
        assertEquals(1, persons.ask("select count(*) from event_count where name = 'made_up_1'"));
        assertEquals(1, persons.ask("select count(*) from rejected_count"));
    }

    @Test
    void dropsAWeekThatNoSiteKeeps() {
        keepDays(10);
        long week = persons.clock() - Duration.ofDays(60).toMillis();
        var partitions = new Partitions(persons.world().database());
        partitions.ensure(week).await();
        long kept = persons.clock() - Duration.ofDays(10).toMillis();
        assertEquals(6, partitions.olderThan(kept).await().size());
        retention().run().await();
        assertEquals(List.of(), partitions.olderThan(kept).await());
    }

    /** A phone's clock may be years ahead or behind: the server has put the time right, the id stays as it was made. */
    @Test
    void keepsAndLetsGoByTheTimeWhateverTheIdSays() {
        Site bakery = keepDays(10);
        Instant now = persons.now();
        Duration year = Duration.ofDays(365);
        new Partitions(persons.world().database())
                .ensure(now.minus(year).toEpochMilli())
                .await();
        store(bakery, "ahead_old", now.minus(Duration.ofDays(20)), now.plus(year));
        store(bakery, "ahead_new", now.minus(Duration.ofDays(1)), now.plus(year));
        store(bakery, "behind_old", now.minus(Duration.ofDays(20)), now.minus(year));
        store(bakery, "behind_new", now.minus(Duration.ofDays(1)), now.minus(year));
        retention().run().await();
        assertEquals(2, persons.ask("select count(*) from event"));
        assertEquals(2, persons.ask("select count(*) from event where name like '%_new'"));
        assertEquals(1, persons.ask("select count(*) from person_checkpoint"));
    }

    @Test
    void leavesAWeekThatIsBeingReadAndStopsNobodyFromStoring() {
        keepDays(10);
        var partitions = new Partitions(persons.world().database());
        partitions.ensure(persons.clock()).await();
        partitions.ensure(persons.clock() - Duration.ofDays(60).toMillis()).await();
        long kept = persons.clock() - Duration.ofDays(10).toMillis();
        Promise<Void> readEnough = Promise.promise();
        Promise<Void> reading = Promise.promise();
        Future<Void> reader = persons.world()
                .database()
                .inTransaction(connection -> connection
                        .query("select count(*) from event")
                        .execute()
                        .onSuccess(read -> reading.complete())
                        .compose(read -> readEnough.future()));
        reading.future().await();
        int weeks = partitions.olderThan(kept).await().size();
        retention().run().await();
        assertEquals(weeks, partitions.olderThan(kept).await().size());
        readEnough.complete();
        reader.await();
        retention().run().await();
        assertEquals(List.of(), partitions.olderThan(kept).await());
    }

    private void store(Site bakery, String name, Instant time, Instant clock) {
        UUID id = persons.world().addEvent(bakery, RINA, name, time);
        persons.world().run("update event set id = $1 where id = $2", UuidV7.create(clock.toEpochMilli()), id);
    }

    @CanIgnoreReturnValue
    private Site keepDays(int days) {
        Site bakery = persons.world().bakery();
        SiteDraft draft = SiteDraft.of("Bakery", bakery.domains());
        var kept = new SiteDraft(
                draft.name(),
                draft.domains(),
                draft.consent(),
                draft.banner(),
                draft.privacyUrl(),
                draft.language(),
                draft.timeZone(),
                draft.currency(),
                days,
                draft.staffNetworks());
        return persons.world().sites().update(bakery, kept).await();
    }

    private Retention retention() {
        var world = persons.world();
        return new Retention(
                world.database(),
                persons.leadership(),
                world.sites(),
                new Partitions(world.database()),
                new EventCountStore(world.database()),
                persons.persons(),
                persons::clock);
    }
}
