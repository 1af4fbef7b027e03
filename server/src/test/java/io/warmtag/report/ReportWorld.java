package io.warmtag.report;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.site.Site;
import io.warmtag.testkit.TestSite;
import io.warmtag.visitor.Histories;
import io.warmtag.visitor.ModelSettingsStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A shop with rows as the server writes them, and its reports. */
final class ReportWorld implements AutoCloseable {
    final TestSite site = new TestSite();
    final ModelSettingsStore models;
    final RuleDays days;
    final RuleReports reports;
    private long made;

    ReportWorld() {
        models = new ModelSettingsStore(site.database(), site.news(), new Histories());
        models.start().await();
        days = new RuleDays(site.database(), site.sites(), models, System::currentTimeMillis);
        reports = new RuleReports(site.database());
        site.run("insert into rule (site_id, id, state, version, salt) values ($1, 1, 'on', 1, 7)", id());
    }

    Site bakery() {
        return site.bakery();
    }

    int id() {
        return site.bakery().id();
    }

    /** Fires rule 1, or holds out. */
    @CanIgnoreReturnValue
    UUID decide(UUID person, Instant at, int version, boolean heldOut) {
        UUID firing = UUID.randomUUID();
        site.run("""
                insert into firing (site_id, rule, person, occasion_key, id, version, decision, test, occurred_at, at)
                values ($1, 1, $2, $3, $4, $5, $6, false, $7, $7)
                """, id(), person, "e:" + made++, firing, version, heldOut ? 1 : 0, utc(at));
        site.run(
                """
                insert into rule_count as known (site_id, rule, day, shard, fired, held_out, limited, last)
                values ($1, 1, $2, 0, $3, $4, 0, $5)
                on conflict (site_id, rule, day, shard) do update
                    set fired = known.fired + excluded.fired, held_out = known.held_out + excluded.held_out
                """, id(), at.atZone(bakery().timeZone()).toLocalDate(), heldOut ? 0L : 1L, heldOut ? 1L : 0L, utc(at));
        return firing;
    }

    /** @param value null: nobody said */
    @CanIgnoreReturnValue
    String order(UUID person, Instant placed, @Nullable Integer value, String currency) {
        String number = "o" + made++;
        site.run("""
                insert into customer_order (site_id, transaction_id, person, placed_at, value, currency)
                values ($1, $2, $3, $4, $5, $6)
                """, id(), number, person, utc(placed), value == null ? null : BigDecimal.valueOf(value), currency);
        return number;
    }

    void mark(String order, String column, Instant at) {
        site.run(
                "update customer_order set " + column + " = $3 where site_id = $1 and transaction_id = $2",
                id(),
                order,
                utc(at));
    }

    void join(UUID visitor, UUID person) {
        site.run(
                "insert into person_visitor (site_id, visitor, person) values ($1, $2, $3), ($1, $3, $3)"
                        + " on conflict do nothing",
                id(),
                visitor,
                person);
    }

    /** Counts everything that is due, also what was counted just now. */
    void count() {
        site.run("update rule_day set computed_at = 'epoch'");
        days.run().await();
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        site.close();
    }
}
