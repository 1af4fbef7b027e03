package io.warmtag.account;

import io.vertx.core.Future;
import io.warmtag.account.AccountStore.WithHash;
import io.warmtag.account.LoginFailureStore.Verdict;
import io.warmtag.audit.AuditStore;
import io.warmtag.config.Secret;
import io.warmtag.config.Settings.FirstAdmin;
import io.warmtag.db.Leadership;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Coming in: the first account, logging in, and a new password. */
public final class Accounts {
    private static final int FREE_PER_EMAIL = 5;
    // Mobile carriers put many people behind one address.
    private static final int FREE_PER_ADDRESS = 30;
    private static final long PURGE_EVERY_MS = 600_000;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration LINK_LIFETIME = Duration.ofHours(24);

    private final AccountStore accounts;
    private final SessionStore sessions;
    private final LoginFailureStore failures;
    private final Passwords passwords;
    private final AuditStore audit;

    /** What came of an attempt to log in. */
    public sealed interface Login {
        record Granted(Token token, Account account) implements Login {}

        /** Wrong e-mail address or password; it isn't said which. */
        record Refused() implements Login {}

        record TooMany(Duration pause) implements Login {}
    }

    public Accounts(
            AccountStore accounts,
            SessionStore sessions,
            LoginFailureStore failures,
            Passwords passwords,
            AuditStore audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.failures = failures;
        this.passwords = passwords;
        this.audit = audit;
    }

    /** Lets go of what has run out, from now on. */
    public void purgeOn(Leadership leadership) {
        leadership.every(PURGE_EVERY_MS, PURGE_EVERY_MS, "purging sessions and failed logins", this::purge);
    }

    Future<Void> purge() {
        return failures.purge().compose(gone -> sessions.purge());
    }

    /**
     * Prepares the first visit; call it at every start.
     *
     * @return the path of the set-up page with its one-time token, to be printed; empty when there are accounts
     */
    public Future<Optional<String>> prepare(Optional<FirstAdmin> admin) {
        return accounts.isEmpty().compose(empty -> {
            if (!empty) {
                return Future.succeededFuture(Optional.empty());
            }
            if (admin.isPresent()) {
                return passwords
                        .hash(admin.get().password())
                        .compose(hash -> createFirst(admin.get().email(), hash, "en", null))
                        .map(Optional.empty());
            }
            Token token = Token.random();
            return accounts.addLink(token.hash(), "setup", null, LINK_LIFETIME)
                    .map(Optional.of("/console/setup?token=" + token.value()));
        });
    }

    public Future<Boolean> isFirstVisit() {
        return accounts.isEmpty();
    }

    public Future<Boolean> setupHolds(String token) {
        return accounts.holds(new Token(token).hash(), "setup");
    }

    /** Makes the first account and logs it in; empty when the token doesn't hold (any more). */
    public Future<Optional<Token>> setUp(String token, String email, Secret password, String language) {
        Token.Hash link = new Token(token).hash();
        return accounts.holds(link, "setup")
                .compose(holds -> holds
                        ? passwords
                                .hash(password)
                                .compose(hash -> createFirst(email, hash, language, link))
                                .compose(this::startSessionOf)
                        : Future.succeededFuture(Optional.empty()));
    }

    private Future<Optional<Account>> createFirst(
            String email, String hash, String language, Token.@Nullable Hash link) {
        return accounts.createFirst(email, hash, language, link)
                .compose(created -> created.isEmpty()
                        ? Future.succeededFuture(created)
                        : audit.add(
                                        link == null
                                                ? "environment"
                                                : created.get().email(),
                                        "account.create",
                                        null,
                                        created.get().email())
                                .map(created));
    }

    private Future<Optional<Token>> startSessionOf(Optional<Account> account) {
        return account.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : startSession(account.get()).map(Optional::of);
    }

    private Future<Token> startSession(Account account) {
        Token token = Token.random();
        return sessions.add(token.hash(), account.id(), Token.random().value()).map(token);
    }

