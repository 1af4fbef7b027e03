package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.account.Accounts;
import io.warmtag.account.Passwords;
import io.warmtag.config.Secret;
import io.warmtag.web.Messages;
import io.warmtag.web.Routes;

/** What somebody may change about himself: the language and the password. */
public final class AccountPages implements Routes {
    private final Console console;
    private final Accounts accounts;

    record AccountPage(String email, boolean bengali, Field present, Field next) {}

    public AccountPages(Console console, Accounts accounts) {
        this.console = console;
        this.accounts = accounts;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/account").handler(console.page(this::show));
        router.post("/console/account/language").handler(console.page(this::setLanguage));
        router.post("/console/account/password").handler(console.page(this::setPassword));
    }

    private Future<Void> show(Visit visit) {
        return visit.show(200, "account/show", "", page(visit, Field.of("present", ""), Field.of("next", "")));
    }

    private static AccountPage page(Visit visit, Field present, Field next) {
        return new AccountPage(visit.account().email(), visit.language().equals("bn"), present, next);
    }

    private Future<Void> setLanguage(Visit visit) {
        String language = new Form(visit).text("language");
        if (!Messages.LANGUAGES.contains(language)) {
            return ConsoleFrontPages.refuse(422);
        }
        return accounts.setLanguage(visit.account(), language)
                .compose(set -> visit.done("/console/account", "language"));
    }

    private Future<Void> setPassword(Visit visit) {
        var form = new Form(visit);
        if (!Passwords.isAcceptable(form.raw("next"))) {
            form.wrong("next", "wrong.password");
            return again(visit, form);
        }
        return accounts.changePassword(visit.session(), new Secret(form.raw("present")), new Secret(form.raw("next")))
                .compose(changed -> {
                    if (changed) {
                        return visit.done("/console/account", "password");
                    }
                    form.wrong("present", "wrong.present");
                    return again(visit, form);
                });
    }

    private static Future<Void> again(Visit visit, Form form) {
        return visit.show(422, "account/show", "", page(visit, form.secret("present"), form.secret("next")));
    }
}
