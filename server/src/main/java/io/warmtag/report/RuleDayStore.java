package io.warmtag.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Counts what a rule did on a day, out of the firings, and keeps it. */
final class RuleDayStore {
    /** Days of which what was delivered can still be told: the outbox keeps what is done for 30. */
    private static final int DELIVERIES_KEPT_DAYS = 25;
    /** Days after which what is missing was forgotten on purpose, and not just not there yet. */
    private static final int SURE_DAYS = 14;

    // The older a day is, the less happens to it: today is counted each minute, a day of last week each hour.
    private static final String DUE = """
            select day.site_id, day.rule, day.day, coalesce(window_days, 7) as window_days
            from (select distinct site_id, rule, day from rule_count where fired + held_out > 0) day
            left join rule_day known using (site_id, rule, day)
            left join rule_report using (site_id, rule)
            where computed_at is null or computed_at = 'epoch'
               or day.day > current_date - 90
                  and computed_at < now() - interval '55 seconds' - greatest(0, current_date - day.day) * interval '10 minutes'
            order by computed_at nulls first, day.day desc limit $1
            """;

    private static final String OF_DAY = """
            from firing where firing.site_id = $1::int and firing.rule = $2::int and firing.at >= $3 and firing.at < $4
              and firing.decision <= 1 and not firing.test""";

    private static final String DONE = """
            insert into rule_day_done (site_id, rule, day, version, fired, held_out, given_up, shown, clicked, dismissed,
                                       delivered, withheld, failed)
            select $1::int, $2::int, $5::date, version, count(*) filter (where decision = 0), count(*) filter (where decision = 1),
                   sum(step.given_up), sum(given.shown), count(*) filter (where click.is_first), sum(given.dismissed),
                   sum(sent.delivered), sum(sent.withheld), sum(step.failed + given.nothing + sent.dead)
            from (select id, person, at, version, decision""" + ' ' + OF_DAY + """
            ) firing
            cross join lateral (
                select count(*) filter (where state = 'given_up') as given_up, count(*) filter (where state = 'failed') as failed
                from firing_step where firing_step.firing = firing.id) step
            cross join lateral (
                select count(shown_at) as shown, count(clicked_at) as clicked, count(dismissed_at) as dismissed,
                       count(*) filter (where outcome <> 0) as nothing
                from offer_grant where offer_grant.firing = firing.id and not offer_grant.test) given
            -- Whoever clicks more than once, on whichever of his devices, is one who clicked.
            cross join lateral (
                select given.clicked > 0 and not exists (
                    select from visitors_of($1::int, firing.person) as his (visitor)
                    join firing earlier on earlier.site_id = $1 and earlier.rule = $2 and earlier.person = his.visitor
                    join offer_grant known on known.firing = earlier.id
                    where given.clicked > 0 and (earlier.at, earlier.id) < (firing.at, firing.id) and not earlier.test
                      and clicked_at is not null and not known.test) as is_first) click
            -- What a sandbox took has reached nobody.
            cross join lateral (
                select count(*) filter (where state = 1) as delivered, count(*) filter (where state = 3) as withheld,
                       count(*) filter (where state = 2) as dead
                from outbox where outbox.firing = firing.id and sandbox is not true) sent
            group by version
            """;

    // A person is met once, on the day of the first decision about any of his visitors. Whatever he was given then says
    // to which group he belongs for ever; an order counts as the site's settings say that were in force when it was
    // placed.
    private static final String MET = """
            insert into rule_day_met (site_id, rule, day, version, held_out, offer, variant, persons, buyers, orders, revenue,
                                      persons_over, buyers_over, revenue_over, squares_over)
            with first as materialized (
                select distinct on (person) id, at, version, decision, person
                from (select id, at, version, decision, coalesce(own.person, known.person) as person
                      from (select *""" + ' ' + OF_DAY + """
            ) known
                      left join person_visitor own on own.site_id = $1 and own.visitor = known.person) firing
                order by person, at, id
            ), met as materialized (
                select first.* from first
                where not exists (
                    select from (select first.person as visitor union
                                 select visitor from person_visitor where site_id = $1 and person_visitor.person = first.person) own
                    join firing on firing.site_id = $1 and firing.rule = $2 and firing.person = own.visitor
                    where firing.at < $3 and firing.decision <= 1 and not firing.test)
            )
            select $1::int, $2::int, $5::date, version, decision = 1, coalesce(given.offer, 0), coalesce(given.variant, 0),
                   count(*), count(*) filter (where orders > 0), sum(orders), sum(revenue),
                   count(*) filter (where is_over), count(*) filter (where is_over and orders > 0),
                   coalesce(sum(revenue) filter (where is_over), 0), coalesce(sum(revenue * revenue) filter (where is_over), 0)
            from (select *, met.at + $6::int * interval '1 day' <= now() as is_over from met) met
            left join lateral (
                select offer, variant from offer_grant where offer_grant.firing = met.id and not test
                order by granted_at, offer_grant.id limit 1) given on true
            cross join lateral (
                select count(*) as orders,
                       coalesce(sum(round(value * $8::bigint)) filter (where coalesce(currency, $7::text) = $7::text), 0) as revenue
                from (select met.person as visitor union
                      select visitor from person_visitor where site_id = $1 and person_visitor.person = met.person) own
                join customer_order placed on placed.site_id = $1 and placed.person = own.visitor
                where placed_at >= met.at and placed_at < met.at + $6::int * interval '1 day' and cancelled_at is null
                  and (delivered_at is not null
                       or not exists (select from unnest($9::timestamptz[], $10::timestamptz[]) as strict (since, until)
                                      where placed_at >= since and placed_at < until))) bought
            group by version, decision, given.offer, given.variant
            """;