    /** Checks the password. An unknown e-mail address is answered like a known one, and as late. */
    public Future<Login> logIn(String email, Secret password, String clientAddress) {
        String emailKey = LoginFailureStore.emailKey(email);
        String addressKey = LoginFailureStore.addressKey(clientAddress);
        return failures.attempt(addressKey, FREE_PER_ADDRESS, LONGEST_WAIT)
                .compose(byAddress -> byAddress.passes()
                        ? failures.attempt(emailKey, FREE_PER_EMAIL, LONGEST_WAIT)
                                .compose(byEmail -> byEmail.passes()
                                        ? check(email, password, emailKey, addressKey)
                                        : tooMany(byEmail))
                        : tooMany(byAddress));
    }

    private static Future<Login> tooMany(Verdict verdict) {
        return Future.succeededFuture(new Login.TooMany(verdict.pause()));
    }

    private Future<Login> check(String email, Secret password, String emailKey, String addressKey) {
        return accounts.find(email)
                .compose(found -> matches(found, password)
                        .compose(right -> right && found.isPresent()
                                ? failures.forgive(emailKey, addressKey)
                                        .compose(forgiven ->
                                                startSession(found.get().account()))
                                        .<Login>map(token -> new Login.Granted(
                                                token, found.get().account()))
                                : Future.succeededFuture(new Login.Refused())));
    }

    private Future<Boolean> matches(Optional<WithHash> found, Secret password) {
        if (password.value().length() > Passwords.LONGEST) {
            return passwords.matchesNobody(new Secret(""));
        }
        return found.isPresent()
                ? passwords.matches(password, found.get().passwordHash())
                : passwords.matchesNobody(password);
    }

    /** A path that lets its holder set a new password once; empty when nobody has this e-mail address. */
    public Future<Optional<String>> passwordLink(String email) {
        return accounts.find(email).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            Token token = Token.random();
            Account account = found.get().account();
            return accounts.addLink(token.hash(), "password", account.id(), LINK_LIFETIME)
                    .compose(added -> audit.add("server", "password.link", null, account.email()))
                    .map(Optional.of("/console/password?token=" + token.value()));
        });
    }

    public Future<Boolean> passwordLinkHolds(String token) {
        return accounts.holds(new Token(token).hash(), "password");
    }

    /** Sets the password by a link, which is used up, and logs in; empty when the link doesn't hold (any more). */
    public Future<Optional<Token>> resetPassword(String token, Secret password) {
        Token.Hash link = new Token(token).hash();
        return accounts.holds(link, "password")
                .compose(holds -> holds
                        ? passwords
                                .hash(password)
                                .compose(hash -> accounts.resetPassword(link, hash))
                                .compose(this::noteReset)
                                .compose(this::startSessionOf)
                        : Future.succeededFuture(Optional.empty()));
    }

    private Future<Optional<Account>> noteReset(Optional<Account> account) {
        return account.isEmpty()
                ? Future.succeededFuture(account)
                : audit.add(
                                account.get().email(),
                                "password.reset",
                                null,
                                account.get().email())
                        .map(account);
    }

    /** Changes the password of somebody who knows the present one; false when he doesn't. */
    public Future<Boolean> changePassword(Session session, Secret present, Secret next) {
        Account account = session.account();
        return accounts.find(account.id())
                .compose(found -> matches(found, present))
                .compose(right -> right
                        ? passwords
                                .hash(next)
                                .compose(hash -> accounts.setPassword(account.id(), hash, session.key()))
                                .compose(set -> audit.add(account.email(), "password.change", null, account.email()))
                                .map(true)
                        : Future.succeededFuture(false));
    }

    public Future<Void> setLanguage(Account account, String language) {
        return accounts.setLanguage(account.id(), language)
                .compose(set -> audit.add(account.email(), "account.language", null, language));
    }
}
