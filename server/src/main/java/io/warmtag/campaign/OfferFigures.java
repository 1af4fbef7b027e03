package io.warmtag.campaign;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.campaign.Grant.Outcome;
import io.warmtag.campaign.model.Offer;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.site.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of offers: counts, and the grants one by one. Tests are not counted. */
public final class OfferFigures {
    // An order within a week of the first showing is put down to the offer; one order per grant is enough.
    static final String COUNTED = """
            count(*) filter (where outcome = 0) as granted,
            count(*) filter (where outcome = 1) as no_code,
            count(shown_at) as shown,
            count(clicked_at) as clicked,
            count(dismissed_at) as dismissed,
            count(redeemed_at) as redeemed,
            count(*) filter (where shown_at is not null and exists (
                select from visitors_of(offer_grant.site_id, offer_grant.person) as his (visitor)
                join customer_order on customer_order.site_id = offer_grant.site_id
                                   and customer_order.person = his.visitor
                where placed_at >= shown_at and placed_at < shown_at + interval '7 days'
                  and cancelled_at is null)) as bought
            """;
    // What was let go is added up in offer_past, what was given on a day that is over in offer_day. Counted here
    // is what neither of them has: since the last of these days, and of days that have to be counted again.
    private static final String COUNTS = """
            select offer, variant, sum(granted)::bigint as granted, sum(no_code)::bigint as no_code,
                   sum(shown)::bigint as shown, sum(clicked)::bigint as clicked, sum(dismissed)::bigint as dismissed,
                   sum(redeemed)::bigint as redeemed, sum(bought)::bigint as bought
            from (select offer, variant, granted, no_code, shown, clicked, dismissed, redeemed, bought
                  from offer_past where site_id = $1 and ($2::integer is null or offer = $2)
                  union all
                  select offer, variant, granted, no_code, shown, clicked, dismissed, redeemed, bought
                  from offer_day join offer_day_state state using (site_id, day)
                  where site_id = $1 and ($2::integer is null or offer = $2) and counted_at is not null
                  union all
                  select offer, variant,\s""" + COUNTED + """
                  from (select given.*
                        from (select day, day + 1 as after from offer_day_state where site_id = $1 and counted_at is null
                              union all
                              select coalesce(max(day) + 1, '-infinity'), 'infinity'
                              from offer_day_state where site_id = $1) span
                        cross join (select id from offer where site_id = $1 and ($2::integer is null or id = $2)) of
                        cross join lateral (
                            select * from offer_grant
                            where site_id = $1 and offer = of.id and granted_at >= span.day::timestamp at time zone 'UTC'
                              and granted_at < span.after::timestamp at time zone 'UTC' and not test offset 0) given
                       ) offer_grant
                  group by offer, variant) every
            group by offer, variant
            """;
    private static final String GRANTS = """
            select id, person, offer, variant, outcome, code, test, granted_at, expires_at,
                   shown_at, clicked_at, dismissed_at, redeemed_at
            from offer_grant
            where site_id = $1 and offer = $2 and (granted_at, id) < ($3, $4)
            order by granted_at desc, id desc limit $5
            """;

    private final Database database;

    /**
     * @param granted with something to show
     * @param noCode nothing was shown because the list of codes was empty
     * @param bought placed an order within seven days after it was first shown, and didn't cancel it
     * @param redeemed an order named the code
     */
    public record Counts(
            long granted, long noCode, long shown, long clicked, long dismissed, long redeemed, long bought) {
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    granted + other.granted,
                    noCode + other.noCode,
                    shown + other.shown,
                    clicked + other.clicked,
                    dismissed + other.dismissed,
                    redeemed + other.redeemed,
                    bought + other.bought);
        }
    }

    public OfferFigures(Database database) {
        this.database = database;
    }

    /** By offer. */
    public Future<Map<Integer, Counts>> of(Site site) {
        return database.query(COUNTS, site.id(), null).map(rows -> {
            Map<Integer, Counts> counts = new HashMap<>();
            rows.forEach(row -> counts.merge(row.getInteger("offer"), counts(row), Counts::plus));
            return counts;
        });
    }

    /** By variant, counted from 0. */
    public Future<Map<Integer, Counts>> of(Offer offer) {
        return database.query(COUNTS, offer.site(), offer.id()).map(rows -> {
            Map<Integer, Counts> counts = new HashMap<>();
            rows.forEach(row -> counts.put(row.getInteger("variant"), counts(row)));
            return counts;
        });
    }

    /** All variants together. */
    public static Counts sum(Map<Integer, Counts> counts) {
        return counts.values().stream().reduce(Counts.NONE, Counts::plus);
    }

    private static Counts counts(Row row) {
        return new Counts(
                row.getLong("granted"),
                row.getLong("no_code"),
                row.getLong("shown"),
                row.getLong("clicked"),
                row.getLong("dismissed"),
                row.getLong("redeemed"),
                row.getLong("bought"));
    }

    /** Newest first. */
    public Future<Page<Grant>> grants(Offer offer, Keyset after, int limit) {
        return database.query(
                        GRANTS,
                        offer.site(),
                        offer.id(),
                        after.instant().atOffset(java.time.ZoneOffset.UTC),
                        after.id(),
                        limit + 1)
                .map(rows -> {
                    List<Grant> grants = new ArrayList<>();
                    rows.forEach(row -> grants.add(grant(row)));
                    return Page.of(grants, limit, grant -> Keyset.of(grant.granted(), grant.id()));
                });
    }

    static Grant grant(Row row) {
        return new Grant(
                row.getUUID("id"),
                row.getUUID("person"),
                row.getInteger("offer"),
                row.getInteger("variant"),
                Outcome.of(row.getShort("outcome")),
                Optional.ofNullable(row.getString("code")),
                row.getBoolean("test"),
                row.getOffsetDateTime("granted_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                instant(row, "shown_at"),
                instant(row, "clicked_at"),
                instant(row, "dismissed_at"),
                instant(row, "redeemed_at"));
    }

    private static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(time -> time.toInstant());
    }
}