    private final Database database;

    /** @param window days within which an order is put down to the rule */
    record Day(int site, int rule, LocalDate day, int window) {}

    /**
     * How a day is counted.
     *
     * @param from its beginning, and {@code until} the next day's
     * @param currency the site's
     * @param minor how many of its minor units the major unit has
     * @param orders which orders count
     */
    record Way(OffsetDateTime from, OffsetDateTime until, String currency, long minor, OrdersCount orders) {}

    RuleDayStore(Database database) {
        this.database = database;
    }

    /** What was never counted, or not lately. */
    Future<List<Day>> due(int limit) {
        return database.query(DUE, limit).map(rows -> {
            var days = new ArrayList<Day>();
            for (Row row : rows) {
                days.add(new Day(
                        row.getInteger("site_id"),
                        row.getInteger("rule"),
                        row.getLocalDate("day"),
                        row.getInteger("window_days")));
            }
            return days;
        });
    }

    /** Lets all days of a rule be counted anew, by another window. */
    static Future<Void> again(SqlConnection transaction, int site, int rule) {
        return transaction
                .preparedQuery("update rule_day set computed_at = 'epoch' where site_id = $1 and rule = $2")
                .execute(Tuple.of(site, rule))
                .mapEmpty();
    }

    /** Counts a day anew. One of which firings have gone keeps the numbers that it has. */
    Future<Void> compute(Day day, Way way) {
        return database.inTransaction(transaction -> transaction
                .preparedQuery("select count(*) as decisions, current_date - $5::date as age " + OF_DAY)
                .execute(key(day, way))
                .compose(rows -> {
                    Row row = rows.iterator().next();
                    return compute(transaction, day, way, row.getLong("decisions"), row.getInteger("age"));
                }));
    }

    private static Future<Void> compute(SqlConnection transaction, Day day, Way way, long decisions, int age) {
        return transaction
                .preparedQuery("""
                        insert into rule_day as known (site_id, rule, day, decisions, computed_at)
                        values ($1, $2, $3, $4, now())
                        on conflict (site_id, rule, day) do update
                            set decisions = greatest(known.decisions, excluded.decisions), computed_at = excluded.computed_at
                        returning decisions, (xmax = 0) as is_first
                        """)
                .execute(Tuple.of(day.site, day.rule, day.day, decisions))
                .compose(rows -> {
                    Row row = rows.iterator().next();
                    boolean whole = age <= SURE_DAYS || decisions >= row.getLong("decisions");
                    if (!whole) {
                        return Future.succeededFuture();
                    }
                    Future<Void> done = age <= DELIVERIES_KEPT_DAYS || row.getBoolean("is_first")
                            ? again(transaction, "rule_day_done", DONE, day, key(day, way))
                            : Future.succeededFuture();
                    return done.compose(before -> again(transaction, "rule_day_met", MET, day, all(day, way)));
                });
    }

    private static Future<Void> again(SqlConnection transaction, String table, String sql, Day day, Tuple parameters) {
        return transaction
                .preparedQuery("delete from " + table + " where site_id = $1 and rule = $2 and day = $3")
                .execute(Tuple.of(day.site, day.rule, day.day))
                .compose(gone -> transaction.preparedQuery(sql).execute(parameters))
                .mapEmpty();
    }

    private static Tuple key(Day day, Way way) {
        return Tuple.of(day.site, day.rule, way.from, way.until, day.day);
    }

    private static Tuple all(Day day, Way way) {
        return key(day, way)
                .addInteger(day.window)
                .addString(way.currency)
                .addLong(way.minor)
                .addArrayOfOffsetDateTime(way.orders.strictFrom())
                .addArrayOfOffsetDateTime(way.orders.strictUntil());
    }
}
