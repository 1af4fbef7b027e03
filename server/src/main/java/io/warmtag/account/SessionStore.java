package io.warmtag.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import java.util.Optional;

/**
 * Who is logged in, in PostgreSQL, so that every node knows. A session ends after 24 hours without a visit, and after 30
 * days in any case.
 */
public final class SessionStore {
    private final Database database;

    public SessionStore(Database database) {
        this.database = database;
    }

    Future<Void> add(Token.Hash hash, int accountId, String csrfToken) {
        return database.query("""
                        with old as (delete from console_session where account_id = $2 and expires_at < now())
                        insert into console_session (token_hash, account_id, csrf_token, expires_at)
                        values ($1, $2, $3, now() + interval '30 days')""", hash.bytes(), accountId, csrfToken).mapEmpty();
    }

    /** The session of a token, if it still holds; a visit is noted at most once a minute. */
    public Future<Optional<Session>> find(Token token) {
        Token.Hash hash = token.hash();
        return database.query("""
                        select a.id, a.email, a.language, s.csrf_token, s.seen_at < now() - interval '1 minute' as stale
                        from console_session s join account a on a.id = s.account_id
                        where s.token_hash = $1 and s.expires_at > now() and s.seen_at > now() - interval '24 hours'
                        """, hash.bytes()).compose(rows -> {
            for (Row row : rows) {
                var session = new Session(AccountStore.account(row), row.getString("csrf_token"), hash);
                Future<Void> noted = row.getBoolean("stale") ? touch(hash) : Future.succeededFuture();
                return noted.map(Optional.of(session));
            }
            return Future.succeededFuture(Optional.empty());
        });
    }

    private Future<Void> touch(Token.Hash hash) {
        return database.query("update console_session set seen_at = now() where token_hash = $1", hash.bytes())
                .mapEmpty();
    }

    public Future<Void> end(Session session) {
        return database.query(
                        "delete from console_session where token_hash = $1",
                        session.key().bytes())
                .mapEmpty();
    }

    /** Sessions and links that nobody can use any more. */
    Future<Void> purge() {
        return database.query("delete from console_session where expires_at < now()")
                .compose(gone -> database.query("delete from one_time_link where expires_at < now()"))
                .mapEmpty();
    }
}
