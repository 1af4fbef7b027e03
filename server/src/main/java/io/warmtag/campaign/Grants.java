package io.warmtag.campaign;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.campaign.Grant.Outcome;
import io.warmtag.campaign.OfferStore.Found;
import io.warmtag.campaign.model.Coupon;
import io.warmtag.campaign.model.Offer;
import io.warmtag.campaign.model.OfferDraft;
import io.warmtag.db.Database;
import io.warmtag.event.UuidV7;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives offers to persons. Who has a page open hears of it with the commit, on whichever node his page hangs. */
public final class Grants {
    private static final Duration TEST_HOLDS = Duration.ofHours(1);
    private static final String TEST_CODE = "TEST";

    private static final String INSERT = """
            insert into offer_grant (id, site_id, person, offer, firing, variant, outcome, code, test, granted_at, expires_at,
                                     product)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict (site_id, offer, firing) do nothing
            """;
    // Who grants at the same time takes the next one, and doesn't wait.
    private static final String TAKE_CODE = """
            with taken as (
                update offer_code set grant_id = $3
                where (site_id, offer, number) = (
                    select site_id, offer, number from offer_code
                    where site_id = $1 and offer = $2 and grant_id is null
                    order by number limit 1 for update skip locked)
                returning code)
            update offer_grant set code = (select code from taken),
                                   outcome = case when exists (select from taken) then outcome else 1 end
            where id = $3
            returning outcome
            """;
    private static final String KNOWN =
            "select outcome from offer_grant where site_id = $1 and offer = $2 and firing = $3";

    private final Database database;

    public Grants(Database database) {
        this.database = database;
    }

    /**
     * Gives an offer to a person, once for each firing: asked again, it changes nothing and answers the same. Where nothing can
     * be shown, because the offer isn't on or has no code left, the grant says so.
     *
     * @param transaction the grant holds, and is told, when it commits
     * @param firing what it is given for
     * @param data of the event that it is given for, whose product its words speak of; empty when there is none
     */
    public Future<Outcome> grant(
            SqlConnection transaction, int site, UUID person, int offer, UUID firing, JsonObject data, Instant now) {
        return OfferStore.find(transaction, site, offer)
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(new IllegalArgumentException("there is no offer " + offer))
                        : give(transaction, found.get(), person, firing, OfferProduct.noted(data), now));
    }

    private static Future<Outcome> give(
            SqlConnection transaction, Found found, UUID person, UUID firing, @Nullable String product, Instant now) {
        Offer offer = found.offer();
        OfferDraft draft = offer.draft();
        boolean on = !found.deleted() && offer.isOn(now) && !offer.isOver(now);
        Coupon coupon = draft.coupon();
        UUID id = UuidV7.create(now.toEpochMilli());
        var row = Tuple.tuple();
        row.addUUID(id)
                .addInteger(offer.site())
                .addUUID(person)
                .addInteger(offer.id())
                .addUUID(firing);
        row.addInteger(draft.variantFor(offer.id(), person));
        row.addShort((on ? Outcome.GIVEN : Outcome.OFF).code());
        row.addString(on && coupon.kind() == Coupon.Kind.FIXED ? coupon.code() : null);
        row.addBoolean(false);
        row.addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        row.addOffsetDateTime(now.plus(draft.holds()).atOffset(ZoneOffset.UTC));
        row.addString(product);
        return transaction.preparedQuery(INSERT).execute(row).compose(inserted -> {
            if (inserted.rowCount() == 0) {
                return outcome(transaction, KNOWN, Tuple.of(offer.site(), offer.id(), firing));
            }
            if (!on) {
                return Future.succeededFuture(Outcome.OFF);
            }
            Future<Outcome> ready = coupon.kind() == Coupon.Kind.LIST
                    ? outcome(transaction, TAKE_CODE, Tuple.of(offer.site(), offer.id(), id))
                    : Future.succeededFuture(Outcome.GIVEN);
            return ready.compose(
                    outcome -> GrantNews.tell(transaction, offer.site(), person).map(outcome));
        });
    }

    private static Future<Outcome> outcome(SqlConnection transaction, String sql, Tuple parameters) {
        return transaction
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> Outcome.of(rows.iterator().next().getShort("outcome")));
    }

    /** Gives it in a transaction of its own. */
    public Future<Outcome> grant(Offer offer, UUID person, UUID firing, JsonObject data, Instant now) {
        return database.inTransaction(tx -> grant(tx, offer.site(), person, offer.id(), firing, data, now));
    }

    /** A product for whoever wants to see what an offer's words look like with one; empty when the shop has no feed. */
    public Future<Optional<OfferProduct>> sampleProduct(int site) {
        return OfferProduct.newest(database, site);
    }

    /** Shows an offer to who made it, for an hour: whatever its state is, uncounted, and without taking a code. */
    public Future<Void> test(Offer offer, UUID person, Instant now) {
        OfferDraft draft = offer.draft();
        Coupon coupon = draft.coupon();
        UUID id = UuidV7.create(now.toEpochMilli());
        var row = Tuple.tuple();
        row.addUUID(id)
                .addInteger(offer.site())
                .addUUID(person)
                .addInteger(offer.id())
                .addUUID(id);
        row.addInteger(draft.variantFor(offer.id(), person));
        row.addShort(Outcome.GIVEN.code());
        row.addString(
                coupon.kind() == Coupon.Kind.LIST ? TEST_CODE : coupon.code().isEmpty() ? null : coupon.code());
        row.addBoolean(true);
        row.addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        row.addOffsetDateTime(now.plus(TEST_HOLDS).atOffset(ZoneOffset.UTC));
        return OfferProduct.newestNoted(database, offer.site())
                .compose(product -> database.inTransaction(tx -> tx.preparedQuery(INSERT)
                        .execute(row.addString(product.orElse(null)))
                        .compose(done -> GrantNews.tell(tx, offer.site(), person))));
    }
}
