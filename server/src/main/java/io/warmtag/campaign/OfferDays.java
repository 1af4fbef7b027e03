package io.warmtag.campaign;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.function.LongSupplier;

/**
 * Keeps what became of the offers of days that are over added up for {@link OfferFigures}: the leader counts them, the days of the
 * last fortnight again and again, older ones once a day.
 */
public final class OfferDays {
    private static final long FIRST_AFTER_MS = 5_000;
    private static final long EVERY_MS = 60_000;
    private static final long LONGEST_MS = 3_000;

    private static final String BEGIN = """
            insert into offer_day_state (site_id, day)
            select site_id, day::date
            from (select site_id, min(coalesce(known.next, (oldest at time zone 'UTC')::date)) as since
                  from offer
                  left join lateral (select max(day) + 1 as next from offer_day_state state
                                     where state.site_id = offer.site_id) known on true
                  left join lateral (select granted_at as oldest from offer_grant given
                                     where given.site_id = offer.site_id and given.offer = offer.id
                                     order by granted_at limit 1) first on true
                  group by site_id) begun
            cross join lateral generate_series(since::timestamp, $1::date - 1, interval '1 day') day
            on conflict do nothing
            """;
    private static final String DUE = """
            select site_id, day from offer_day_state
            where counted_at is null
               or counted_at < $1::timestamptz - case when day >= $2::date - 14 then interval '10 minutes' else interval '1 day' end
            order by counted_at nulls first, day desc limit 200
            """;
    // Whoever lets grants go waits for this row, or this waits for him.
    private static final String HOLD = "update offer_day_state set counted_at = $3 where site_id = $1 and day = $2";
    private static final String FORGET = "delete from offer_day where site_id = $1 and day = $2";
    private static final String COUNT = """
            insert into offer_day (site_id, offer, variant, day, granted, no_code, shown, clicked, dismissed, redeemed, bought)
            select $1::integer, offer, variant, $2::date,\s""" + OfferFigures.COUNTED + """
            from (select given.*
                  from (select id from offer where site_id = $1) of
                  cross join lateral (
                      select * from offer_grant
                      where site_id = $1 and offer = of.id and granted_at >= $2::date::timestamp at time zone 'UTC'
                        and granted_at < ($2::date + 1)::timestamp at time zone 'UTC' and not test offset 0) given
                 ) offer_grant
            group by offer, variant
            """;

    private final Database database;
    private final LongSupplier clock;

    /** @param clock ms */
    public OfferDays(Database database, LongSupplier clock) {
        this.database = database;
        this.clock = clock;
    }

    public void start(Leadership leadership) {
        leadership.every(FIRST_AFTER_MS, EVERY_MS, "counting what became of offers", this::run);
    }

    /** Counts what is due, one day after the other, for some seconds at most. */
    public Future<Void> run() {
        OffsetDateTime now = Instant.ofEpochMilli(clock.getAsLong()).atOffset(ZoneOffset.UTC);
        long until = clock.getAsLong() + LONGEST_MS;
        return database.query(BEGIN, now.toLocalDate())
                .compose(begun -> database.query(DUE, now, now.toLocalDate()))
                .compose(due -> next(due.iterator(), now, until));
    }

    private Future<Void> next(Iterator<Row> due, OffsetDateTime now, long until) {
        if (!due.hasNext() || clock.getAsLong() > until) {
            return Future.succeededFuture();
        }
        Row row = due.next();
        return count(row.getInteger("site_id"), row.getLocalDate("day"), now).compose(done -> next(due, now, until));
    }

    private Future<Void> count(int site, LocalDate day, OffsetDateTime now) {
        return database.inTransaction(transaction -> transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(site, day, now))
                .compose(held -> transaction.preparedQuery(FORGET).execute(Tuple.of(site, day)))
                .compose(gone -> transaction.preparedQuery(COUNT).execute(Tuple.of(site, day)))
                .mapEmpty());
    }
}
