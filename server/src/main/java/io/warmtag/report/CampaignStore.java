package io.warmtag.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Finds out of page views who came by which campaign, and counts what came of it day by day. */
final class CampaignStore {
    // utm_* as they are; a click id alone says which network it was. With offset 0 a context is parsed once, and not
    // for each of the things that are asked of it.
    private static final String TOUCH = """
            insert into campaign_touch as known (site_id, visitor, source, medium, campaign, day, at, last_at)
            select $1::int, visitor, left(lower(source), $5::int), left(lower(medium), $5::int), left(name, $5::int),
                   (time at time zone $4::text)::date, min(time), max(time)
            from (
                select visitor, time,
                       coalesce(nullif(trim(come ->> 'utm_source'), ''),
                                case when come ->> 'gclid' is not null then 'google' when come ->> 'ttclid' is not null then 'tiktok'
                                     when come ->> 'fbclid' is not null then 'facebook' end, '(not set)') as source,
                       coalesce(nullif(trim(come ->> 'utm_medium'), ''),
                                case when come ->> 'gclid' is not null or come ->> 'ttclid' is not null then 'cpc'
                                     when come ->> 'fbclid' is not null then 'social' end, '(not set)') as medium,
                       coalesce(nullif(trim(come ->> 'utm_campaign'), ''), '(not set)') as name
                from (select visitor, time, context::json -> 'campaign' as come from event
                      where site_id = $1 and received >= $2 and received < $3 and name = 'page_view' and mark = 0
                        and visitor is not null and strpos(context, '"campaign":') > 0
                      offset 0) view
                where come is not null) come
            group by 2, 3, 4, 5, 6
            on conflict (site_id, visitor, source, medium, campaign, day) do update
                set at = least(known.at, excluded.at), last_at = greatest(known.last_at, excluded.last_at)
            """;

    // An order is put down to what its person came by last within 30 days before it, and counts as in the rules' days.
    private static final String DAY = """
            insert into campaign_day (site_id, day, source, medium, campaign, people, hot, warm, orders, revenue)
            with came as (
                select distinct coalesce(own.person, touch.visitor) as person, source, medium, campaign
                from campaign_touch touch
                left join person_visitor own on own.site_id = $1 and own.visitor = touch.visitor
                where touch.site_id = $1::int and touch.day = $2::date
            ), fresh as (
                select came.source, came.medium, came.campaign, count(*) as people,
                       count(*) filter (where temperature = 2) as hot, count(*) filter (where temperature = 1) as warm
                from came left join person on person.site_id = $1 and person.id = came.person
                where not exists (
                    select from (select came.person as visitor union
                                 select visitor from person_visitor where site_id = $1 and person_visitor.person = came.person) own
                    join campaign_touch past on past.site_id = $1 and past.visitor = own.visitor
                    where past.source = came.source and past.medium = came.medium and past.campaign = came.campaign
                      and past.day < $2)
                group by 1, 2, 3
            ), bought as (
                select last.source, last.medium, last.campaign, count(*) as orders,
                       coalesce(sum(round(value * $6::bigint)) filter (where coalesce(currency, $5::text) = $5), 0) as revenue
                from customer_order placed
                left join person_visitor mine on mine.site_id = $1 and mine.visitor = placed.person
                cross join lateral (
                    select source, medium, campaign
                    from (select placed.person as visitor union
                          select visitor from person_visitor where site_id = $1 and person_visitor.person = mine.person) own
                    join campaign_touch touch on touch.site_id = $1 and touch.visitor = own.visitor
                    where touch.at <= placed_at and touch.last_at > placed_at - interval '30 days'
                    order by case when last_at <= placed_at then last_at else at end desc, source, medium, campaign
                    limit 1) last
                where placed.site_id = $1 and placed_at >= $3 and placed_at < $4 and cancelled_at is null
                  and (delivered_at is not null
                       or not exists (select from unnest($7::timestamptz[], $8::timestamptz[]) as strict (since, until)
                                      where placed_at >= since and placed_at < until))
                group by 1, 2, 3
            )
            select $1, $2, source, medium, campaign, coalesce(people, 0), coalesce(hot, 0), coalesce(warm, 0),
                   coalesce(orders, 0), coalesce(revenue, 0)
            from fresh full join bought using (source, medium, campaign)
            """;

    private final Database database;

    CampaignStore(Database database) {
        this.database = database;
    }

    /** How far each site's events were read. */
    Future<Map<Integer, Instant>> marks() {
        return database.query("select site_id, received from campaign_mark").map(rows -> {
            var marks = new HashMap<Integer, Instant>();
            rows.forEach(
                    row -> marks.put(row.getInteger(0), row.getOffsetDateTime(1).toInstant()));
            return marks;
        });
    }

    /** Reads the page views that came in between two instants, twice does no harm; false when nobody came by a campaign. */
    Future<Boolean> read(Site site, Instant from, Instant to) {
        return database.query(
                        TOUCH, site.id(), utc(from), utc(to), site.timeZone().getId(), Campaign.MOST_LENGTH)
                .map(noted -> noted.rowCount() > 0);
    }

    /** Notes how far a site's events were read. */
    Future<Void> mark(Site site, Instant until) {
        return database.query("""
                        insert into campaign_mark (site_id, received) values ($1, $2)
                        on conflict (site_id) do update set received = greatest(campaign_mark.received, excluded.received)
                        """, site.id(), utc(until)).mapEmpty();
    }

    /** When each of the days since {@code from} was counted. */
    Future<Map<LocalDate, Instant>> counted(Site site, LocalDate from) {
        return database.query(
                        "select day, computed_at from campaign_day_state where site_id = $1 and day >= $2",
                        site.id(),
                        from)
                .map(rows -> {
                    var counted = new HashMap<LocalDate, Instant>();
                    rows.forEach(row -> counted.put(
                            row.getLocalDate(0), row.getOffsetDateTime(1).toInstant()));
                    return counted;
                });
    }

    Future<Void> count(Site site, LocalDate day, OrdersCount orders) {
        return database.inTransaction(transaction -> transaction
                .preparedQuery("delete from campaign_day where site_id = $1 and day = $2")
                .execute(Tuple.of(site.id(), day))
                .compose(gone -> transaction
                        .preparedQuery(DAY)
                        .execute(Tuple.of(site.id(), day)
                                .addOffsetDateTime(start(site, day))
                                .addOffsetDateTime(start(site, day.plusDays(1)))
                                .addString(site.currency())
                                .addLong(Money.minorUnits(site.currency()))
                                .addArrayOfOffsetDateTime(orders.strictFrom())
                                .addArrayOfOffsetDateTime(orders.strictUntil())))
                .compose(made -> transaction.preparedQuery("""
                                insert into campaign_day_state (site_id, day, computed_at) values ($1, $2, now())
                                on conflict (site_id, day) do update set computed_at = excluded.computed_at
                                """).execute(Tuple.of(site.id(), day)))
                .mapEmpty());
    }

    /** Who came by what goes with the events that said so; the days stay. */
    Future<Void> forget(Site site, LocalDate before) {
        return database.query("delete from campaign_touch where site_id = $1 and day < $2", site.id(), before)
                .mapEmpty();
    }

    private static OffsetDateTime start(Site site, LocalDate day) {
        return day.atStartOfDay(site.timeZone()).toInstant().atOffset(ZoneOffset.UTC);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
