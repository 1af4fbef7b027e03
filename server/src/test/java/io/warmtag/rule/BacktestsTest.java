package io.warmtag.rule;

import static io.warmtag.rule.TestAudiences.ADA;
import static io.warmtag.rule.TestAudiences.BEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.warmtag.occasion.Occasion;
import io.warmtag.rule.audience.model.BacktestTally.Happening;
import io.warmtag.rule.audience.model.BacktestTally.Result;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.Replay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
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
                shop.now::get);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private Result run(Replay replay, int days) {
        long until = shop.now.get();
        return backtests
                .run(
                        shop.site,
                        replay,
                        until - Duration.ofDays(days).toMillis(),
                        until,
                        true,
                        new AtomicLong(),
                        () -> true)
                .await();
    }

    private Replay entering(String condition) {
        Condition wanted = TestAudiences.draft("x", condition).condition();
        return new Replay.OfAudience(shop.directory.evaluator(shop.site), wanted, true);
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
        Result past = run(entering(waits), 30);
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
        Result past = run(entering("{'kind':'event','name':'add_to_cart','least':1}"), 30);
        assertEquals(3, past.people());
        assertEquals(1, past.bought());
        assertEquals(1, past.open());
        assertEquals(30, past.days().size());
        assertEquals(2, past.days().get(10));
        assertEquals(
                1,
                run(entering("{'kind':'event','name':'add_to_cart','least':1}"), 10)
                        .people(),
                "those before don't count");
    }

    @Test
    void runsARuleWithItsDelayAndExit() {
        event(ADA, "add_to_cart", 20);
        event(BEN, "add_to_cart", 20);
        order(BEN, 19.99);
        Replay rule = new Replay.OfRule(
                shop.directory.evaluator(shop.site),
                new Replay.When.Happens("add_to_cart", List.of()),
                Duration.ofHours(2).toMillis(),
                true,
                Set.of(),
                TestAudiences.draft("x", "{'kind':'temperature','is':['warm']}").condition(),
                Duration.ofDays(14).toMillis());
        Result past = run(rule, 30);
        assertEquals(List.of(ADA), past.sample().stream().map(Happening::person).toList());
        long two = Duration.ofHours(2).toMillis();
        assertEquals(
                shop.now.get() - 20 * 86_400_000L + two, past.sample().get(0).at());
    }

    @Test
    void keepsProgressAndCanBeCancelled() {
        for (int i = 0; i < 300; i++) {
            event(new UUID(i * 0x0055_5555_5555_5555L, i), "add_to_cart", 3);
        }
        Replay replay = entering("{'kind':'event','name':'add_to_cart','least':1}");
        UUID done = backtests
                .start(shop.site, "audiences/1", replay, 30, "ada@example.com")
                .await();
        waitUntil(done, "done");
        Backtests.Run run = backtests.find(shop.site, done).await().orElseThrow();
        assertEquals(300, run.persons());
        assertEquals(300, Objects.requireNonNull(run.result()).getInteger("people"));
        assertEquals(
                List.of(done),
                backtests.of(shop.site, "audiences/1", 5).await().stream()
                        .map(Backtests.Run::id)
                        .toList());
        Result none = backtests
                .run(shop.site, replay, 0, shop.now.get(), true, new AtomicLong(), () -> false)
                .await();
        assertEquals(0, none.persons());
    }

    private void waitUntil(UUID run, String state) {
        Promise<Void> reached = Promise.promise();
        long timer = shop.world
                .vertx()
                .setPeriodic(
                        20,
                        tick -> backtests
                                .find(shop.site, run)
                                .onSuccess(found -> found.filter(
                                                each -> each.state().equals(state))
                                        .ifPresent(each -> reached.tryComplete()))
                                .onFailure(reached::tryFail));
        Future<Void> done = reached.future();
        done.await();
        shop.world.vertx().cancelTimer(timer);
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
