package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.people.contact.ContactField;
import io.warmtag.site.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Who is one person with whom, what is to be decided about that, and the decisions. */
public final class Joins {
    private final Database database;

    /**
     * Two persons who share something and were not joined.
     *
     * @param kind {@code user_id}, {@code email} or {@code phone}
     * @param reason a code of {@link io.warmtag.people.join.Conflict.Reason}
     * @param holders how many visitors have it; counted up to a thousand
     */
    public record Open(int id, UUID one, UUID other, String kind, String reason, Instant found, int holders) {}

    /** What somebody decided about two visitors. */
    public record Decided(long number, UUID one, UUID other, boolean together, String by, Instant at) {}

    private static final String OPEN = """
            select id, one, other, kind, reason, found_at,
                   (select count(*) from (select from identity i where i.site_id = c.site_id and i.kind = c.kind
                                          and i.hash = c.hash limit 1000) having_it)::int as holders
            from join_conflict c where site_id = $1""";

    public Joins(Database database) {
        this.database = database;
    }

    /** All visitors of a visitor's person, himself among them. */
    public Future<List<UUID>> visitors(Site site, UUID visitor) {
        return database.query("""
                        select visitor from person_visitor where site_id = $1 and person = (
                            select person from person_visitor where site_id = $1 and visitor = $2)
                        order by visitor""", site.id(), visitor).map(rows -> {
            List<UUID> visitors = new ArrayList<>();
            rows.forEach(row -> visitors.add(row.getUUID(0)));
            return visitors.isEmpty() ? List.of(visitor) : visitors;
        });
    }

    /** What is to be decided, the newest first. */
    public Future<Page<Open>> open(Site site, Keyset after, int limit) {
        return database.query(OPEN + " and id < $2 order by id desc limit $3", site.id(), after.number(), limit + 1)
                .map(rows -> Page.of(open(rows), limit, one -> Keyset.of(one.id())));
    }

    /** What is to be decided about one visitor's person. */
    public Future<List<Open>> open(Site site, UUID visitor, int limit) {
        return database.query(OPEN + """
                 and ((select coalesce(max(person::text)::uuid, $2) from person_visitor
                       where site_id = $1 and visitor = $2) in (one, other) or $2 in (one, other))
                order by id desc limit $3""", site.id(), visitor, limit).map(Joins::open);
    }

    private static List<Open> open(RowSet<Row> rows) {
        List<Open> open = new ArrayList<>();
        rows.forEach(row -> open.add(new Open(
                row.getInteger("id"),
                row.getUUID("one"),
                row.getUUID("other"),
                ContactField.values()[row.getShort("kind")].code(),
                row.getString("reason"),
                row.getOffsetDateTime("found_at").toInstant(),
                row.getInteger("holders"))));
        return open;
    }

    /** What people have decided and still holds, the newest first. */
    public Future<Page<Decided>> decided(Site site, Keyset after, int limit) {
        return database.query("""
                        select number, one, other, together, by, at from join_decision d
                        where site_id = $1 and number < $2 and not exists (
                            select from join_decision later where later.site_id = $1 and later.number > d.number
                            and (later.one, later.other) in ((d.one, d.other), (d.other, d.one)))
                        order by number desc limit $3""", site.id(), after.number(), limit + 1).map(rows -> {
            List<Decided> decided = new ArrayList<>();
            rows.forEach(row -> decided.add(new Decided(
                    row.getLong("number"),
                    row.getUUID("one"),
                    row.getUUID("other"),
                    row.getBoolean("together"),
                    row.getString("by"),
                    row.getOffsetDateTime("at").toInstant())));
            return Page.of(decided, limit, one -> Keyset.of(one.number()));
        });
    }

    /**
     * Takes a decision back: what is heard of the two decides again.
     *
     * @return whom it was about; empty when there is no such decision
     */
    public Future<List<UUID>> takeBack(Site site, long number) {
        var store = new JoinStore();
        return database.inTransaction(transaction -> store.lock(transaction, site.id())
                .compose(locked -> transaction.preparedQuery("""
                                with taken as (select one, other from join_decision where site_id = $1 and number = $2)
                                delete from join_decision d using taken
                                where site_id = $1
                                  and (d.one, d.other) in ((taken.one, taken.other), (taken.other, taken.one))
                                returning taken.one, taken.other""").execute(Tuple.of(site.id(), number)))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.succeededFuture(List.of());
                    }
                    Row row = rows.iterator().next();
                    List<UUID> both = List.of(row.getUUID(0), row.getUUID(1));
                    return store.weighAgain(transaction, site.id(), both).map(both);
                }));
    }

    /**
     * Decides about two visitors and the persons that they belong to; holds soon after. A later decision about the same two takes
     * an earlier one's place, so that a join is undone by deciding the other way.
     *
     * @param by as the audit names him
     */
    public Future<Void> decide(Site site, UUID one, UUID other, boolean together, String by) {
        var store = new JoinStore();
        // Who is just being weighed would be noted as weighed by a decision that nobody has read.
        return database.inTransaction(transaction -> store.lock(transaction, site.id())
                .compose(locked -> transaction
                        .preparedQuery(
                                "insert into join_decision (site_id, one, other, together, by) values ($1, $2, $3, $4, $5)")
                        .execute(Tuple.of(site.id(), one, other, together, by)))
                .compose(done -> store.weighAgain(transaction, site.id(), List.of(one, other))));
    }
}
