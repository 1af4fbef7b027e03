package io.warmtag.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.report.RuleReports.OfRule;
import io.warmtag.visitor.model.BuyerRule;
import io.warmtag.visitor.model.CountsWhen;
import io.warmtag.visitor.model.ModelSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleReportsTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final UUID rina = new UUID(1, 1);
    private final UUID karim = new UUID(2, 2);
    private ReportWorld world;

    @BeforeEach
    void start() {
        world = new ReportWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private OfRule report(Period period) {
        return world.reports.of(world.bakery(), 1, period).await();
    }

    private OfRule report() {
        return report(Period.last(60, today()));
    }

    private LocalDate today() {
        return now.atZone(world.bakery().timeZone()).toLocalDate();
    }

    private Instant ago(int days) {
        return now.minus(DAY.multipliedBy(days));
    }

    @Test
    void countsAPersonOnceFromTheFirstTimeAndOnlyWithinTheWindow() {
        world.decide(rina, ago(20), 1, false);
        world.decide(rina, ago(5), 1, false);
        world.order(rina, ago(21), 1_000, "BDT");
        world.order(rina, ago(18), 100, "BDT");
        world.order(rina, ago(17), 50, "BDT");
        world.order(rina, ago(4), 1_000, "BDT");
        world.decide(karim, ago(20), 1, true);
        world.count();

        OfRule report = report();
        assertEquals(2, report.all().done().fired());
        assertEquals(1, report.all().done().heldOut());
        Met treated = report.all().treated();
        assertEquals(1, treated.persons());
        assertEquals(1, treated.buyers());
        assertEquals(2, treated.orders());
        assertEquals(15_000, treated.revenue());
        assertEquals(1, report.all().heldOut().persons());
        // He had been met before these days.
        Figures lately = report(Period.last(10, today())).all();
        assertEquals(1, lately.done().fired());
        assertEquals(0, lately.treated().persons());
    }

    @Test
    void takesOffWhatWasCancelledOrReturnedHoweverLate() {
        world.decide(rina, ago(60), 1, false);
        String order = world.order(rina, ago(59), 500, "BDT");
        world.count();
        assertEquals(50_000, report(Period.last(90, today())).all().treated().revenue());
        world.mark(order, "cancelled_at", ago(1));
        world.count();
        Met met = report(Period.last(90, today())).all().treated();
        assertEquals(0, met.revenue());
        assertEquals(0, met.buyers());
    }

    @Test
    void countsAnOrderByTheSettingThatWasInForceWhenItWasPlaced() {
        world.models
                .save(
                        world.id(),
                        ModelSettings.defaults().withBuyers(BuyerRule.defaults().countingWhen(CountsWhen.DELIVERED)),
                        true,
                        "ada")
                .await();
        world.decide(rina, ago(20), 1, false);
        String order = world.order(rina, ago(19), 500, "BDT");
        world.count();
        assertEquals(0, report().all().treated().buyers());
        // Delivered long after the window: it was bought within it.
        world.mark(order, "delivered_at", ago(2));
        world.count();
        assertEquals(50_000, report().all().treated().revenue());
    }

    @Test
    void leavesForeignMoneyOutOfTheRevenueButNotTheOrder() {
        world.decide(rina, ago(20), 1, false);
        world.order(rina, ago(19), 500, "USD");
        world.order(rina, ago(18), null, "BDT");
        world.count();
        assertEquals(2, report().all().treated().orders());
        assertEquals(0, report().all().treated().revenue());
    }

    @Test
    void countsVisitorsOfOnePersonAsOneWhereverHeOrders() {
        UUID phone = new UUID(9, 9);
        world.join(phone, rina);
        world.decide(rina, ago(20), 1, true);
        world.decide(phone, ago(15), 1, false);
        world.order(phone, ago(19), 500, "BDT");
        world.count();
        Figures all = report().all();
        // What was drawn for him first holds.
        assertEquals(0, all.treated().persons());
        assertEquals(1, all.heldOut().persons());
        assertEquals(50_000, all.heldOut().revenue());
    }

    @Test
    void saysLiftOnlyOfThoseWhoseWindowIsOver() {
        world.decide(rina, ago(20), 1, false);
        world.decide(karim, ago(2), 1, false);
        world.order(karim, ago(1), 500, "BDT");
        world.count();
        Met met = report().all().treated();
        assertEquals(1, met.buyers());
        assertEquals(1, met.over().persons());
        assertEquals(0, met.over().buyers());
        assertEquals(1, met.open());
    }

    @Test
    void countsAgainByAnotherWindow() {
        world.decide(rina, ago(20), 1, false);
        world.order(rina, ago(10), 500, "BDT");
        world.count();
        assertEquals(0, report().all().treated().buyers());
        world.reports.setWindow(world.bakery(), 1, 14).await();
        world.days.run().await();
        assertEquals(1, report().all().treated().buyers());
        assertEquals(14, report().window());
    }

    @Test
    void tellsVersionsAndVariantsApart() {
        UUID one = world.decide(rina, ago(20), 1, false);
        UUID other = world.decide(karim, ago(19), 2, false);
        world.site.run("insert into offer (site_id, id, definition, author) values ($1, 7, '{}', 'ada')", world.id());
        grant(one, rina, 0, true);
        grant(other, karim, 1, false);
        world.order(karim, ago(18), 500, "BDT");
        world.count();
        OfRule report = report();
        assertEquals(List.of(2, 1), List.copyOf(report.versions().keySet()));
        assertEquals(1, version(report, 2).treated().buyers());
        assertEquals(1, version(report, 1).done().shown());
        assertEquals(0, version(report, 2).done().shown());
        assertEquals(2, report.variants().size());
        assertEquals(1, report.variants().get(1).variant());
        assertEquals(50_000, report.variants().get(1).met().revenue());
    }

    private static Figures version(OfRule report, int number) {
        return report.versions().getOrDefault(number, Figures.NONE);
    }

    private void grant(UUID firing, UUID person, int variant, boolean shown) {
        world.site.run("""
                insert into offer_grant (id, site_id, person, offer, firing, variant, outcome, granted_at, expires_at, shown_at,
                                         clicked_at)
                values (gen_random_uuid(), $1, $2, 7, $3, $4, 0, now(), now(), $5, $5)
                """, world.id(), person, firing, variant, shown ? ReportWorld.utc(now) : null);
    }

    @Test
    void countsWhatBecameOfStepsAndDeliveries() {
        UUID one = world.decide(rina, ago(3), 1, false);
        UUID other = world.decide(karim, ago(3), 1, false);
        world.site.run(
                "insert into firing_step (firing, number, state) values ($1, 0, 'given_up'), ($1, 1, 'done')", one);
        world.site.run("insert into firing_step (firing, number, state) values ($1, 0, 'failed')", other);
        for (int state = 0; state < 4; state++) {
            sent(one, state, null);
        }
        sent(one, 1, false);
        // What a sandbox took, or would not take, reached nobody and failed nobody.
        for (int state = 1; state < 4; state++) {
            sent(one, state, true);
        }
        world.count();
        Done done = report().all().done();
        assertEquals(1, done.givenUp());
        assertEquals(2, done.delivered());
        assertEquals(1, done.withheld());
        assertEquals(2, done.failed());
    }

    private void sent(UUID firing, int state, @Nullable Boolean sandbox) {
        world.site.run("""
                insert into outbox (site_id, destination, key, person, firing, event, name, time, data, context, state, sandbox)
                values ($1, 3, $2, $3, $4, gen_random_uuid(), 'TempHot', now(), '{}', '{}', $5, $6)
                """, world.id(), "k" + state + sandbox, rina, firing, state, sandbox);
    }

    @Test
    void keepsTheNumbersWhenTheFiringsHaveGone() {
        world.decide(rina, ago(40), 1, false);
        world.decide(karim, ago(40), 1, false);
        world.order(rina, ago(39), 500, "BDT");
        world.count();
        world.site.run("delete from firing where person = $1", rina);
        world.count();
        assertEquals(2, report().all().done().fired());
        assertEquals(50_000, report().all().treated().revenue());
        world.site.run("delete from firing");
        world.count();
        assertEquals(2, report().all().treated().persons());
    }

    @Test
    void comparesWithAsManyDaysBefore() {
        world.decide(rina, ago(3), 1, false);
        world.decide(rina, ago(4), 1, false);
        world.decide(karim, ago(10), 1, false);
        world.count();
        OfRule report = report(Period.last(7, today()));
        assertEquals(2, report.all().done().fired());
        assertEquals(1, report.before().done().fired());
        assertEquals(2, report.days().size());
    }

    /** Two thousand people, several firings each, joins, refunds: counted once more by somebody else, in memory. */
    @Test
    void agreesWithAnIndependentCount() {
        var random = new Random(42);
        List<Fired> fired = new ArrayList<>();
        List<Ordered> orders = new ArrayList<>();
        Map<UUID, UUID> persons = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            UUID visitor = new UUID(100 + i, i);
            if (i % 10 == 9) {
                UUID person = new UUID(100 + i - 1, i - 1);
                persons.put(visitor, person);
                world.join(visitor, person);
            }
            boolean heldOut = random.nextInt(3) == 0;
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                Instant at = now.minusSeconds(random.nextInt(50 * 86_400));
                fired.add(new Fired(visitor, at, heldOut));
                world.decide(visitor, at, 1, heldOut);
            }
            for (int times = random.nextInt(3); times > 0; times--) {
                Instant at = now.minusSeconds(random.nextInt(50 * 86_400));
                boolean cancelled = random.nextInt(4) == 0;
                int value = 100 + random.nextInt(5_000);
                String number = world.order(visitor, at, value, "BDT");
                if (cancelled) {
                    world.mark(number, "cancelled_at", at.plusSeconds(60));
                } else {
                    orders.add(new Ordered(visitor, at, value));
                }
            }
        }
        while (world.site.ask("select count(*) from rule_day") < world.site.ask("select count(*) from rule_count")) {
            world.days.run().await();
        }
        Figures all = report().all();
        for (boolean heldOut : new boolean[] {false, true}) {
            assertEquals(
                    Counted.of(fired, orders, persons, heldOut, now),
                    Counted.of(heldOut ? all.heldOut() : all.treated()));
        }
        assertTrue(all.treated().buyers() > 20);
    }

    private record Fired(UUID visitor, Instant at, boolean heldOut) {}

    private record Ordered(UUID visitor, Instant at, int value) {}

    private record Counted(
            long persons, long buyers, long orders, long revenue, long over, long buyersOver, double squares) {
        static Counted of(Met met) {
            return new Counted(
                    met.persons(),
                    met.buyers(),
                    met.orders(),
                    met.revenue(),
                    met.over().persons(),
                    met.over().buyers(),
                    met.over().squares());
        }

        static Counted of(
                List<Fired> fired, List<Ordered> orders, Map<UUID, UUID> persons, boolean heldOut, Instant now) {
            Map<UUID, Fired> first = new HashMap<>();
            fired.forEach(each -> first.merge(
                    persons.getOrDefault(each.visitor, each.visitor),
                    each,
                    (one, other) -> one.at.isAfter(other.at) ? other : one));
            Set<UUID> buyers = new HashSet<>();
            long people = 0;
            long count = 0;
            long revenue = 0;
            long over = 0;
            long buyersOver = 0;
            double squares = 0;
            for (var entry : first.entrySet()) {
                Fired met = entry.getValue();
                if (met.heldOut != heldOut) {
                    continue;
                }
                people++;
                long spent = 0;
                for (Ordered order : orders) {
                    boolean own =
                            persons.getOrDefault(order.visitor, order.visitor).equals(entry.getKey());
                    if (own && !order.at.isBefore(met.at) && order.at.isBefore(met.at.plus(DAY.multipliedBy(7)))) {
                        buyers.add(entry.getKey());
                        count++;
                        spent += 100L * order.value;
                    }
                }
                revenue += spent;
                if (!met.at.plus(DAY.multipliedBy(7)).isAfter(now)) {
                    over++;
                    buyersOver += spent > 0 ? 1 : 0;
                    squares += (double) spent * spent;
                }
            }
            return new Counted(people, buyers.size(), count, revenue, over, buyersOver, squares);
        }
    }
}
