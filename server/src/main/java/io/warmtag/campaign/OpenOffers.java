package io.warmtag.campaign;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.campaign.model.Countdown;
import io.warmtag.campaign.model.Offer;
import io.warmtag.db.Database;
import io.warmtag.event.Answer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** What a person is to be shown at a moment. */
public final class OpenOffers {
    /** What a visitor has to grant before he is addressed in person. */
    public static final String PURPOSE = "personalization_storage";

    /** A page has room for a few; who was given more sees the others later. */
    private static final int MOST = 5;

    // Of several grants of one offer only the newest counts: the others would show the same thing again. Nobody who has
    // placed an order since is asked to buy. The offers are read along: what this node has in memory may be a second
    // old.
    private static final String OPEN = """
            select g.*, offer.site_id, offer.definition, offer.paused, offer.author, offer.created_at, offer.changed_at,\s""" + OfferProduct.COLUMNS + """

            from (
                select distinct on (offer) id, person, offer, variant, outcome, code, test, granted_at, expires_at,
                       shown_at, clicked_at, dismissed_at, redeemed_at, product
                from offer_grant
                where site_id = $1 and outcome = 0
                  and person = any(array(
                    select $2::uuid union all
                    select v.visitor from person_visitor own
                    join person_visitor v on v.site_id = $1 and v.person = own.person
                    where own.site_id = $1 and own.visitor = $2))
                  and expires_at > $3
                order by offer, granted_at desc, id desc) g
            join offer on offer.site_id = $1 and offer.id = g.offer and not offer.deleted
            """ + OfferProduct.JOIN + """

            where dismissed_at is null
              and (test or not exists (
                  select from customer_order
                  where customer_order.site_id = $1
                    and customer_order.person = any(array(
                    select $2::uuid union all
                    select v.visitor from person_visitor own
                    join person_visitor v on v.site_id = $1 and v.person = own.person
                    where own.site_id = $1 and own.visitor = $2))
                    and placed_at >= g.granted_at))
            order by granted_at desc, g.id desc
            """;

    private static final String ANSWER = """
            select site.consent <> 'none' as asks, said.context
            from site left join lateral consent_of($1, $2, $3, 'infinity') said on true
            where site.id = $1
            """;

    private final Database database;

    public OpenOffers(Database database) {
        this.database = database;
    }

    /** As {@link #of}, for a page that doesn't say what the person lets it do: what he answers by now decides. */
    public Future<JsonArray> whereGranted(int site, UUID visitor, Instant now) {
        return of(site, visitor, now)
                .compose(open -> open.isEmpty()
                        ? Future.succeededFuture(open)
                        : grants(site, visitor).map(granted -> granted ? open : new JsonArray()));
    }

    private Future<Boolean> grants(int site, UUID visitor) {
        return database.query(ANSWER, site, visitor, PURPOSE).map(rows -> {
            Row row = rows.iterator().next();
            String context = row.getString("context");
            Answer answer = context == null ? Answer.NOTHING : Answer.of(new JsonObject(context), PURPOSE);
            return answer.grants(row.getBoolean("asks"));
        });
    }

    /** Newest first, as the page of one of his visitors gets them; empty when there are none. */
    public Future<JsonArray> of(int site, UUID visitor, Instant now) {
        return database.query(OPEN, site, visitor, now.atOffset(ZoneOffset.UTC)).map(rows -> {
            var open = new JsonArray();
            for (Row row : rows) {
                Grant grant = OfferFigures.grant(row);
                Offer offer = OfferStore.offer(row, grant.offer());
                if (open.size() < MOST && isToBeShown(offer, grant, now)) {
                    open.add(OfferWire.write(offer, grant, OfferProduct.of(row), now));
                }
            }
            return open;
        });
    }

    private static boolean isToBeShown(Offer offer, Grant grant, Instant now) {
        boolean on = grant.test() || offer.isOn(now);
        boolean shownEnough = grant.shown().isPresent() && !offer.draft().again();
        boolean hasWords = grant.variant() < offer.draft().variants().size();
        return on
                && hasWords
                && !shownEnough
                && end(offer, grant).filter(end -> !now.isBefore(end)).isEmpty();
    }

    /** When its countdown ends, as far as that is known: one in minutes begins when the offer is first shown. */
    static Optional<Instant> end(Offer offer, Grant grant) {
        Countdown countdown = offer.draft().countdown();
        return countdown instanceof Countdown.Until until
                ? Optional.of(until.at())
                : grant.shown().flatMap(countdown::end);
    }
}
