package io.warmtag.console;

import io.warmtag.db.Database;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.LocalDate;

/** What the reports of a sample shop are made of: counted days of its first two rules, moves and campaigns. */
final class SampleReports {
    private final Database database;
    private final Site site;
    private final LocalDate today;

    SampleReports(Database database, Site site, Instant now) {
        this.database = database;
        this.site = site;
        this.today = LocalDate.ofInstant(now, site.timeZone());
    }

    void fill() {
        run("""
                insert into rule_day (site_id, rule, day, decisions, computed_at)
                select $1, rule, $2::date - ago, 100, now() from generate_series(0, 60) ago, (values (1), (2)) rule (rule)
                """);
        run("""
                insert into rule_day_done (site_id, rule, day, version, fired, held_out, given_up, shown, clicked, dismissed,
                                           delivered, withheld, failed)
                select $1, rule, $2::date - ago, 1, (340 + 40 * (ago % 7)) / (rule * rule * rule), 38 / (rule * rule), 4, 250 / rule,
                       60 / rule, 20, 90 / rule, 3, ago % 3
                from generate_series(0, 60) ago, (values (1), (2)) rule (rule)
                """);
        run("""
                insert into rule_day_met (site_id, rule, day, version, held_out, offer, variant, persons, buyers, orders, revenue,
                                          persons_over, buyers_over, revenue_over, squares_over)
                select $1, rule, $2::date - ago, 1, out, case when out then 0 else 7 end, case when out then 0 else ago % 2 end,
                       people / rule, buyers / rule, buyers / rule, buyers * 189000.0 / rule, people * over / rule,
                       buyers * over / rule, buyers * over * 189000.0 / rule, buyers * over * 189000.0 * 230000 / rule
                from generate_series(0, 60) ago, (values (1), (2)) rule (rule),
                     (values (false, 300, 27), (true, 33, 2)) as arm (out, people, buyers),
                     lateral (select case when ago > 7 then 1 else 0 end as over) ended
                """);
        run("""
                insert into temperature_move (site_id, day, days, from_state, to_state, people, computed_at)
                select $1, $2::date - ago, days, since, until, people * days / (7 + ago), now()
                from (values (4, 0, 11840), (4, 1, 2310), (0, 1, 1240), (1, 0, 930), (1, 2, 412), (2, 3, 96), (3, 1, 61), (0, 2, 44),
                             (2, 1, 12), (0, 0, 205)) as move (since, until, people),
                     (values (0), (7), (28)) as back (ago), (values (7), (28)) as span (days)
                """);
        run("""
                insert into campaign_day (site_id, day, source, medium, campaign, people, hot, warm, orders, revenue)
                select $1, $2::date - ago, source, medium, campaign, people, people / 20, people / 6, orders, orders * 145050
                from generate_series(0, 60) ago,
                     (values ('facebook', 'cpc', 'শীতের পাঞ্জাবি – Winter panjabi 2026', 420, 12), ('google', 'cpc', '(not set)', 160, 7),
                             ('facebook', 'social', '(not set)', 230, 3),
                             ('newsletter', 'email', 'a_very_long_campaign_name_that_nobody_would_ever_break_by_himself', 31, 2))
                         as came (source, medium, campaign, people, orders)
                """);
        run("""
                insert into campaign_cost (site_id, day, source, medium, campaign, cost, clicks, impressions)
                select $1, $2::date - ago, 'facebook', 'cpc', 'শীতের পাঞ্জাবি – Winter panjabi 2026', 410050, 500, 90000
                from generate_series(0, 60) ago
                """);
    }

    private void run(String sql) {
        if (database.query(sql, site.id(), today).await().rowCount() == 0) {
            throw new IllegalStateException("nothing was filled in by: " + sql);
        }
    }
}
