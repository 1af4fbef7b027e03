package io.warmtag.rule;

import static io.warmtag.rule.TestAudiences.ADA;
import static io.warmtag.rule.TestAudiences.BEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.db.Keyset;
import io.warmtag.occasion.Flood;
import io.warmtag.occasion.Occasion;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.ConditionReader;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.RuleReader;
import io.warmtag.rule.past.AudienceReplay;
import io.warmtag.rule.past.BacktestResult;
import io.warmtag.rule.past.BacktestResult.Happening;
import io.warmtag.rule.past.ProductPast;
import io.warmtag.rule.past.Replay;
import io.warmtag.rule.past.RuleReplay;
import io.warmtag.testkit.Shop;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BacktestsTest {
    private TestAudiences shop;
    private Backtests backtests;

    @BeforeEach
    void start() {
        shop = new TestAudiences();
        backtests = new Backtests(
                shop.world.vertx(),
                shop.world.database(),
                shop.world.address(),
                shop.models,
                shop.needs,
                new Flood(),
                shop.now::get);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private Backtests.Task task(Replay replay, int days) {
        return new Backtests.Task(shop.site, "audiences/1", null, null, replay, days, "ada@example.com", null);
    }

    private BacktestResult run(Replay replay, int days) {
        return backtests.over(task(replay, days), backtests.last(days)).await();
    }

    private Replay entering(String condition) {
        Condition wanted = TestAudiences.draft("x", condition).condition();
        return AudienceReplay.of(shop.directory.evaluator(shop.site), wanted, true, shop.models.history(shop.site));
    }

    /** What was told live is what the past gives, person by person and to the millisecond. */
    @Test
    void findsExactlyWhomItWasToldOfLive() {
        String waits = """
                {'kind':'any','of':[{'kind':'event','name':'view_item','least':2,'minutes':30},\
                {'kind':'all','of':[{'kind':'event','name':'add_to_cart','measure':'last','least':45},{'kind':'temperature','is':['warm']}]}]}""";
        shop.audience("Waits", waits);
        var random = new Random(7);
        String[] names = {"view_item", "add_to_cart", "remove_from_cart", "page_view"};
        var batch = new ArrayList<Occasion>();
        for (int i = 0; i < 200; i++) {
            int number = random.nextInt(12);
            // Over the whole range of ids.
            var person = new UUID((number + 1) * 0x1555_5555_5555_5555L, number);
            batch.add(shop.event(person, names[random.nextInt(names.length)]));
            if (random.nextInt(5) == 0) {
                shop.take(batch.toArray(Occasion[]::new));
                batch.clear();
                shop.check();
            }
            shop.pass(Duration.ofSeconds(1 + random.nextInt(900)));
        }
        shop.take(batch.toArray(Occasion[]::new));
        shop.check();
        BacktestResult past = run(entering(waits), 30);
        assertTrue(past.times() > 20, () -> "too little happened: " + past);
        assertEquals(shop.told.stream().filter(MembershipChange::entered).count(), past.times());
        assertEquals(
                shop.told.stream()
                        .filter(change -> change.entered() && change.number() == 1)
                        .map(change ->
                                new Happening(change.person(), change.at().toEpochMilli()))
                        .sorted(Comparator.comparing(Happening::at))
                        .toList(),
                past.sample().stream()
                        .sorted(Comparator.comparing(Happening::at))
                        .toList());
    }

    @Test
    void countsWhoBoughtWithinAWeekAndWhoseWeekIsNotOver() {
        event(ADA, "add_to_cart", 20);
        order(ADA, 15);
        event(BEN, "add_to_cart", 20);
        order(BEN, 12);
        event(new UUID(-1, -1), "add_to_cart", 2);
        BacktestResult past = run(entering("{'kind':'event','name':'add_to_cart','least':1}"), 30);
        assertEquals(3, past.numbers().people());
        assertEquals(1, past.numbers().bought());
        assertEquals(1, past.numbers().open());
        assertEquals(30, past.days().size());
        assertEquals(2, past.days().get(10));
        assertEquals(
                1,
                run(entering("{'kind':'event','name':'add_to_cart','least':1}"), 10)
                        .numbers()
                        .people(),
                "those before don't count");
    }

    @Test
    void runsARuleWithItsDelayAndExit() {
        event(ADA, "add_to_cart", 20);
        event(BEN, "add_to_cart", 20);
        order(BEN, 19.99);
        Replay rule = rule("{'name':'x','holdout':0,'when':{'kind':'event','event':'add_to_cart','after':120,"
                + "'unless':{'order':true}},'if':{'kind':'temperature','is':['warm']},"
                + "'limits':{'per_person':{'times':1,'days':14}}}");
        BacktestResult past = run(rule, 30);
        assertEquals(List.of(ADA), past.sample().stream().map(Happening::person).toList());
        long two = Duration.ofHours(2).toMillis();
        assertEquals(
                shop.now.get() - 20 * 86_400_000L + two, past.sample().get(0).at());
    }

    private Replay rule(String json) {
        var problems = new ArrayList<Problem>();
        Rule rule = RuleReader.read((Value.Fields) ValueJson.read(json.replace('\'', '"')), problems);
        assertEquals(List.of(), problems);
        Condition condition = rule.condition() == null
                ? null
                : ConditionReader.read(rule.condition(), "if", problems).orElseThrow();
        return new RuleReplay(
                rule,
                condition,
                shop.directory.evaluator(shop.site),
                1,
                ZoneId.of("Asia/Dhaka"),
                Map.of(),
                ProductPast.NONE,
                List.of());
    }

    @Test
    void keepsProgressAndItsResult() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            event(new UUID(i * 0x0055_5555_5555_5555L, i), "add_to_cart", 3);
        }
        Replay replay = entering("{'kind':'event','name':'add_to_cart','least':1}");
        UUID done = backtests.start(task(replay, 30)).await();
        waitUntil(done, "done");
        BacktestStore.Run run = backtests.find(shop.site, done).await().orElseThrow();
        assertEquals(new BacktestStore.Progress(300, 100), run.progress());
        assertEquals(
                300, backtests.named(done, Keyset.NEWEST, 500).await().items().size(), "all of them are listed");
        assertEquals(300, Objects.requireNonNull(run.result()).getInteger("people"));
        assertEquals(
                List.of(done),
                backtests.of(shop.site, "audiences/1", 5).await().stream()
                        .map(BacktestStore.Run::id)
                        .toList());
    }

    @Test
    void stopsWhenItIsCancelled() {
        event(ADA, "add_to_cart", 3);
        Replay replay = entering("{'kind':'event','name':'add_to_cart','least':1}");
        // It can read nothing, and so not be done, before it is cancelled.
        UUID run = shop.world
                .database()
                .inTransaction(holding -> holding.query("lock table event in access exclusive mode")
                        .execute()
                        .compose(held -> backtests.start(task(replay, 30)))
                        .compose(id -> backtests.cancel(shop.site, id).map(id)))
                .await();
        assertEquals("cancelled", state(run));
    }

    @Test
    void staysCancelledThoughItCameToItsEnd() {
        var store = new BacktestStore(shop.world.database());
        UUID run = new UUID(9, 9);
        store.add(run, task(entering("{'kind':'event','name':'add_to_cart','least':1}"), 30))
                .await();
        store.cancel(shop.site, run).await();
        store.end(run, "done", new BacktestStore.Progress(1, 100), null).await();
        assertEquals("cancelled", state(run));
    }

    private String state(UUID run) {
        return backtests.find(shop.site, run).await().orElseThrow().state();
    }

    private void waitUntil(UUID run, String state) throws InterruptedException {
        Shop.until(state, () -> state(run).equals(state));
    }

    private void event(UUID person, String name, double daysAgo) {
        shop.world.addEvent(
                shop.world.bakery(), person, name, shop.in(Duration.ofMillis((long) (-daysAgo * 86_400_000))));
    }

    private void order(UUID person, double daysAgo) {
        shop.world.run(
                "insert into customer_order (site_id, transaction_id, person, placed_at) values ($1, $2, $3, $4)",
                shop.site,
                person.toString(),
                person,
                shop.in(Duration.ofMillis((long) (-daysAgo * 86_400_000))).atOffset(java.time.ZoneOffset.UTC));
    }
}
