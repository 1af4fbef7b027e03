package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.warmtag.db.Keyset;
import io.warmtag.rule.model.Decision;
import io.warmtag.visitor.model.Temperature;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static final String CART = "{'name':'Cart','holdout':0,'when':{'kind':'event','event':'add_to_cart'},"
            + "'steps':[{'kind':'offer','offer':7}]}";

    private final UUID rina = new UUID(7, 7);
    private RuleWorld world;

    @BeforeEach
    void start() {
        world = new RuleWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void firesForAnEventAndKeepsWhatWasKnown() throws InterruptedException {
        begin();
        StoredRule rule = world.on(CART);
        world.site.addPerson(world.site.bakery(), rina, Temperature.WARM, now());
        UUID event = world.happens(rina, "add_to_cart");
        world.happens(rina, "page_view");
        world.until("select count(*) from granted where offer = 7", 1);

        FiringLog.Firing firing = only(rule);
        assertEquals(event, firing.event());
        assertEquals(Temperature.WARM, firing.temperature());
        assertEquals(1, firing.version());
        assertEquals(Decision.FIRED, firing.decision());
        assertEquals(List.of("done"), states(firing));
        assertEquals(1, world.ask("select count(*) from granted where firing = $1", firing.id()));
        assertEquals(1, totals(rule).fired());
    }

    @Test
    void firesForTheChangeOfTemperatureThatItNames() throws InterruptedException {
        begin();
        StoredRule rule = world.on("{'name':'Warm','holdout':0,'when':{'kind':'temperature','to':'warm'},'steps':[]}");
        world.turns(rina, 1, Temperature.COLD, Temperature.HOT);
        world.turns(rina, 2, Temperature.HOT, Temperature.WARM);
        world.untilTaken();
        assertEquals("t:2", only(rule).key());
        assertEquals(Temperature.WARM, only(rule).temperature());
    }

    @Test
    void looksAtTheEventsData() throws InterruptedException {
        begin();
        String where = "{'name':'Dear','holdout':0,'when':{'kind':'event','event':'add_to_cart','where':"
                + "[{'path':'value','op':'least','value':'%s'}]},'steps':[]}";
        StoredRule dear = world.on(where.formatted("1290"));
        StoredRule dearer = world.on(where.formatted("1291"));
        world.happens(rina, "add_to_cart");
        world.untilTaken();
        assertEquals(1, firings(dear).size());
        assertEquals(0, firings(dearer).size());
    }

    @Test
    void asksTheConditionOfThePerson() throws InterruptedException {
        begin();
        StoredRule rule = world.on("{'name':'Odd','holdout':0,'when':{'kind':'event','event':'a'},"
                + "'if':{'kind':'whatever'},'steps':[]}");
        world.happens(new UUID(1, 2), "a");
        world.happens(new UUID(1, 3), "a");
        world.untilTaken();
        assertEquals(new UUID(1, 3), only(rule).person());
    }

    @Test
    void firesSomeTimeLaterUnlessAnOrderOrAnEventCameInMeanwhile() throws InterruptedException {
        begin();
        StoredRule rule =
                world.on("{'name':'Left','holdout':0,'when':{'kind':'event','event':'add_to_cart','after':120,"
                        + "'unless':{'order':true,'events':['begin_checkout']}},'steps':[{'kind':'offer','offer':7}]}");
        UUID buys = new UUID(1, 1);
        UUID goesOn = new UUID(1, 2);
        Instant began = now();
        for (UUID person : List.of(rina, buys, goesOn)) {
            world.happens(person, "add_to_cart");
        }
        world.until("select count(*) from rule_wait", 3);
        pass(Duration.ofMinutes(119));
        world.orders(buys, began.plusSeconds(60));
        world.happens(goesOn, "begin_checkout", began.plusSeconds(60));
        world.untilTaken();
        assertEquals(3, world.ask("select count(*) from rule_wait"));
        pass(Duration.ofMinutes(2));
        world.until("select count(*) from granted", 1);
        world.until("select count(*) from rule_wait", 0);
        assertEquals(rina, only(rule).person());
        assertEquals(began, only(rule).occurredAt());
        assertEquals(began.plus(Duration.ofMinutes(120)), only(rule).at());
    }

    @Test
    void countsPerPersonWithinTheWindowAndKeepsARefusalOnce() throws InterruptedException {
        begin();
        StoredRule rule = world.on("{'name':'Twice','holdout':0,'when':{'kind':'event','event':'a'},"
                + "'limits':{'per_person':{'times':2,'days':14}},'steps':[]}");
        for (int i = 0; i < 5; i++) {
            world.happens(rina, "a");
        }
        world.happens(new UUID(1, 1), "a");
        world.untilTaken();
        assertEquals(4, firings(rule).size());
        RuleTotals totals = totals(rule);
        assertEquals(3, totals.fired());
        assertEquals(3, totals.limited());
        pass(Duration.ofDays(15));
        world.happens(rina, "a");
        world.untilTaken();
        assertEquals(4, totals(rule).fired());
    }

    @Test
    void spendsTheBudgetOfAllOnce() throws InterruptedException {
        world.work(world.engine().firings());
        world.work(world.engine().firings());
        StoredRule rule = world.on("{'name':'Few','holdout':0,'when':{'kind':'event','event':'a'},"
                + "'limits':{'overall':{'times':10,'days':1}},'steps':[]}");
        for (int i = 0; i < 40; i++) {
            world.happens(UUID.randomUUID(), "a");
        }
        world.untilTaken();
        assertEquals(10, totals(rule).fired());
        assertEquals(10, world.ask("select count(*) from firing where decision = 0"));
    }

    @Test
    void holdsOutTheSamePersonsAgainAndDoesNothingForThem() throws InterruptedException {
        begin();
        StoredRule rule = world.on("{'name':'Half','holdout':50,'when':{'kind':'event','event':'a'},"
                + "'steps':[{'kind':'offer','offer':7}]}");
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 200; i++) {
                world.happens(new UUID(1, i), "a");
            }
        }
        world.untilTaken();
        long heldOut = world.ask("select count(*) from rule_person where held_out");
        assertEquals(true, heldOut > 60 && heldOut < 140, heldOut + " of 200");
        assertEquals(2 * heldOut, world.ask("select count(*) from firing where decision = 1"));
        assertEquals(400 - 2 * heldOut, world.ask("select count(*) from firing where decision = 0"));
        world.until("select count(*) from granted", 400 - 2 * heldOut);
        assertEquals(
                0,
                world.ask(
                        "select count(*) from granted join rule_person using (person) where held_out and rule = $1",
                        rule.id()));
    }

    @Test
    void doesItsStepsOneAfterTheOtherAndGivesUpTheRestAfterAnOrder() throws InterruptedException {
        begin();
        StoredRule rule = world.on("{'name':'Two','holdout':0,'when':{'kind':'event','event':'a'},'steps':["
                + "{'kind':'offer','offer':7},{'kind':'wait','minutes':60},"
                + "{'kind':'send','destination':3,'event':'TempWarm'}]}");
        UUID buys = new UUID(1, 1);
        world.happens(rina, "a");
        world.happens(buys, "a");
        world.until("select count(*) from granted", 2);
        assertEquals(0, world.ask("select count(*) from sent"));
        world.orders(buys, now().plusSeconds(1));
        pass(Duration.ofMinutes(61));
        world.until("select count(*) from firing_step where state <> 'waiting'", 4);
        assertEquals(1, world.ask("select count(*) from sent where person = $1 and name = 'TempWarm'", rina));
        assertEquals(1, world.ask("select count(*) from sent"));
        FiringLog.Firing givenUp = firings(rule).stream()
                .filter(firing -> firing.person().equals(buys))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of("done", "given_up"), states(givenUp));
        assertEquals("order", givenUp.steps().get(1).note());
    }

    @Test
    void waitsForTheEndOfTheQuietHoursOfTheSite() throws InterruptedException {
        ZoneId dhaka = ZoneId.of("Asia/Dhaka");
        // Quiet from an hour ago to an hour ahead, by the shop's clock.
        LocalTime time = LocalTime.ofInstant(now(), dhaka).withSecond(0).withNano(0);
        begin();
        world.on(("{'name':'Night','holdout':0,'when':{'kind':'event','event':'a'},"
                        + "'limits':{'quiet':{'from':'%s','to':'%s'}},'steps':[{'kind':'offer','offer':7}]}")
                .formatted(time.minusHours(1), time.plusHours(1)));
        world.happens(rina, "a");
        world.until("select count(*) from firing_step where note = 'quiet' and due > now()", 1);
        assertEquals(0, world.ask("select count(*) from granted"));
        pass(Duration.ofMinutes(61));
        world.until("select count(*) from granted", 1);
    }

    @Test
    void actsOnTestersOnlyWhileItIsTested() throws InterruptedException {
        begin();
        StoredRule rule = world.rule(CART.replace("'holdout':0", "'holdout':50"));
        world.set(rule, RuleState.TESTING, Set.of(rina));
        for (int i = 0; i < 20; i++) {
            world.happens(new UUID(1, i), "add_to_cart");
        }
        world.happens(rina, "add_to_cart");
        world.until("select count(*) from granted", 1);
        assertEquals(true, only(rule).test());
        assertEquals(0, world.rules.totals(world.site.bakery()).await().size());
    }

    @Test
    void givesUpWhatIsDueWhilePaused() throws InterruptedException {
        begin();
        StoredRule rule = world.on("{'name':'Later','holdout':0,'when':{'kind':'event','event':'a'},'steps':["
                + "{'kind':'wait','minutes':5},{'kind':'offer','offer':7}]}");
        world.happens(rina, "a");
        world.until("select count(*) from firing_step", 1);
        world.set(rule, RuleState.PAUSED, Set.of());
        world.happens(rina, "a");
        pass(Duration.ofMinutes(6));
        world.until("select count(*) from firing_step where state = 'given_up' and note = 'paused'", 1);
        world.untilTaken();
        assertEquals(1, firings(rule).size());
        assertEquals(0, world.ask("select count(*) from granted"));
    }

    @Test
    void doesNothingWithoutTheConsentThatItNeeds() throws InterruptedException {
        begin();
        StoredRule rule =
                world.on("{'name':'Ads','holdout':0,'purpose':'ad_user_data','when':{'kind':'event','event':'a'},"
                        + "'steps':[{'kind':'wait','minutes':5},{'kind':'offer','offer':7}]}");
        UUID granted = new UUID(1, 1);
        UUID withdraws = new UUID(1, 2);
        for (UUID person : List.of(rina, granted, withdraws)) {
            UUID event = world.site.addEvent(world.site.bakery(), person, "a", now());
            if (person != rina) {
                consent(event, "granted");
            }
            world.occasion(person, event, null);
        }
        world.until("select count(*) from firing", 3);
        assertEquals(1, world.ask("select count(*) from firing where decision = 4 and person = $1", rina));
        consent(world.site.addEvent(world.site.bakery(), withdraws, "b", now()), "denied");
        pass(Duration.ofMinutes(6));
        world.until("select count(*) from firing_step where state <> 'waiting'", 2);
        assertEquals(1, world.ask("select count(*) from granted where person = $1", granted));
        assertEquals(1, world.ask("select count(*) from granted"));
        assertEquals(3, firings(rule).size());
    }

    /** A courier's call says nothing about consent: what the person has answered holds, on whichever device. */
    @Test
    void asksThePersonWhereTheEventSaysNothing() throws InterruptedException {
        begin();
        world.on(
                "{'name':'Arrived','holdout':0,'purpose':'ad_user_data','when':{'kind':'event','event':'order_delivered'},"
                        + "'steps':[{'kind':'wait','minutes':5},{'kind':'send','destination':3,'event':'x'}]}");
        world.on("{'name':'Hot','holdout':0,'purpose':'ad_user_data','when':{'kind':'temperature','to':'hot'},"
                + "'steps':[{'kind':'offer','offer':7}]}");
        UUID agrees = new UUID(1, 1);
        UUID refuses = new UUID(1, 2);
        UUID elsewhere = new UUID(1, 3);
        UUID stranger = new UUID(1, 5);
        consent(world.site.addEvent(world.site.bakery(), agrees, "page_view", now()), "granted");
        consent(world.site.addEvent(world.site.bakery(), refuses, "page_view", now()), "denied");
        consent(world.site.addEvent(world.site.bakery(), elsewhere, "page_view", now()), "granted");
        UUID phone = new UUID(1, 4);
        world.site.run(
                "insert into person_visitor (site_id, visitor, person) values ($1, $2, $3), ($1, $3, $3)",
                world.id(),
                phone,
                elsewhere);
        consent(world.site.addEvent(world.site.bakery(), phone, "page_view", now()), "denied");
        for (UUID person : List.of(agrees, refuses, elsewhere, stranger)) {
            UUID call = world.site.addEvent(world.site.bakery(), person, "order_delivered", now());
            world.site.run("update event set context = '{\"keyed\":true}' where id = $1", call);
            world.occasion(person, call, null);
            world.turns(person, 1, Temperature.WARM, Temperature.HOT);
        }
        world.until("select count(*) from firing", 8);
        assertEquals(
                4,
                world.ask("select count(*) from firing where decision = 0 and person in ($1, $2)", agrees, stranger));
        assertEquals(
                4,
                world.ask("select count(*) from firing where decision = 4 and person in ($1, $2)", refuses, elsewhere));
        pass(Duration.ofMinutes(6));
        world.until("select count(*) from sent", 2);
        assertEquals(
                2, world.ask("select count(distinct person) from sent where person in ($1, $2)", agrees, stranger));
        assertEquals(2, world.ask("select count(*) from granted"));
    }

    @Test
    void triesAStepAgainAndThenGoesOnWithTheNext() throws InterruptedException {
        var calls = new AtomicInteger();
        world.work(world.engine((transaction, site, person, offer, firing, data, now) -> {
                    calls.incrementAndGet();
                    return Future.failedFuture(new IllegalStateException("no such offer"));
                })
                .firings());
        StoredRule rule = world.on("{'name':'Bad','holdout':0,'when':{'kind':'event','event':'a'},'steps':["
                + "{'kind':'offer','offer':7},{'kind':'send','destination':3,'event':'x'}]}");
        world.happens(rina, "a");
        for (int attempt = 1; attempt <= 4; attempt++) {
            world.until("select count(*) from firing_step where attempts = " + attempt, 1);
            pass(Duration.ofMinutes(10));
        }
        world.until("select count(*) from sent", 1);
        assertEquals(5, calls.get());
        assertEquals(List.of("failed", "done"), states(only(rule)));
        assertEquals("no such offer", only(rule).steps().get(0).note());
    }

    @Test
    void firesOnceForEverybodyInAnAudience() throws InterruptedException {
        world.engine();
        world.engine();
        world.site.run("insert into member select gen_random_uuid() from generate_series(1, 1200)");
        StoredRule rule = world.on(
                "{'name':'Today','holdout':0,'when':{'kind':'once','audience':4},'steps':[{'kind':'offer','offer':7}]}");
        pass(Duration.ofMinutes(1));
        world.until("select count(*) from rule_run where done_at is not null", 1);
        world.until("select count(*) from granted", 1200);
        assertEquals(1200, world.ask("select count(distinct person) from granted"));
        world.set(world.set(rule, RuleState.PAUSED, Set.of()), RuleState.ON, Set.of());
        assertEquals(1, world.ask("select count(*) from rule_run"));
        assertEquals(1200, world.ask("select count(*) from firing"));
    }

    @Test
    void firesForWhoComesIntoAnAudience() {
        Engine engine = world.engine();
        StoredRule rule = world.on(
                "{'name':'In','holdout':0,'when':{'kind':'audience','audience':4,'change':'entered'},'steps':[]}");
        UUID change = new UUID(9, 9);
        var entered = new Firings.Membership(world.id(), 4, rina, true, now(), change);
        var left = new Firings.Membership(world.id(), 4, rina, false, now(), new UUID(9, 8));
        for (int time = 0; time < 2; time++) {
            world.site
                    .database()
                    .inTransaction(transaction -> engine.firings().takeMemberships(transaction, List.of(left, entered)))
                    .await();
        }
        assertEquals("m:4:" + change, only(rule).key());
    }

    @Test
    void decidesOneAfterTheOtherForOnePerson() {
        Engine engine = world.engine();
        StoredRule rule = world.on("{'name':'In','holdout':0,'when':{'kind':'audience','audience':4},"
                + "'limits':{'per_person':{'times':1,'days':14}},'steps':[]}");
        enters(engine, 0).await();
        // From here on he is known to the rule: only his row puts them in order.
        pass(Duration.ofDays(15));
        List<Future<Void>> together = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            together.add(enters(engine, i));
        }
        Future.all(together).await();
        assertEquals(2, totals(rule).fired());
        assertEquals(9, totals(rule).limited());
    }

    private Future<Void> enters(Engine engine, int time) {
        var entered = new Firings.Membership(world.id(), 4, rina, true, now(), new UUID(9, time));
        return world.site
                .database()
                .inTransaction(transaction -> engine.firings().takeMemberships(transaction, List.of(entered)));
    }

    private void begin() {
        world.work(world.engine().firings());
    }

    private Instant now() {
        return Instant.ofEpochMilli(world.now.get());
    }

    private void pass(Duration time) {
        world.now.addAndGet(time.toMillis());
    }

    private void consent(UUID event, String said) {
        world.site.run(
                "update event set context = $2 where id = $1",
                event,
                "{\"consent\":{\"ad_user_data\":\"" + said + "\"}}");
    }

    private RuleTotals totals(StoredRule rule) {
        return world.rules.totals(world.site.bakery()).await().getOrDefault(rule.id(), RuleTotals.NONE);
    }

    private List<FiringLog.Firing> firings(StoredRule rule) {
        return world.log
                .of(world.site.bakery(), rule.id(), Optional.empty(), Keyset.NEWEST, 500)
                .await()
                .items();
    }

    private FiringLog.Firing only(StoredRule rule) {
        List<FiringLog.Firing> firings = firings(rule);
        assertEquals(1, firings.size());
        return firings.get(0);
    }

    private static List<String> states(FiringLog.Firing firing) {
        return firing.steps().stream().map(FiringLog.Fate::state).toList();
    }
}
