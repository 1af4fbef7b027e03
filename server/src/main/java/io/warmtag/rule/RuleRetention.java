package io.warmtag.rule;

import io.vertx.core.Future;
import io.warmtag.campaign.GrantRetention;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Lets go what rules did, with the events that it was about. What stays: counts by day, who is held out as long as he comes,
 * and of a rule that a person may have so often in so many days, that many days. What could not be taken goes after 30 days, what a
 * backtest said after 90.
 */
public final class RuleRetention {
    private static final long FIRST_AFTER_MS = 90_000;
    private static final long EVERY_MS = 3_600_000;
    private static final int MOST_AT_ONCE = 2_000;
    private static final Duration OF_MESSAGES = Duration.ofDays(8);
    private static final Duration OF_PARKED = Duration.ofDays(30);
    private static final Duration OF_BACKTESTS = Duration.ofDays(90);

    // What has a step ahead is not over.
    private static final String FIRINGS = """
            with old as (
                select id from firing where site_id = $1 and rule = $2 and at < $3
                  and not exists (select from firing_step step where step.firing = firing.id and step.state = 'waiting')
                order by at limit $4),
            steps as (delete from firing_step using old where firing_step.firing = old.id)
            delete from firing using old where firing.id = old.id""";

    // Who comes again later is drawn again, and to the same.
    private static final String PERSONS = """
            delete from rule_person where ctid = any(array(
                select ctid from rule_person old where site_id = $1 and assigned_at < $2
                  and not exists (select from person
                                  where person.site_id = old.site_id and person.id = old.person and last_seen >= $2)
                  and not exists (select from firing where firing.site_id = old.site_id and firing.rule = old.rule
                                  and firing.person = old.person)
                limit $3))""";

    private static final String MESSAGES = """
            delete from rule_message where ctid = any(array(
                select ctid from rule_message old
                where site_id = $1 and coalesce(sent[cardinality(sent)], '-infinity') < $2 limit $3 for update skip locked))""";

    private static final String DATES = """
            delete from rule_date_run where site_id = $1 and due < $2 and done_at is not null and $3::integer > 0""";

    // Why it could not be taken is known by then, or nobody asked.
    private static final String PARKED = """
            delete from occasion_parked where number = any(array(
                select number from occasion_parked where site_id = $1 and parked_at < $2 limit $3))""";

    private static final String BACKTESTS = """
            with old as (delete from backtest where site_id = $1 and started_at < $2 and $3::integer > 0 returning id)
            delete from backtest_person using old where backtest = old.id""";

    // What it was when the time began that backtests can go back to is still needed.
    private static final String PROFILES = """
            delete from profile_day where ctid = any(array(
                select ctid from profile_day old where site_id = $1 and heard_at < $2
                  and exists (select from profile_day later
                              where later.site_id = old.site_id and later.visitor = old.visitor and later.name = old.name
                                and later.heard_at > old.heard_at and later.heard_at < $2)
                limit $3))""";

    private final Database database;
    private final SiteDirectory sites;
    private final RuleStore rules;
    private final GrantRetention grants;
    private final LongSupplier clock;

    /** @param clock ms */
    public RuleRetention(Database database, SiteDirectory sites, GrantRetention grants, LongSupplier clock) {
        this.database = database;
        this.sites = sites;
        this.rules = new RuleStore(database);
        this.grants = grants;
        this.clock = clock;
    }

    public void start(Leadership leadership) {
        leadership.every(FIRST_AFTER_MS, EVERY_MS, "retention of what rules did", this::run);
    }

    /** Of all sites, one after the other. */
    public Future<Void> run() {
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        Future<Void> done = Future.succeededFuture();
        for (Site site : sites.all()) {
            done = done.compose(before -> letGo(site, now));
        }
        return done;
    }

    private Future<Void> letGo(Site site, Instant now) {
        Instant before = now.minus(Duration.ofDays(site.retentionDays()));
        return rules.of(site.id())
                .compose(all -> firings(site, all, now))
                .compose(done -> portions(PERSONS, site, before))
                .compose(done -> portions(MESSAGES, site, now.minus(OF_MESSAGES)))
                .compose(done -> portions(DATES, site, before))
                .compose(done -> portions(PARKED, site, now.minus(OF_PARKED)))
                .compose(done -> portions(BACKTESTS, site, now.minus(OF_BACKTESTS)))
                .compose(done -> portions(PROFILES, site, before))
                .compose(done -> grants.letGo(site.id(), before));
    }

    private Future<Void> firings(Site site, List<StoredRule> all, Instant now) {
        Future<Void> done = Future.succeededFuture();
        for (StoredRule rule : all) {
            Often often = rule.rule().limits().perPerson();
            int days = Math.max(site.retentionDays(), often == null ? 0 : often.days());
            done = done.compose(earlier -> firings(rule, now.minus(Duration.ofDays(days))));
        }
        return done;
    }

    private Future<Void> firings(StoredRule rule, Instant before) {
        return database.query(FIRINGS, rule.site(), rule.id(), before.atOffset(ZoneOffset.UTC), MOST_AT_ONCE)
                .compose(gone -> gone.rowCount() < MOST_AT_ONCE ? Future.succeededFuture() : firings(rule, before));
    }

    private Future<Void> portions(String sql, Site site, Instant before) {
        return database.query(sql, site.id(), before.atOffset(ZoneOffset.UTC), MOST_AT_ONCE)
                .compose(gone ->
                        gone.rowCount() < MOST_AT_ONCE ? Future.succeededFuture() : portions(sql, site, before));
    }
}
