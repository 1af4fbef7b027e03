package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.install.Finding;
import io.warmtag.install.Verification;
import io.warmtag.web.Routes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a page of the site and says what is wrong with the installation. */
public final class VerifyPages implements Routes {
    private final Console console;
    private final Verification verification;
    private final Optional<String> publicUrl;

    /** @param address that was looked at; null when none was */
    record VerifyPage(Field page, @Nullable String address, List<Said> findings) {}

    /** @param level {@code wrong}, {@code caution} or {@code good} */
    record Said(String level, String text) {}

    /** @param version that the site's container is of; null when it could not be asked */
    record ServedPage(@Nullable Integer version) {}

    public VerifyPages(Console console, Verification verification, Optional<String> publicUrl) {
        this.console = console;
        this.verification = verification;
        this.publicUrl = publicUrl;
    }

    @Override
    public void mount(Router router) {
        router.post("/console/sites/:site/install/checks").handler(console.sitePage(this::check));
        router.get("/console/sites/:site/install/served").handler(console.sitePage(this::served));
    }

    private Future<Void> check(Visit visit) {
        var form = new Form(visit);
        Optional<URI> address = page(visit, form.text("page"));
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
                        new VerifyPage(
                                form.field("page"),
                                address.get().toString(),
                                findings.stream()
                                        .map(finding -> said(visit, finding))
                                        .toList())));
    }

    private static Said said(Visit visit, Finding finding) {
        return new Said(
                finding.level().name().toLowerCase(Locale.ROOT),
                visit.text("check." + finding.code(), finding.values()));
    }

    /** Only the site's own pages: else anybody who may log in could send the server anywhere. */
    private static Optional<URI> page(Visit visit, String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && visit.site().owns(uri.getHost())
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Asks the tag host, as a visitor's browser would. */
    private Future<Void> served(Visit visit) {
        String base = InstallPages.base(visit.ctx().request(), publicUrl);
        URI script = URI.create(base + "/t/" + visit.site().publicId() + ".js");
        return verification
                .served(visit.site(), script)
                .otherwise(Optional.empty())
                .compose(version -> visit.show(200, "install/served", "install", new ServedPage(version.orElse(null))));
    }

    /** Where to begin: the demo shop is here. */
    static String home(Visit visit, Optional<String> publicUrl) {
        String base = InstallPages.base(visit.ctx().request(), publicUrl);
        return page(visit, base).isPresent()
                ? base + "/demo"
                : "https://" + visit.site().domains().get(0) + "/";
    }
}
