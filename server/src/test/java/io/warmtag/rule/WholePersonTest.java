package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.campaign.GrantRetention;
import io.warmtag.rule.model.Decision;
import io.warmtag.rule.model.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts for a whole person and over long times: joins, budgets, dates, retention. */
class WholePersonTest {
    private final UUID older = new UUID(1, 1);
    private final UUID younger = new UUID(1, 3);
    private RuleWorld world;

    @BeforeEach
    void start() {
        world = new RuleWorld();
        world.work(world.engine().firings());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void join() {
        for (UUID visitor : List.of(older, younger)) {
            world.site.run(
                    "insert into person_visitor (site_id, visitor, person) values ($1, $2, $3)",
                    world.id(),
                    visitor,
                    older);
        }
    }

    private List<FiringLog.Firing> firings(StoredRule rule, UUID visitor) {
        return world.log.of(world.site.bakery(), rule.id(), visitor).await();
    }

    @Test
    void keepsTheOlderPersonsDrawAndCountsWhatBothHad() throws InterruptedException {
        StoredRule out = world.on("{'name':'Out','holdout':0,'when':{'kind':'event','event':'a'},'steps':[]}");
        StoredRule once = world.on("{'name':'Once','holdout':0,'when':{'kind':'event','event':'a'},"
                + "'limits':{'per_person':{'times':1,'days':14}},'steps':[]}");
        world.site.run(
                "insert into rule_person (site_id, rule, person, held_out) values ($1, $2, $3, true)",
                world.id(),
                out.id(),
                older);
        world.happens(younger, "a");
        world.untilTaken();
        assertEquals(Decision.FIRED, firings(out, younger).get(0).decision());
        join();
        world.now.addAndGet(1_000);
        world.happens(younger, "a");
        world.happens(older, "a");
        world.untilTaken();
        List<Decision> decisions =
                firings(out, younger).stream().map(FiringLog.Firing::decision).toList();
        assertEquals(List.of(Decision.HELD_OUT, Decision.HELD_OUT, Decision.FIRED), sorted(decisions));
        assertEquals(1, world.ask("select sum(fired) from rule_count where rule = $1", once.id()));
    }

    @Test
    void keepsWhatWasDrawnForTheYoungerOneWhenNothingWasForTheOlder() throws InterruptedException {
        StoredRule rule = world.on("{'name':'Out','holdout':0,'when':{'kind':'event','event':'a'},'steps':[]}");
        world.site.run(
                "insert into rule_person (site_id, rule, person, held_out) values ($1, $2, $3, true)",
                world.id(),
                rule.id(),
                younger);
        join();
        world.happens(older, "a");
        world.untilTaken();
        assertEquals(Decision.HELD_OUT, firings(rule, older).get(0).decision());
    }

    private static List<Decision> sorted(List<Decision> decisions) {
        return decisions.stream().sorted((one, other) -> other.compareTo(one)).toList();
    }

    @Test
    void stopsWhenTheBudgetIsSpent() throws InterruptedException {
        StoredRule rule = world.on("{'name':'Budget','holdout':0,'when':{'kind':'event','event':'a'},"
                + "'limits':{'budget':3},'steps':[]}");
        for (int i = 0; i < 5; i++) {
            world.happens(new UUID(2, i), "a");
        }
        world.untilTaken();
        // Long after, too: it is no window.
        world.now.addAndGet(Duration.ofDays(100).toMillis());
        world.happens(new UUID(2, 9), "a");
        world.untilTaken();
        assertEquals(3, world.ask("select sum(fired) from rule_count where rule = $1", rule.id()));
        assertEquals(3, world.ask("select sum(limited) from rule_count where rule = $1", rule.id()));
    }

    @Test
    void waitsForADateInTheProfileEachYear() throws InterruptedException {
        ZoneId zone = world.site.bakery().timeZone();
        LocalDate day =
                LocalDate.ofInstant(Instant.ofEpochMilli(world.now.get()), zone).plusDays(5);
        born(older, day.minusYears(30));
        born(younger, day.plusDays(1).minusYears(30));
        StoredRule rule = world.on("{'name':'Birthday','holdout':0,'when':{'kind':'date','property':'birth_date',"
                + "'time':'10:00'},'steps':[]}");
        assertEquals(
                new When.Dated("birth_date", 0, LocalTime.of(10, 0), true),
                rule.rule().when());
        goTo(day.atTime(9, 59).atZone(zone).toInstant());
        world.until("select count(*) from rule_date_run where done_at is null", 0);
        assertEquals(0, firings(rule, older).size());
        goTo(day.atTime(10, 1).atZone(zone).toInstant());
        world.until("select count(*) from firing", 1);
        assertEquals(older, firings(rule, older).get(0).person());
        assertEquals(
                day.atTime(10, 0).atZone(zone).toInstant(),
                firings(rule, older).get(0).at());
        goTo(day.plusYears(1).atTime(10, 1).atZone(zone).toInstant());
        world.until("select count(*) from firing where person = '" + older + "'", 2);
    }

    @Test
    void takesTheTwentyEighthForWhoWasBornOnALeapDay() throws InterruptedException {
        ZoneId zone = world.site.bakery().timeZone();
        LocalDate year =
                LocalDate.ofInstant(Instant.ofEpochMilli(world.now.get()), zone).plusYears(1);
        while (year.isLeapYear()) {
            year = year.plusYears(1);
        }
        born(older, LocalDate.of(2000, 2, 29));
        StoredRule rule = world.on("{'name':'Birthday','holdout':0,'when':{'kind':'date','property':'birth_date',"
                + "'offset':-1,'time':'10:00'},'steps':[]}");
        goTo(LocalDate.of(year.getYear(), 2, 27).atTime(10, 1).atZone(zone).toInstant());
        world.until("select count(*) from firing", 1);
        assertEquals(older, firings(rule, older).get(0).person());
    }

    private void born(UUID visitor, LocalDate day) {
        world.site.run("""
                insert into person_property (site_id, visitor, name, value, day, heard_at)
                values ($1, $2, 'birth_date', $3, $4, now())""", world.id(), visitor, day.toString(), day);
    }

    private void goTo(Instant at) {
        world.now.set(at.toEpochMilli());
    }

    @Test
    void letsWhatIsOldGoButKeepsTheCounts() throws InterruptedException {
        StoredRule rule = world.on("{'name':'All','holdout':0,'when':{'kind':'event','event':'a'},'steps':["
                + "{'kind':'offer','offer':7},{'kind':'wait','minutes':500000},{'kind':'offer','offer':7}]}");
        Instant now = Instant.ofEpochMilli(world.now.get());
        Instant old = now.minus(Duration.ofDays(world.site.bakery().retentionDays() + 400L));
        world.happens(older, "a", old);
        world.happens(younger, "a", now);
        world.untilTaken();
        // Of the older one both steps are done, of the younger one the second one is ahead.
        world.until("select count(*) from firing_step where state = 'done'", 2);
        world.site.run(
                "update firing_step set state = 'done' where firing in (select id from firing where person = $1)",
                older);
        world.site.run(
                "update rule_person set assigned_at = $1 where person = $2", old.atOffset(ZoneOffset.UTC), older);
        grant(old);
        grant(now);
        var retention = new RuleRetention(
                world.site.database(), world.site.sites(), new GrantRetention(world.site.database()), world.now::get);
        retention.run().await();
        retention.run().await();
        assertEquals(Optional.of(younger), firings(rule).map(FiringLog.Firing::person));
        assertEquals(1, world.ask("select count(*) from firing"));
        assertEquals(2, world.ask("select count(*) from firing_step"));
        assertEquals(1, world.ask("select count(*) from rule_person"));
        assertEquals(2, world.ask("select sum(fired) from rule_count"));
        assertEquals(1, world.ask("select count(*) from offer_grant"));
        assertEquals(1, world.ask("select granted from offer_past where offer = 7"));
    }

    private Optional<FiringLog.Firing> firings(StoredRule rule) {
        return firings(rule, younger).stream().findFirst();
    }

    private void grant(Instant at) {
        world.site.run(
                "insert into offer (site_id, id, definition, author) values ($1, 7, '{}', 'ada') on conflict do nothing",
                world.id());
        world.site.run("""
                insert into offer_grant (id, site_id, person, offer, firing, variant, outcome, granted_at, expires_at)
                values (gen_random_uuid(), $1, $2, 7, gen_random_uuid(), 0, 0, $3, $3)""", world.id(), older, at.atOffset(ZoneOffset.UTC));
    }
}
