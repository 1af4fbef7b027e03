package io.warmtag.product;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.product.Feed.Reading;
import io.warmtag.product.model.RowProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Feeds and what came of reading them, in PostgreSQL. */
final class FeedStore {
    static final int MOST_WRONG = 1_000;

    private static final String SELECT = """
            select site_id, id, name, address, every_minutes, due, etag, modified, read_at, accepted, tried_at, result, detail,
                   rows, taken, changed, wrong, gone from product_feed where not deleted\s""";

    private static final String ADD = """
            insert into product_feed (site_id, id, name, address, every_minutes, author, due)
            select $1, coalesce(max(id), 0) + 1, $2, $3, $4, $5, case when $3::text is not null then now() end
            from product_feed where site_id = $1
            returning id""";

    private static final String NOTE = """
            update product_feed
            set tried_at = $3, result = $4, detail = $5, rows = $6, taken = $7, changed = $8, wrong = $9, gone = $10,
                etag = $11, modified = $12, read_at = case when $13 then $3 else read_at end,
                accepted = accepted and not $13,
                due = case when address is not null then $3 + make_interval(mins => every_minutes) end
            where site_id = $1 and id = $2""";

    private static final String WRONG = """
            insert into product_feed_wrong (site_id, feed, place, line, item_id, field, code, value)
            select $1, $2, place, line, item_id, field, code, value
            from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[])
                 with ordinality as new (line, item_id, field, code, value, place)""";

    private final Database database;

    FeedStore(Database database) {
        this.database = database;
    }

    Future<List<Feed>> of(int site) {
        return database.query(SELECT + "and site_id = $1 order by id", site).map(FeedStore::feeds);
    }

    Future<Optional<Feed>> find(int site, int id) {
        return database.query(SELECT + "and site_id = $1 and id = $2", site, id)
                .map(rows -> feeds(rows).stream().findFirst());
    }

    /** The one that has been waiting longest to be read. */
    Future<Optional<Feed>> due(Instant now) {
        return database.query(SELECT + "and due <= $1 order by due limit 1", ProductWriter.utc(now))
                .map(rows -> feeds(rows).stream().findFirst());
    }

    Future<Integer> add(int site, String name, @Nullable String address, int everyMinutes, String author) {
        // The site's row is locked: two at once would take the same id.
        return database.inTransaction(transaction -> transaction
                .preparedQuery("select id from site where id = $1 for no key update")
                .execute(Tuple.of(site))
                .compose(locked ->
                        transaction.preparedQuery(ADD).execute(Tuple.of(site, name, address, everyMinutes, author)))
                .map(rows -> rows.iterator().next().getInteger(0)));
    }

    /** Of another address nothing is known: it is read at once. */
    Future<Void> change(Feed feed, String name, @Nullable String address, int everyMinutes) {
        boolean same = Objects.equals(feed.address(), address);
        return database.query("""
                        update product_feed
                        set name = $3, address = $4, every_minutes = $5, etag = case when $6 then etag end,
                            modified = case when $6 then modified end,
                            due = case when $4::text is null then null when $6 then due else now() end
                        where site_id = $1 and id = $2""", feed.site(), feed.id(), name, address, everyMinutes, same)
                .mapEmpty();
    }

    Future<Void> delete(Feed feed) {
        return database.query(
                        "update product_feed set deleted = true where site_id = $1 and id = $2", feed.site(), feed.id())
                .mapEmpty();
    }

    /** @param accept however small it is now */
    Future<Void> readNow(Feed feed, boolean accept) {
        return database.query("""
                        update product_feed set due = now(), etag = null, modified = null, accepted = accepted or $3
                        where site_id = $1 and id = $2 and address is not null""", feed.site(), feed.id(), accept).mapEmpty();
    }

