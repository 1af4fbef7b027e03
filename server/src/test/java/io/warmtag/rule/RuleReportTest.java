package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.db.Keyset;
import io.warmtag.report.Figures;
import io.warmtag.report.Met;
import io.warmtag.report.Period;
import io.warmtag.report.RuleDays;
import io.warmtag.report.RuleReports;
import io.warmtag.rule.model.Decision;
import io.warmtag.visitor.Histories;
import io.warmtag.visitor.ModelSettingsStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a report says of firings that the engine made, against a count of its log. */
class RuleReportTest {
    private static final String CART = "{'name':'Cart','holdout':40,'when':{'kind':'event','event':'add_to_cart'},"
            + "'steps':[{'kind':'offer','offer':7}],'limits':{'per_person':{'times':2,'days':14}}}";

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
    void countsWhatTheEngineDecidedAndWhatWasBoughtAfterIt() throws InterruptedException {
        world.work(world.engine().firings());
        StoredRule rule = world.on(CART);
        List<UUID> persons = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            UUID person = new UUID(i, 2L * i + 1);
            persons.add(person);
            for (int times = 0; times < 1 + i % 3; times++) {
                world.happens(person, "add_to_cart");
            }
        }
        world.untilTaken();
        world.until("select count(*) from firing_step where state = 'waiting'", 0);
        List<FiringLog.Firing> firings = world.log
                .of(world.site.bakery(), rule.id(), Optional.empty(), Keyset.NEWEST, 500)
                .await()
                .items();
        long fired = count(firings, Decision.FIRED);
        long heldOut = count(firings, Decision.HELD_OUT);
        assertTrue(fired > 20 && heldOut > 10, fired + " fired, " + heldOut + " held out");

        // Each second one orders; each third of these takes it back, each fourth one ordered before he was met.
        long[] buyers = new long[2];
        long[] revenue = new long[2];
        Instant met = Instant.ofEpochMilli(world.now.get());
        for (int i = 0; i < persons.size(); i += 2) {
            boolean cancelled = i % 3 == 0;
            boolean before = i % 4 == 0;
            order(persons.get(i), before ? met.minusSeconds(60) : met.plusSeconds(60 + i), 100 + i, cancelled);
            if (!cancelled && !before) {
                int group = isHeldOut(firings, persons.get(i)) ? 1 : 0;
                buyers[group]++;
                revenue[group] += 100L * (100 + i);
            }
        }
        Figures figures = figures(rule);
        assertEquals(fired, figures.done().fired());
        assertEquals(heldOut, figures.done().heldOut());
        assertEquals(
                world.ask("select count(*) from firing where decision > 1"),
                figures.done().limited());
        for (boolean out : new boolean[] {true, false}) {
            Met group = out ? figures.heldOut() : figures.treated();
            assertEquals(
                    persons.stream()
                            .filter(person -> isHeldOut(firings, person) == out)
                            .count(),
                    group.persons());
            assertEquals(buyers[out ? 1 : 0], group.buyers());
            assertEquals(revenue[out ? 1 : 0], group.revenue());
        }
    }

    private static long count(List<FiringLog.Firing> firings, Decision decision) {
        return firings.stream().filter(firing -> firing.decision() == decision).count();
    }

    private static boolean isHeldOut(List<FiringLog.Firing> firings, UUID person) {
        return firings.stream()
                .anyMatch(firing -> firing.person().equals(person) && firing.decision() == Decision.HELD_OUT);
    }

    private void order(UUID person, Instant placed, int value, boolean cancelled) {
        var at = placed.atOffset(ZoneOffset.UTC);
        world.site.run(
                """
                insert into customer_order (site_id, transaction_id, person, placed_at, value, currency, cancelled_at, returned_at)
                values ($1, $2, $3, $4, $5, 'BDT', $6, $6)
                """,
                world.id(),
                UUID.randomUUID().toString(),
                person,
                at,
                BigDecimal.valueOf(value),
                cancelled ? at.plusDays(3) : null);
    }

    private Figures figures(StoredRule rule) {
        var models = new ModelSettingsStore(world.site.database(), world.site.news(), new Histories());
        models.start().await();
        new RuleDays(world.site.database(), world.site.sites(), models, System::currentTimeMillis)
                .run()
                .await();
        LocalDate today = Instant.ofEpochMilli(world.now.get())
                .atZone(world.site.bakery().timeZone())
                .toLocalDate();
        return new RuleReports(world.site.database())
                .of(world.site.bakery(), Period.last(7, today))
                .await()
                .getOrDefault(rule.id(), Figures.NONE);
    }
}
