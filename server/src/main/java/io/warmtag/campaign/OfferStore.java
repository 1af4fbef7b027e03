package io.warmtag.campaign;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.campaign.model.Offer;
import io.warmtag.campaign.model.OfferDraft;
import io.warmtag.db.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The offers in PostgreSQL. Read them from {@link Offers}, which has them in memory. */
final class OfferStore {
    private static final String COLUMNS = "site_id, id, definition, paused, author, created_at, changed_at";
    private static final String ALL = "select " + COLUMNS + " from offer where not deleted order by site_id, id desc";
    private static final String FIND = "select " + COLUMNS + ", deleted from offer where site_id = $1 and id = $2";
    // Two who add at once get two numbers: the second waits here, for the site's row.
    private static final String LOCK = "select 1 from site where id = $1 for no key update";
    private static final String INSERT = """
            insert into offer (site_id, id, definition, paused, author)
            select $1, coalesce(max(id), 0) + 1, $2, $3, $4 from offer where site_id = $1
            returning\s""" + COLUMNS;
    private static final String UPDATE = """
            update offer set definition = $3, paused = $4, author = $5, changed_at = now()
            where site_id = $1 and id = $2 and not deleted
            returning\s""" + COLUMNS;
    private static final String DELETE = "update offer set deleted = true, author = $3, changed_at = now()"
            + " where site_id = $1 and id = $2 and not deleted";

    private final Database database;

    OfferStore(Database database) {
        this.database = database;
    }

    /** All of all sites that are not deleted, newest first within their site. */
    Future<List<Offer>> all() {
        return database.query(ALL).map(OfferStore::offers);
    }

    /** Deleted ones too. */
    static Future<Optional<Found>> find(SqlConnection transaction, int site, int id) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(site, id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(new Found(
                                offer(rows.iterator().next()),
                                rows.iterator().next().getBoolean("deleted"))));
    }

    /** An offer as it is in the database at this moment. */
    record Found(Offer offer, boolean deleted) {}

    Future<Offer> add(SqlConnection transaction, int site, OfferDraft draft, boolean paused, String author) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(site))
                .compose(locked -> transaction
                        .preparedQuery(INSERT)
                        .execute(Tuple.of(site, OfferJson.write(draft).encode(), paused, author)))
                .map(rows -> offers(rows).get(0));
    }

    /** Empty when it is gone. */
    Future<Optional<Offer>> change(
            SqlConnection transaction, int site, int id, OfferDraft draft, boolean paused, String author) {
        return transaction
                .preparedQuery(UPDATE)
                .execute(Tuple.of(site, id, OfferJson.write(draft).encode(), paused, author))
                .map(rows -> offers(rows).stream().findFirst());
    }

    Future<Boolean> delete(SqlConnection transaction, int site, int id, String author) {
        return transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(site, id, author))
                .map(done -> done.rowCount() == 1);
    }

    private static List<Offer> offers(RowSet<Row> rows) {
        var offers = new ArrayList<Offer>();
        rows.forEach(row -> offers.add(offer(row)));
        return offers;
    }

    private static Offer offer(Row row) {
        return offer(row, row.getInteger("id"));
    }

    /** Where the row's {@code id} is something else's. */
    static Offer offer(Row row, int id) {
        return new Offer(
                row.getInteger("site_id"),
                id,
                OfferReader.read(new JsonObject(row.getString("definition"))).draft(),
                row.getBoolean("paused"),
                row.getString("author"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("changed_at").toInstant());
    }
}
