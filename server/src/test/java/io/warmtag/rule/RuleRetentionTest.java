package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.campaign.GrantRetention;
import io.warmtag.testkit.TestSite;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in nobody's way goes all the same: what could not be taken, what backtests said, what a date was once. */
class RuleRetentionTest {
    private static final UUID RINA = new UUID(7, 7);

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

    private OffsetDateTime ago(int days) {
        return now.minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
    }

    private void run() {
        new RuleRetention(site.database(), site.sites(), new GrantRetention(site.database()), now::toEpochMilli)
                .run()
                .await();
    }

    @Test
    void letsGoWhatCouldNotBeTakenAMonthAgo() {
        for (int days : new int[] {29, 31}) {
            site.run("""
                    insert into occasion_parked (number, site_id, person, kind, recorded_at, parked_at, reason)
                    values ($1, $2, $3, 0, $4, $4, 'broken')""", (long) days, site.bakery().id(), RINA, ago(days));
        }
        run();
        assertEquals(29, site.ask("select number from occasion_parked"));
    }

    @Test
    void letsABacktestGoWithItsListAfterThreeMonths() {
        for (int days : new int[] {89, 91}) {
            UUID id = UUID.randomUUID();
            site.run(
                    "insert into backtest (id, site_id, subject, version, days, author, started_at) values ($1, $2, 'rules/1', 1, 30, 'ada', $3)",
                    id,
                    site.bakery().id(),
                    ago(days));
            site.run(
                    "insert into backtest_person (backtest, at, person, held_out, bought) values ($1, $2, $3, false, false)",
                    id,
                    ago(days),
                    RINA);
        }
        run();
        assertEquals(1, site.ask("select count(*) from backtest"));
        assertEquals(1, site.ask("select count(*) from backtest_person join backtest on id = backtest"));
        assertEquals(1, site.ask("select count(*) from backtest_person"));
    }

    @Test
    void keepsWhatADateWasWhenTheTimeBeganThatBacktestsSee() {
        int kept = site.bakery().retentionDays();
        for (int days : new int[] {kept + 20, kept + 10, 5}) {
            site.run(
                    "insert into profile_day (site_id, visitor, name, heard_at, day) values ($1, $2, 'birth_date', $3, $4)",
                    site.bakery().id(),
                    RINA,
                    ago(days),
                    LocalDate.of(1990, 1, 1).plusDays(days));
        }
        run();
        assertEquals(2, site.ask("select count(*) from profile_day"));
        assertEquals(0, site.ask("select count(*) from profile_day where heard_at = $1", ago(kept + 20)));
    }
}
