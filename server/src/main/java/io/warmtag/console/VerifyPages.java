package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.install.Finding;
import io.warmtag.install.Verification;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Routes;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a page of the site and says what is wrong with the installation. */
public final class VerifyPages implements Routes {
    private final Console console;
    private final Verification verification;
    private final BaseUrl baseUrl;

    /** @param address that was looked at; null when none was */
    record VerifyPage(Field page, @Nullable String address, List<Said> findings) {}

    /** @param level {@code wrong}, {@code caution} or {@code good} */
    record Said(String level, String text) {}

    /**
     * @param page that was asked
     * @param again where it is asked again
     */
    record ServedPage(String page, String again, List<Said> findings) {}

    public VerifyPages(Console console, Verification verification, BaseUrl baseUrl) {
        this.console = console;
        this.verification = verification;
        this.baseUrl = baseUrl;
    }

    @Override
    public void mount(Router router) {
        router.post("/console/sites/:site/install/checks").handler(console.sitePage(this::check));
        router.get("/console/sites/:site/install/served").handler(console.sitePage(this::served));
    }

    private Future<Void> check(Visit visit) {
        var form = new Form(visit);
        Optional<URI> address = Verification.ownPage(visit.site(), form.text("page"));
        if (address.isEmpty()) {
            form.wrong("page", "preview.page.wrong");
            return visit.show(422, "install/check", "install", new VerifyPage(form.field("page"), null, List.of()));
        }
        return verification
                .of(visit.site(), address.get())
                .compose(findings -> visit.show(
                        200,
                        "install/check",
                        "install",
                        new VerifyPage(form.field("page"), address.get().toString(), said(visit, findings))));
    }

    private static List<Said> said(Visit visit, List<Finding> findings) {
        return findings.stream()
                .map(finding -> new Said(
                        finding.level().name().toLowerCase(Locale.ROOT),
                        visit.text("check." + finding.code(), written(finding.values()))))
                .toList();
    }

    /** Numbers as numbers, for the reader's digits. */
    private static Map<String, Object> written(Map<String, String> values) {
        var written = new HashMap<String, Object>();
        values.forEach((name, value) -> written.put(
                name, EntityPages.number(value).<Object>map(number -> number).orElse(value)));
        return written;
    }

    /** Asks a page of the site, as a visitor's browser would, and the container that it loads. */
    private Future<Void> served(Visit visit) {
        URI page = visit.query("page")
                .flatMap(text -> Verification.ownPage(visit.site(), text))
                .orElseGet(() -> URI.create(home(visit, baseUrl)));
        String again = visit.sitePath("/install/served?page=" + Visit.encode(page.toString()));
        return verification
                .served(visit.site(), page)
                .compose(findings -> visit.show(
                        200,
                        "install/served",
                        "install",
                        new ServedPage(page.toString(), again, said(visit, findings))));
    }

    /** The page of the visit's site to begin with. */
    static String home(Visit visit, BaseUrl baseUrl) {
        return Verification.home(visit.site(), baseUrl.of(visit.ctx().request()));
    }
}
