package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.warmtag.account.Accounts;
import io.warmtag.account.Accounts.Login;
import io.warmtag.account.Passwords;
import io.warmtag.account.Token;
import io.warmtag.config.Secret;
import io.warmtag.web.Routes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way in and out: login, the first account, a new password by link, logout. */
public final class SessionPages implements Routes {
    private final Console console;
    private final Accounts accounts;
    private final Function<HttpServerRequest, String> clientAddress;

    record LoginPage(
            Field email,
            Field password,
            String next,
            @Nullable String refused) {}

    record SetupPage(Field email, Field password, String token) {}

    record PasswordPage(Field password, String token) {}

    record ClosedPage(String reason, boolean login) {}

    /** @param clientAddress the visitor's address, as far as trusted proxies tell it */
    public SessionPages(Console console, Accounts accounts, Function<HttpServerRequest, String> clientAddress) {
        this.console = console;
        this.accounts = accounts;
        this.clientAddress = clientAddress;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/login").handler(console.door(this::login));
        router.post("/console/session").handler(console.door(this::logIn));
        router.post("/console/session/end").handler(console.page(this::logOut));
        router.get("/console/setup").handler(console.door(this::setup));
        router.post("/console/setup").handler(console.door(this::setUp));
        router.get("/console/password").handler(console.door(this::password));
        router.post("/console/password").handler(console.door(this::setPassword));
    }

    private Future<Void> login(Visit visit) {
        return accounts.isFirstVisit()
                .compose(first -> first
                        ? closed(visit, 200, "first")
                        : visit.show(
                                200,
                                "session/login",
                                "",
                                new LoginPage(
                                        Field.of("email", ""),
                                        Field.of("password", ""),
                                        safeNext(visit.query("next").orElse("")),
                                        null)));
    }

    private Future<Void> logIn(Visit visit) {
        var form = new Form(visit);
        String address = clientAddress.apply(visit.ctx().request());
        return accounts.logIn(form.text("email"), new Secret(form.raw("password")), address)
                .compose(login -> {
                    if (login instanceof Login.Granted granted) {
                        console.startSession(visit.ctx(), granted.token());
                        return visit.goTo(safeNext(form.text("next")));
                    }
                    if (login instanceof Login.TooMany many) {
                        visit.ctx()
                                .response()
                                .putHeader(
                                        "Retry-After",
                                        String.valueOf(many.pause().toSeconds()));
                        String text = visit.text(
                                "login.wait", Map.of("seconds", many.pause().toSeconds()));
                        return again(visit, form, 429, text);
                    }
                    return again(visit, form, 422, visit.text("login.refused"));
                });
    }

    private static Future<Void> again(Visit visit, Form form, int status, String refused) {
        return visit.show(
                status,
                "session/login",
                "",
                new LoginPage(form.field("email"), form.secret("password"), safeNext(form.text("next")), refused));
    }

    /** Only a page of the console: another address could lead a person who has just logged in astray. */
    static String safeNext(String next) {
        boolean ours = next.matches("/console(/[A-Za-z0-9_./?=&%+-]*)?") && !next.contains("..");
        return ours ? next : "/console/sites";
    }

    private Future<Void> logOut(Visit visit) {
        return console.endSession(visit.ctx(), visit.session())
                .compose(ended -> visit.done("/console/login", "logout"));
    }

    private Future<Void> setup(Visit visit) {
        String token = visit.query("token").orElse("");
        return accounts.setupHolds(token)
                .compose(holds -> holds
                        ? visit.show(
                                200,
                                "session/setup",
                                "",
                                new SetupPage(Field.of("email", ""), Field.of("password", ""), token))
                        : noSetup(visit));
    }

    private Future<Void> noSetup(Visit visit) {
        return accounts.isFirstVisit().compose(first -> closed(visit, first ? 403 : 404, first ? "setup" : "done"));
    }

    private Future<Void> setUp(Visit visit) {
        var form = new Form(visit);
        if (!form.text("email").matches("[^@\\s]{1,64}@[^@\\s]{1,255}")) {
            form.wrong("email", "wrong.email");
        }
        if (!Passwords.isAcceptable(form.raw("password"))) {
            form.wrong("password", "wrong.password");
        }
        if (!form.isFine()) {
            var page = new SetupPage(form.field("email"), form.secret("password"), form.text("token"));
            return visit.show(422, "session/setup", "", page);
        }
        return accounts.setUp(
                        form.text("token"), form.text("email"), new Secret(form.raw("password")), visit.language())
                .compose(started -> started.isPresent() ? enter(visit, started.get(), "setup") : noSetup(visit));
    }

    private Future<Void> password(Visit visit) {
        String token = visit.query("token").orElse("");
        return accounts.passwordLinkHolds(token)
                .compose(holds -> holds
                        ? visit.show(200, "session/password", "", new PasswordPage(Field.of("password", ""), token))
                        : closed(visit, 404, "password"));
    }

    private Future<Void> setPassword(Visit visit) {
        var form = new Form(visit);
        if (!Passwords.isAcceptable(form.raw("password"))) {
            form.wrong("password", "wrong.password");
            return visit.show(
                    422, "session/password", "", new PasswordPage(form.secret("password"), form.text("token")));
        }
        Future<Optional<Token>> reset = accounts.resetPassword(form.text("token"), new Secret(form.raw("password")));
        return reset.compose(started ->
                started.isPresent() ? enter(visit, started.get(), "password") : closed(visit, 404, "password"));
    }

    private Future<Void> enter(Visit visit, Token token, String flash) {
        console.startSession(visit.ctx(), token);
        return visit.done("/console/sites", flash);
    }

    private static Future<Void> closed(Visit visit, int status, String reason) {
        return visit.show(
                status,
                "session/closed",
                "",
                new ClosedPage(reason, !reason.equals("first") && !reason.equals("setup")));
    }
}
