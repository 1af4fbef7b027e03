package io.warmtag.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.audit.AuditStore;
import io.warmtag.testkit.TestSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever tries names fills a table: with what has run out by then. */
class AccountPurgeTest {
    private TestSite site;

    @BeforeEach
    void start() {
        site = new TestSite();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void letsGoWhatHasRunOutAndNothingElse() {
        site.run("""
                insert into login_failure (key, count, blocked_to, last_at) values
                    ('email:old', 3, now() - interval '2 days', now() - interval '2 days'),
                    ('email:blocked', 30, now() + interval '1 minute', now() - interval '2 days'),
                    ('email:new', 1, now(), now())""");
        site.run(
                "insert into one_time_link (token_hash, purpose, expires_at) values ('\\x01', 'setup', now() - interval '1 s'),"
                        + " ('\\x02', 'setup', now() + interval '1 hour')");
        site.run("insert into account (email, password_hash) values ('ada@example.com', 'x')");
        site.run("""
                insert into console_session (token_hash, account_id, csrf_token, expires_at)
                select hash, account.id, 'x', now() + after from account,
                       (values ('\\x01'::bytea, interval '-1 s'), ('\\x02', interval '1 hour')) one (hash, after)""");
        var database = site.database();
        new Accounts(
                        new AccountStore(database),
                        new SessionStore(database),
                        new LoginFailureStore(database),
                        new Passwords(site.vertx()),
                        new AuditStore(database))
                .purge()
                .await();
        assertEquals(0, site.ask("select count(*) from login_failure where key = 'email:old'"));
        assertEquals(2, site.ask("select count(*) from login_failure"));
        assertEquals(1, site.ask("select count(*) from one_time_link"));
        assertEquals(1, site.ask("select count(*) from console_session where token_hash = '\\x02'"));
        assertEquals(1, site.ask("select count(*) from console_session"));
    }
}
