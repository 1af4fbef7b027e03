package io.warmtag.campaign;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets grants go that nobody will see any more; what became of them stays, added up. */
public final class GrantRetention {
    private static final int MOST_AT_ONCE = 2_000;

    private static final String OLD = """
            with old as (
                select * from offer_grant where site_id = $1 and granted_at < $2 and expires_at < $2
                order by granted_at limit $3 for update skip locked)""";
    private static final String OF_PERSONS = """
            with old as (
                select * from offer_grant where site_id = $1 and person = any($2)
                and ($3::timestamptz is null or granted_at <= $3) order by id for update)""";
    private static final String ADD_UP = """
            , counted as (
                insert into offer_past as known (site_id, offer, variant, granted, no_code, shown, clicked, dismissed,
                                                 redeemed, bought)
                select site_id, offer, variant,\s""" + OfferFigures.COUNTED + """
                from old offer_grant where not test group by site_id, offer, variant
                on conflict (site_id, offer, variant) do update set
                    granted = known.granted + excluded.granted, no_code = known.no_code + excluded.no_code,
                    shown = known.shown + excluded.shown, clicked = known.clicked + excluded.clicked,
                    dismissed = known.dismissed + excluded.dismissed, redeemed = known.redeemed + excluded.redeemed,
                    bought = known.bought + excluded.bought),
            spoilt as (
                update offer_day_state state set counted_at = null
                from (select site_id, day from offer_day_state
                      where (site_id, day) in (select site_id, (granted_at at time zone 'UTC')::date from old)
                      order by site_id, day for update) touched
                where state.site_id = touched.site_id and state.day = touched.day)
            delete from offer_grant using old where offer_grant.id = old.id""";

    private static final String LET_GO = OLD + ADD_UP;
    private static final String ERASE = OF_PERSONS + ADD_UP;

    private final Database database;

    public GrantRetention(Database database) {
        this.database = database;
    }

    /** Lets those of a site go that were given, and over, before an instant. */
    public Future<Void> letGo(int site, Instant before) {
        return database.query(LET_GO, site, before.atOffset(ZoneOffset.UTC), MOST_AT_ONCE)
                .compose(gone -> gone.rowCount() < MOST_AT_ONCE ? Future.succeededFuture() : letGo(site, before));
    }

    /** Lets all of some persons go; their codes stay given. */
    public static Future<Void> erase(
            SqlConnection transaction, int site, Collection<UUID> persons, @Nullable OffsetDateTime until) {
        return transaction
                .preparedQuery(ERASE)
                .execute(Tuple.of(site, persons.toArray(UUID[]::new), until))
                .mapEmpty();
    }
}
