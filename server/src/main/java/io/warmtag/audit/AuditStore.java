package io.warmtag.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record of who changed what; only ever appended to. Never holds a secret. */
public final class AuditStore {
    private static final int MOST_ACTORS = 200;

    private final Database database;

    public AuditStore(Database database) {
        this.database = database;
    }

    /**
     * Writes down what has been done.
     *
     * @param actor an e-mail address, {@code key:<name>}, or {@code environment}
     * @param action like {@code site.create}
     * @param siteId the site it was done to, if it was one
     * @param subject what exactly, like a version or a name
     */
    public Future<Void> add(String actor, String action, @Nullable Integer siteId, @Nullable String subject) {
        return database.query(
                        "insert into audit (actor, action, site_id, subject) values ($1, $2, $3, $4)",
                        actor,
                        action,
                        siteId,
                        subject)
                .mapEmpty();
    }

    /** The same, in the transaction that does it. */
    public static Future<Void> add(
            SqlConnection transaction, String actor, String action, int site, @Nullable String subject) {
        return transaction
                .preparedQuery("insert into audit (actor, action, site_id, subject) values ($1, $2, $3, $4)")
                .execute(Tuple.of(actor, action, site, subject))
                .mapEmpty();
    }

    /** Newest first. */
    public Future<Page<AuditEntry>> list(AuditFilter filter, Keyset after, int limit) {
        return database.query(
                        "select id, at, actor, action, site_id, subject from audit where " + ofSite(filter.site())
                                + """
                         and id < $2 and ($3::text is null or actor = $3)
                          and ($4::text[] is null or split_part(action, '.', 1) = any($4))
                        order by id desc limit $5
                        """,
                        filter.site().orElse(null),
                        after.number(),
                        filter.actor().orElse(null),
                        filter.kind()
                                .map(kind -> kind.beginnings().toArray(String[]::new))
                                .orElse(null),
                        limit + 1)
                .map(rows -> {
                    var entries = new ArrayList<AuditEntry>();
                    rows.forEach(row -> entries.add(entry(row)));
                    return Page.of(entries, limit, entry -> Keyset.of(entry.number()));
                });
    }

    /** One plan serves a statement for all values: the choice stands in the text, so that a site's rows come from its index. */
    private static String ofSite(Optional<Integer> site) {
        return site.isPresent() ? "site_id = $1" : "$1::integer is null";
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getLong("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getInteger("site_id"),
                row.getString("subject"));
    }

    /** Who has changed something, on one site or anywhere; sorted, at most {@value #MOST_ACTORS}. */
    public Future<List<String>> actors(Optional<Integer> site) {
        return database.query(
                        "select distinct actor from audit where " + ofSite(site) + " order by actor limit $2",
                        site.orElse(null),
                        MOST_ACTORS)
                .map(rows -> {
                    var actors = new ArrayList<String>();
                    rows.forEach(row -> actors.add(row.getString("actor")));
                    return actors;
                });
    }
}
