package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.container.Environment;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The places where versions are served: live, staging, and others by name, each under an address of its own. */
public final class EnvironmentPages implements Routes {
    private static final String NAME = "[A-Za-z0-9_-]{1,40}";

    private final Console console;
    private final Releasing releasing;
    private final BaseUrl baseUrl;

    record EnvironmentsPage(List<EnvironmentView> environments, Field name) {}

    /**
     * @param address of its script
     * @param version served there; 0: none yet
     * @param own made by somebody here, so that it can go
     */
    record EnvironmentView(
            String name,
            String title,
            String address,
            int version,
            @Nullable Instant since,
            boolean live,
            boolean own) {}

    public EnvironmentPages(Console console, Releasing releasing, BaseUrl baseUrl) {
        this.console = console;
        this.releasing = releasing;
        this.baseUrl = baseUrl;
    }

    @Override
    public void mount(Router router) {
        String all = "/console/sites/:site/environments";
        router.get(all).handler(console.sitePage(visit -> show(visit, 200, Field.of("name", ""))));
        router.post(all).handler(console.sitePage(this::create));
        router.post(all + "/:name/token").handler(console.sitePage(this::changeToken));
        router.post(all + "/:name/delete").handler(console.sitePage(this::delete));
    }

    private Future<Void> show(Visit visit, int status, Field name) {
        String base = baseUrl.of(visit.ctx().request());
        return releasing
                .environments()
                .of(visit.site())
                .compose(all -> visit.show(
                        status,
                        "environments/index",
                        "versions",
                        new EnvironmentsPage(
                                all.stream()
                                        .map(each -> view(visit, each, base))
                                        .toList(),
                                name)));
    }

    private static EnvironmentView view(Visit visit, Environment environment, String base) {
        String token = environment.isLive() ? "" : "." + environment.token();
        return new EnvironmentView(
                environment.name(),
                VersionPages.title(visit, environment),
                base + "/t/" + visit.site().publicId() + token + ".js",
                environment.release().map(Environment.Release::version).orElse(0),
                environment.release().map(Environment.Release::at).orElse(null),
                environment.isLive(),
                !environment.isLive() && !environment.name().equals(Environment.STAGING));
    }

    private Future<Void> create(Visit visit) {
        var form = new Form(visit);
        String name = form.text("name");
        if (!name.matches(NAME)) {
            form.wrong("name", "problem.environment.name");
            return show(visit, 422, form.field("name"));
        }
        return releasing
                .environments()
                .add(visit.site(), name, visit.account().email())
                .compose(added -> {
                    if (added.isEmpty()) {
                        form.wrong("name", "wrong.environment.taken");
                        return show(visit, 422, form.field("name"));
                    }
                    return visit.done(visit.sitePath("/environments"), "saved");
                });
    }

    private Future<Void> changeToken(Visit visit) {
        return releasing
                .environments()
                .changeToken(
                        visit.site(), visit.pathParam("name"), visit.account().email())
                .compose(changed -> changed.isPresent()
                        ? visit.done(visit.sitePath("/environments"), "token")
                        : Future.failedFuture(Visit.notFound()));
    }

    private Future<Void> delete(Visit visit) {
        return releasing
                .environments()
                .remove(visit.site(), visit.pathParam("name"), visit.account().email())
                .compose(removed -> removed
                        ? visit.done(visit.sitePath("/environments"), "deleted")
                        : Future.failedFuture(Visit.notFound()));
    }
}
