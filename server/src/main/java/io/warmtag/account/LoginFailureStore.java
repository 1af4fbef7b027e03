package io.warmtag.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Slows down whoever guesses passwords, on all nodes together. An attempt is counted before it is checked, so that a hundred
 * at once are no way around; a right password takes its count back.
 */
public final class LoginFailureStore {
    private final Database database;

    /** How long to wait before this attempt may be made; zero lets it through. */
    record Verdict(Duration pause) {
        boolean passes() {
            return pause.isZero();
        }
    }

    public LoginFailureStore(Database database) {
        this.database = database;
    }

    /** What is counted for an e-mail address, known or not; only its hash is stored. */
    static String emailKey(String email) {
        return "email:" + HexFormat.of().formatHex(Token.sha256(AccountStore.normalised(email)), 0, 16);
    }

    static String addressKey(String address) {
        return "address:" + address;
    }

    /**
     * Counts an attempt unless the key must still wait. After {@code free} attempts each further one doubles the wait, from
     * one second to {@code longest}; a day without any forgets them all.
     */
    Future<Verdict> attempt(String key, int free, Duration longest) {
        return database.query("""
                        insert into login_failure as f (key, count, blocked_to) values ($1, 1, now())
                        on conflict (key) do update set
                            count = case when f.last_at < now() - interval '1 day' then 1 else f.count + 1 end,
                            blocked_to = case
                                when f.last_at < now() - interval '1 day' or f.count + 1 < $2 then now()
                                else now() + least($3::float8, power(2, least(f.count + 1 - $2, 20))) * interval '1 second' end,
                            last_at = now()
                        where f.blocked_to <= now()
                        returning 1""", key, free, (double) longest.toSeconds())
                .compose(rows -> rows.size() > 0
                        ? Future.succeededFuture(new Verdict(Duration.ZERO))
                        : remaining(key).map(Verdict::new));
    }

    private Future<Duration> remaining(String key) {
        return database.query(
                        "select greatest(1, ceil(extract(epoch from blocked_to - now())))::int from login_failure where key = $1",
                        key)
                .map(rows -> {
                    for (Row row : rows) {
                        return Duration.ofSeconds(row.getInteger(0));
                    }
                    return Duration.ofSeconds(1);
                });
    }

    /** What would be forgotten with the next attempt anyway. */
    Future<Void> purge() {
        return database.query(
                        "delete from login_failure where last_at < now() - interval '1 day' and blocked_to < now()")
                .mapEmpty();
    }

    /** The person proved who he is: his own count goes, the address keeps the others' failures. */
    Future<Void> forgive(String emailKey, String addressKey) {
        return database.query("""
                        with email as (delete from login_failure where key = $1)
                        update login_failure set count = greatest(0, count - 1), blocked_to = now() where key = $2
                        """, emailKey, addressKey).mapEmpty();
    }
}
