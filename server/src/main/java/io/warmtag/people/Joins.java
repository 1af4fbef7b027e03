package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
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
     */
    public record Open(int id, UUID one, UUID other, String kind, String reason, Instant found) {}

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
    public Future<List<Open>> open(Site site, int limit) {
        return open(
                "select id, one, other, kind, reason, found_at from join_conflict where site_id = $1"
                        + " and $2::uuid is null order by id desc limit $3",
                site,
                null,
                limit);
    }

    /** What is to be decided about one visitor's person. */
    public Future<List<Open>> open(Site site, UUID visitor, int limit) {
        return open("""
                select id, one, other, kind, reason, found_at from join_conflict
                where site_id = $1 and ((select coalesce(max(person::text)::uuid, $2) from person_visitor
                                         where site_id = $1 and visitor = $2) in (one, other) or $2 in (one, other))
                order by id desc limit $3""", site, visitor, limit);
    }

    private Future<List<Open>> open(String sql, Site site, @org.jspecify.annotations.Nullable UUID visitor, int limit) {
        return database.query(sql, site.id(), visitor, limit).map(rows -> {
            List<Open> open = new ArrayList<>();
            rows.forEach(row -> open.add(new Open(
                    row.getInteger("id"),
                    row.getUUID("one"),
                    row.getUUID("other"),
                    io.warmtag.people.contact.ContactField.values()[row.getShort("kind")].code(),
                    row.getString("reason"),
                    row.getOffsetDateTime("found_at").toInstant())));
            return open;
        });
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
