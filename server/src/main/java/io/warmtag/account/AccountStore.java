package io.warmtag.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts and the one-time links that lead to them, in PostgreSQL. */
public final class AccountStore {
    /** Any number, the same on all nodes: only one of them may make the first account. */
    private static final long FIRST_ACCOUNT_LOCK = 7_305_514_001L;

    private final Database database;

    /** An account with the hash of its password. */
    record WithHash(Account account, String passwordHash) {}

    public AccountStore(Database database) {
        this.database = database;
    }

    /** E-mail addresses are compared without case. */
    public static String normalised(String email) {
        return email.trim().toLowerCase(Locale.ROOT);
    }

    public Future<Boolean> isEmpty() {
        return database.query("select not exists (select from account)")
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    Future<Optional<WithHash>> find(String email) {
        return database.query(
                        "select id, email, language, password_hash from account where email = $1", normalised(email))
                .map(AccountStore::withHash);
    }

    Future<Optional<WithHash>> find(int id) {
        return database.query("select id, email, language, password_hash from account where id = $1", id)
                .map(AccountStore::withHash);
    }

    private static Optional<WithHash> withHash(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new WithHash(account(row), row.getString("password_hash")));
        }
        return Optional.empty();
    }

    static Account account(Row row) {
        return new Account(row.getInteger("id"), row.getString("email"), row.getString("language"));
    }

    /**
     * Makes the very first account.
     *
     * @param setup the link that allows it, which is used up; null when the environment asked for it
     * @return empty when there is an account already, or the link doesn't hold
     */
    Future<Optional<Account>> createFirst(String email, String hash, String language, Token.@Nullable Hash setup) {
        return database.inTransaction(connection -> connection
                .preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(FIRST_ACCOUNT_LOCK))
                .compose(locked -> setup == null ? Future.succeededFuture(true) : use(connection, "setup", setup))
                .compose(allowed -> allowed ? insertFirst(connection, email, hash, language) : none()));
    }

    private static Future<Optional<Account>> none() {
        return Future.succeededFuture(Optional.empty());
    }

    private static Future<Optional<Account>> insertFirst(
            SqlClient connection, String email, String hash, String language) {
        return connection
                .preparedQuery("""
                        insert into account (email, password_hash, language)
                        select $1, $2, $3 where not exists (select from account)
                        returning id, email, language""")
                .execute(Tuple.of(normalised(email), hash, language))
                .compose(rows -> connection
                        .query("delete from one_time_link where purpose = 'setup'")
                        .execute()
                        .map(deleted -> {
                            for (Row row : rows) {
                                return Optional.of(account(row));
                            }
                            return Optional.<Account>empty();
                        }));
    }

    private static Future<Boolean> use(SqlClient connection, String purpose, Token.Hash hash) {
        return connection
                .preparedQuery(
                        "delete from one_time_link where token_hash = $1 and purpose = $2 and expires_at > now() returning 1")
                .execute(Tuple.of(hash.bytes(), purpose))
                .map(rows -> rows.size() > 0);
    }

    /** Stores a link; it can be used once, until {@code lifetime} has passed. */
    Future<Void> addLink(Token.Hash hash, String purpose, @Nullable Integer accountId, Duration lifetime) {
        return database.query(
                        "insert into one_time_link (token_hash, purpose, account_id, expires_at) values ($1, $2, $3, $4)",
                        hash.bytes(),
                        purpose,
                        accountId,
                        OffsetDateTime.now(ZoneOffset.UTC).plus(lifetime))
                .mapEmpty();
    }

    /** Whether a link could be used now; looking at it doesn't use it up. */
    Future<Boolean> holds(Token.Hash hash, String purpose) {
        return database.query(
                        "select from one_time_link where token_hash = $1 and purpose = $2 and expires_at > now()",
                        hash.bytes(),
                        purpose)
                .map(rows -> rows.size() > 0);
    }

    /** Uses up a password link, sets the password and ends every session of the account; empty when it doesn't hold. */
    Future<Optional<Account>> resetPassword(Token.Hash link, String hash) {
        return database.inTransaction(connection -> connection
                .preparedQuery("""
                        with used as (
                            delete from one_time_link
                            where token_hash = $1 and purpose = 'password' and expires_at > now()
                            returning account_id),
                        ended as (
                            delete from console_session where account_id in (select account_id from used))
                        update account set password_hash = $2 where id in (select account_id from used)
                        returning id, email, language""")
                .execute(Tuple.of(link.bytes(), hash))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(account(row));
                    }
                    return Optional.<Account>empty();
                }));
    }

    /** Sets the password and ends every other session of the account. */
    Future<Void> setPassword(int id, String hash, Token.Hash keep) {
        return database.query("""
                        with ended as (delete from console_session where account_id = $1 and token_hash <> $3)
                        update account set password_hash = $2 where id = $1""", id, hash, keep.bytes()).mapEmpty();
    }

    public Future<Void> setLanguage(int id, String language) {
        return database.query("update account set language = $2 where id = $1", id, language)
                .mapEmpty();
    }
}
