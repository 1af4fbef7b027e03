package io.warmtag.preview;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Previews and what their pages told, in PostgreSQL, so that every node can show them. */
final class PreviewStore {
    /** As much as a patient person produces in two hours; nobody reads more. */
    static final int MOST_MESSAGES = 5_000;

    static final long MOST_BYTES = 32L * 1024 * 1024;

    private static final String COLUMNS = "id, site_id, subject, picking, author, created_at, expires_at, "
            + "messages >= " + MOST_MESSAGES + " or bytes >= " + MOST_BYTES + " as is_full";

    private final Database database;

    PreviewStore(Database database) {
        this.database = database;
    }

    /** The secret of this name, the same on all nodes: {@code fresh} when there was none. */
    Future<Buffer> secret(String name, Buffer fresh) {
        return database.query(
                        "insert into server_secret (name, value) values ($1, $2) on conflict do nothing", name, fresh)
                .compose(done -> database.query("select value from server_secret where name = $1", name))
                .map(rows -> rows.iterator().next().getBuffer("value"));
    }

    Future<PreviewSession> add(PreviewSession session) {
        return database.query(
                        """
                        insert into preview_session (id, site_id, subject, picking, author, expires_at)
                        values ($1, $2, $3, $4, $5, $6) returning\s""" + COLUMNS,
                        session.id(),
                        session.site(),
                        session.subject().code(),
                        session.picking(),
                        session.author(),
                        session.expiresAt().atOffset(java.time.ZoneOffset.UTC))
                .map(rows -> sessions(rows).get(0));
    }

    /** The site's that still hold, newest first. */
    Future<List<PreviewSession>> of(Site site) {
        return database.query("select " + COLUMNS + """
                         from preview_session where site_id = $1 and expires_at > now()
                        order by created_at desc limit 20
                        """, site.id()).map(PreviewStore::sessions);
    }

    Future<Optional<PreviewSession>> find(Site site, UUID id) {
        return database.query(
                        "select " + COLUMNS
                                + " from preview_session where site_id = $1 and id = $2 and expires_at > now()",
                        site.id(),
                        id)
                .map(rows -> sessions(rows).stream().findFirst());
    }

    Future<Boolean> remove(Site site, UUID id) {
        return database.query("delete from preview_session where site_id = $1 and id = $2", site.id(), id)
                .map(rows -> rows.rowCount() > 0);
    }

    Future<Void> purge() {
        return database.query("delete from preview_session where expires_at < now()")
                .mapEmpty();
    }

    /** Keeps messages; false when the session is over or full. */
    Future<Boolean> write(UUID session, List<String> bodies) {
        long bytes = bodies.stream().mapToLong(String::length).sum();
        return database.query(
                        """
                        with counted as (
                            update preview_session set messages = messages + $2, bytes = bytes + $3
                            where id = $1 and expires_at > now() and messages < $4 and bytes < $5
                            returning id)
                        insert into preview_message (session_id, body)
                        select counted.id, told.body from counted, unnest($6::text[]) with ordinality told (body, place)
                        order by told.place
                        """, session, bodies.size(), bytes, MOST_MESSAGES, MOST_BYTES, bodies.toArray(String[]::new))
                .map(rows -> rows.rowCount() > 0);
    }

    /** What was told after a message, oldest first. */
    Future<List<Told>> read(UUID session, long after, int limit) {
        return database.query("""
                        select number, received, body from preview_message
                        where session_id = $1 and number > $2 order by number limit $3
                        """, session, after, limit).map(PreviewStore::told);
    }

    /** What was told of some kinds after a message, oldest first. The kind is the first thing that a message says. */
    Future<List<Told>> read(UUID session, long after, List<String> kinds, int limit) {
        return database.query("""
                        select number, received, body from preview_message
                        where session_id = $1 and number > $2 and substring(body from '"kind":"([a-z]+)"') = any($3)
                        order by number limit $4
                        """, session, after, kinds.toArray(String[]::new), limit)
                .map(PreviewStore::told);
    }

    private static List<Told> told(RowSet<Row> rows) {
        var told = new ArrayList<Told>();
        for (Row row : rows) {
            told.add(new Told(
                    row.getLong("number"), row.getOffsetDateTime("received").toInstant(), row.getString("body")));
        }
        return told;
    }

    private static List<PreviewSession> sessions(RowSet<Row> rows) {
        var sessions = new ArrayList<PreviewSession>();
        for (Row row : rows) {
            sessions.add(new PreviewSession(
                    row.getUUID("id"),
                    row.getInteger("site_id"),
                    Subject.ofCode(row.getString("subject")).orElseThrow(),
                    row.getBoolean("picking"),
                    row.getString("author"),
                    row.getOffsetDateTime("created_at").toInstant(),
                    row.getOffsetDateTime("expires_at").toInstant(),
                    row.getBoolean("is_full")));
        }
        return sessions;
    }
}