    /** How many of the feed's products are there. */
    Future<Integer> products(Feed feed) {
        return database.query(
                        "select count(*)::int from product where site_id = $1 and feed = $2 and gone_at is null",
                        feed.site(),
                        feed.id())
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** Of all that a feed has had, those that it didn't have in a reading are gone; of some nobody can tell. */
    Future<Integer> gone(Feed feed, Instant reading, List<String> unclear) {
        return database.query("""
                        update product set gone_at = $3
                        where site_id = $1 and feed = $2 and gone_at is null and listed_at < $3
                          and not item_id = any($4)""", feed.site(), feed.id(), ProductWriter.utc(reading), unclear.toArray(String[]::new))
                .map(RowSet::rowCount);
    }

    /** What the shop's server said of the file. */
    record Stamp(@Nullable String etag, @Nullable String modified) {
        static final Stamp NONE = new Stamp(null, null);
    }

    /**
     * Writes down what came of a reading.
     *
     * @param wrong null: as before
     */
    Future<Void> note(Feed feed, Reading reading, Stamp stamp, @Nullable List<RowProblem> wrong) {
        return database.inTransaction(transaction -> transaction
                .preparedQuery(NOTE)
                .execute(Tuple.of(feed.site(), feed.id(), ProductWriter.utc(reading.at()), reading.result())
                        .addValue(reading.detail())
                        .addInteger(reading.rows())
                        .addInteger(reading.taken())
                        .addInteger(reading.changed())
                        .addInteger(reading.wrong())
                        .addInteger(reading.gone())
                        .addValue(stamp.etag)
                        .addValue(stamp.modified)
                        .addBoolean(reading.result().equals("done")))
                .compose(noted -> wrong == null ? Future.succeededFuture() : wrong(transaction, feed, wrong)));
    }

    private static Future<Void> wrong(SqlConnection transaction, Feed feed, List<RowProblem> wrong) {
        return transaction
                .preparedQuery("delete from product_feed_wrong where site_id = $1 and feed = $2")
                .execute(Tuple.of(feed.site(), feed.id()))
                .compose(cleared -> transaction
                        .preparedQuery(WRONG)
                        .execute(Tuple.of(feed.site(), feed.id())
                                .addArrayOfInteger(
                                        wrong.stream().map(RowProblem::line).toArray(Integer[]::new))
                                .addArrayOfString(texts(wrong, RowProblem::item))
                                .addArrayOfString(texts(wrong, RowProblem::field))
                                .addArrayOfString(texts(wrong, RowProblem::code))
                                .addArrayOfString(texts(wrong, RowProblem::value))))
                .mapEmpty();
    }

    private static String[] texts(List<RowProblem> all, Function<RowProblem, String> each) {
        // PostgreSQL has no text with a zero in it.
        return all.stream().map(each).map(text -> text.replace('\0', ' ')).toArray(String[]::new);
    }

    /** The first of them, by their lines. */
    Future<List<RowProblem>> wrong(Feed feed, int limit) {
        return database.query("""
                        select line, item_id, field, code, value from product_feed_wrong
                        where site_id = $1 and feed = $2 order by line, place limit $3""", feed.site(), feed.id(), limit).map(rows -> {
            List<RowProblem> all = new ArrayList<>();
            for (Row row : rows) {
                all.add(new RowProblem(
                        row.getInteger(0), row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
            }
            return all;
        });
    }

    private static List<Feed> feeds(RowSet<Row> rows) {
        List<Feed> feeds = new ArrayList<>();
        for (Row row : rows) {
            Instant tried = ProductRows.time(row, "tried_at");
            feeds.add(new Feed(
                    row.getInteger("site_id"),
                    row.getInteger("id"),
                    row.getString("name"),
                    row.getString("address"),
                    row.getInteger("every_minutes"),
                    ProductRows.time(row, "due"),
                    row.getString("etag"),
                    row.getString("modified"),
                    ProductRows.time(row, "read_at"),
                    row.getBoolean("accepted"),
                    tried == null ? null : reading(row, tried)));
        }
        return feeds;
    }

    private static Reading reading(Row row, Instant at) {
        return new Reading(
                at,
                row.getString("result"),
                row.getString("detail"),
                row.getInteger("rows"),
                row.getInteger("taken"),
                row.getInteger("changed"),
                row.getInteger("wrong"),
                row.getInteger("gone"));
    }
}
