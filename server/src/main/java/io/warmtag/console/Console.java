package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.warmtag.account.Session;
import io.warmtag.account.SessionStore;
import io.warmtag.account.Token;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.Csrf;
import io.warmtag.web.HttpProblem;
import io.warmtag.web.Messages;
import io.warmtag.web.Pages;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all pages share: who is there, which site, is the form ours. Makes a {@link Visit} of each request. */
public final class Console {
    static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Dhaka");
    private static final String SESSION_COOKIE = "wt_session";
    private static final String FLASH_COOKIE = "wt_flash";
    private static final String LANGUAGE_COOKIE = "wt_lang";
    private static final Duration SESSION_LIFETIME = Duration.ofDays(30);

    private final Pages pages;
    private final Messages messages;
    private final SessionStore sessions;
    private final SiteDirectory sites;
    private final Csrf csrf;
    private final boolean hearsCountries;
    private final Clock clock;

    /** What a page does with a visit; the future ends when the answer is written. */
    interface Action {
        Future<Void> run(Visit visit);
    }

    /** @param hearsCountries whether a proxy says of visitors in which country they are */
    public Console(
            Pages pages,
            Messages messages,
            SessionStore sessions,
            SiteDirectory sites,
            Csrf csrf,
            boolean hearsCountries,
            Clock clock) {
        this.pages = pages;
        this.messages = messages;
        this.sessions = sessions;
        this.sites = sites;
        this.csrf = csrf;
        this.hearsCountries = hearsCountries;
        this.clock = clock;
    }

    Pages pages() {
        return pages;
    }

    boolean hearsCountries() {
        return hearsCountries;
    }

    Messages messages() {
        return messages;
    }

    Csrf csrf() {
        return csrf;
    }

    /** For anybody: the pages before the login. */
    Handler<RoutingContext> door(Action action) {
        return ctx -> run(ctx, () -> {
            checkForm(ctx, null);
            return action.run(new Visit(this, ctx, null, null, doorLanguage(ctx), clock.instant()));
        });
    }

    /** For who is logged in; others are sent to the login and come back after it. */
    Handler<RoutingContext> page(Action action) {
        return signedIn((ctx, session) -> action.run(visit(ctx, session, null)));
    }

    /** For who is logged in, about the site that the address names as {@code :site}. */
    Handler<RoutingContext> sitePage(Action action) {
        return signedIn((ctx, session) -> {
            Optional<Site> site = sites.find(ctx.pathParam("site"));
            return site.isEmpty() ? Future.failedFuture(Visit.notFound()) : action.run(visit(ctx, session, site.get()));
        });
    }

    private interface SignedIn {
        Future<Void> run(RoutingContext ctx, Session session);
    }

    private Handler<RoutingContext> signedIn(SignedIn action) {
        return ctx -> run(
                ctx,
                () -> session(ctx).compose(session -> {
                    if (session.isEmpty()) {
                        return toLogin(ctx);
                    }
                    checkForm(ctx, session.get().csrfToken());
                    return action.run(ctx, session.get());
                }));
    }

    private interface Work {
        Future<Void> run();
    }

    private static void run(RoutingContext ctx, Work work) {
        Future<Void> answered;
        try {
            answered = work.run();
        } catch (RuntimeException e) {
            answered = Future.failedFuture(e);
        }
        answered.onFailure(ctx::fail);
    }

    /** Who sends this request, if he is logged in. */
    Future<Optional<Session>> session(RoutingContext ctx) {
        Cookie cookie = ctx.request().getCookie(SESSION_COOKIE);
        return cookie == null ? Future.succeededFuture(Optional.empty()) : sessions.find(new Token(cookie.getValue()));
    }

    private void checkForm(RoutingContext ctx, @Nullable String token) {
        HttpMethod method = ctx.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            csrf.check(ctx, token);
        }
    }

    private static Future<Void> toLogin(RoutingContext ctx) {
        if (!ctx.request().method().equals(HttpMethod.GET)) {
            return Future.failedFuture(new HttpProblem(401, ""));
        }
        return ctx.response()
                .setStatusCode(303)
                .putHeader("Cache-Control", "no-store")
                .putHeader(
                        "Location",
                        "/console/login?next=" + Visit.encode(ctx.request().uri()))
                .end();
    }

    private Visit visit(RoutingContext ctx, Session session, @Nullable Site site) {
        String language = session.account().language();
        Cookie known = ctx.request().getCookie(LANGUAGE_COOKIE);
        if (known == null || !known.getValue().equals(language)) {
            // For what is said without knowing who is there: the login, and that something failed.
            ctx.response().addCookie(cookie(ctx, LANGUAGE_COOKIE, language).setMaxAge(SESSION_LIFETIME.toSeconds()));
        }
        return new Visit(this, ctx, session, site, language, clock.instant());
    }

    /** As asked for in the address, else as chosen before in this browser, else as the browser prefers. */
    String doorLanguage(RoutingContext ctx) {
        String asked = ctx.request().getParam("lang");
        if (asked != null && Messages.LANGUAGES.contains(asked)) {
            ctx.response().addCookie(cookie(ctx, LANGUAGE_COOKIE, asked).setMaxAge(SESSION_LIFETIME.toSeconds()));
            return asked;
        }
        Cookie chosen = ctx.request().getCookie(LANGUAGE_COOKIE);
        if (chosen != null && Messages.LANGUAGES.contains(chosen.getValue())) {
            return chosen.getValue();
        }
        String accepted = ctx.request().getHeader("Accept-Language");
        return accepted != null && accepted.startsWith("bn") ? "bn" : Messages.LANGUAGES.get(0);
    }

    void startSession(RoutingContext ctx, Token token) {
        ctx.response().addCookie(cookie(ctx, SESSION_COOKIE, token.value()).setMaxAge(SESSION_LIFETIME.toSeconds()));
    }

    Future<Void> endSession(RoutingContext ctx, Session session) {
        ctx.response().addCookie(cookie(ctx, SESSION_COOKIE, "").setMaxAge(0));
        return sessions.end(session);
    }

    void putFlash(RoutingContext ctx, String key) {
        ctx.response().addCookie(cookie(ctx, FLASH_COOKIE, key).setMaxAge(60));
    }

    /** What the page before wanted said; said once. */
    @Nullable String takeFlash(RoutingContext ctx) {
        Cookie flash = ctx.request().getCookie(FLASH_COOKIE);
        if (flash == null || ctx.response().headWritten() || !messages.has("flash." + flash.getValue())) {
            return null;
        }
        String key = flash.getValue();
        ctx.response().addCookie(cookie(ctx, FLASH_COOKIE, "").setMaxAge(0));
        return key;
    }

    private static Cookie cookie(RoutingContext ctx, String name, String value) {
        return Cookie.cookie(name, value)
                .setPath("/console")
                .setHttpOnly(true)
                .setSecure(Csrf.isSecure(ctx.request()))
                .setSameSite(CookieSameSite.LAX);
    }
}
