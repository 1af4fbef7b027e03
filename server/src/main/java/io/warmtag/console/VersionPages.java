package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.console.Input.Option;
import io.warmtag.container.Environment;
import io.warmtag.container.Version;
import io.warmtag.container.Workspaces;
import io.warmtag.container.model.Content;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.site.Site;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of a site, what has changed between any two, and going back to one. */
public final class VersionPages implements Routes {
    private static final int ROWS = 50;
    private static final int MOST_TO_COMPARE = 200;

    private final Console console;
    private final Releasing releasing;
    private final Workspaces workspaces;

    /**
     * @param pending how many things the draft has changed since the live version
     * @param live the version that is live now; 0: none
     */
    record IndexPage(
            int pending,
            int live,
            List<VersionView> versions,
            boolean paged,
            @Nullable String next) {}

    /** @param places where it is served now */
    record VersionView(int number, String name, String author, Instant at, List<String> places, boolean live) {}

    /**
     * @param serving whether this server's script is of this version
     * @param undo the version that was live before this one; 0: none, or this one isn't live
     * @param against what it is compared with
     */
    record ShowPage(
            VersionView version,
            String notes,
            boolean serving,
            int undo,
            List<Option> against,
            List<ChangeView> changes,
            List<Option> places) {}

    public VersionPages(Console console, Releasing releasing, Workspaces workspaces) {
        this.console = console;
        this.releasing = releasing;
        this.workspaces = workspaces;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/versions").handler(console.sitePage(this::index));
        router.getWithRegex("/console/sites/(?<site>[^/]+)/versions/(?<number>[0-9]{1,9})")
                .handler(console.sitePage(this::show));
        router.post("/console/sites/:site/versions/:number/restore").handler(console.sitePage(this::restore));
        router.post("/console/sites/:site/environments/:name/releases").handler(console.sitePage(this::release));
    }

    /** What an environment is called. */
    static String title(Visit visit, Environment environment) {
        String key = "environment." + environment.name();
        return visit.knows(key) ? visit.text(key) : environment.name();
    }

    private Future<Void> index(Visit visit) {
        Keyset after = visit.query("cursor").flatMap(Keyset::parse).orElse(Keyset.of(Long.MAX_VALUE));
        Optional<Integer> live = releasing.environments().live(visit.site()).map(Environment.Release::version);
        Future<Page<Version>> versions = releasing.versions().list(visit.site(), after, ROWS);
        Future<List<Environment>> places = releasing.environments().of(visit.site());
        Future<Integer> pending = releasing.pending(visit.site());
        return Future.all(versions, places, pending).compose(all -> {
            List<VersionView> rows = versions.result().items().stream()
                    .map(version -> view(visit, version, places.result()))
                    .toList();
            var page = new IndexPage(
                    pending.result(),
                    live.orElse(0),
                    rows,
                    visit.query("cursor").isPresent(),
                    versions.result().next().map(Keyset::text).orElse(null));
            return visit.show(200, "versions/index", "versions", page);
        });
    }

    private static VersionView view(Visit visit, Version version, List<Environment> places) {
        List<Environment> here = places.stream()
                .filter(place -> place.release()
                        .filter(release -> release.version() == version.number())
                        .isPresent())
                .toList();
        return new VersionView(
                version.number(),
                version.name(),
                AuditView.who(version.author(), visit),
                version.createdAt(),
                here.stream().map(place -> title(visit, place)).toList(),
                here.stream().anyMatch(Environment::isLive));
    }

    private Future<Void> show(Visit visit) {
        Site site = visit.site();
        int number = number(visit);
        Optional<Integer> against = visit.query("against")
                .flatMap(EntityPages::number)
                .or(() -> Optional.of(number - 1))
                .filter(other -> other > 0);
        boolean withDraft = visit.query("against").orElse("").equals("draft");
        Future<Optional<Version>> version = releasing.versions().find(site, number);
        Future<Page<Version>> all = releasing.versions().list(site, Keyset.of(Long.MAX_VALUE), MOST_TO_COMPARE);
        Future<List<Environment>> places = releasing.environments().of(site);
        var changes = withDraft
                ? releasing.publishing().diff(site, Optional.of(number), Optional.empty())
                : releasing.publishing().diff(site, against, Optional.of(number));
        Future<Boolean> serving = releasing
                .containers()
                .live(site, Optional.empty())
                .map(script -> script.body().toString().contains("\"version\":" + number + ",")
                        || script.body().toString().contains("\"version\":" + number + "}"));
        Future<Integer> before = before(site);
        return Future.all(version, all, places, changes, serving, before).compose(done -> {
            Version found = version.result().orElseThrow(Visit::notFound);
            VersionView view = view(visit, found, places.result());
            var page = new ShowPage(
                    view,
                    found.notes(),
                    view.live && serving.result(),
                    view.live ? before.result() : 0,
                    compare(
                            visit,
                            all.result().items(),
                            number,
                            withDraft ? "draft" : against.map(String::valueOf).orElse("0")),
                    ChangeView.of(visit, changes.result()),
                    places.result().stream()
                            .filter(place -> !view.places.contains(title(visit, place)))
                            .map(place -> new Option(place.name(), title(visit, place), place.isLive()))
                            .toList());
            return visit.show(200, "versions/show", "versions", page);
        });
    }

    /** The version that was live before the one that is; 0: none. */
    private Future<Integer> before(Site site) {
        return releasing
                .environments()
                .find(site, Environment.LIVE)
                .compose(live -> releasing.environments().releases(live.orElseThrow(), Keyset.NEWEST, 2))
                .map(releases -> releases.items().size() < 2
                        ? 0
                        : releases.items().get(1).version());
    }

    private static List<Option> compare(Visit visit, List<Version> all, int number, String chosen) {
        List<Option> options = new ArrayList<>();
        options.add(new Option("draft", visit.text("versions.draft"), chosen.equals("draft")));
        for (Version version : all) {
            String value = String.valueOf(version.number());
            if (version.number() != number) {
                options.add(new Option(value, named(visit, version), value.equals(chosen)));
            }
        }
        options.add(new Option("0", visit.text("versions.nothing"), chosen.equals("0")));
        return options;
    }

    private static String named(Visit visit, Version version) {
        String number = visit.text("versions.number", Map.of("number", version.number()));
        return version.name().isEmpty() ? number : number + " · " + version.name();
    }

    private static int number(Visit visit) {
        return EntityPages.number(visit.pathParam("number")).orElseThrow(Visit::notFound);
    }

    /** Releases an existing version, also an older one: that is how a mistake is undone. */
    private Future<Void> release(Visit visit) {
        int version = EntityPages.number(EntityPages.form(visit, "version")).orElseThrow(Visit::notFound);
        String environment = visit.pathParam("name");
        return releasing
                .publishing()
                .release(visit.site(), environment, version, visit.account().email())
                .compose(released -> released.isPresent()
                        ? visit.done(visit.sitePath("/versions/" + version), "published")
                        : Future.failedFuture(Visit.notFound()));
    }

    /** Puts a version in the place of the draft. */
    private Future<Void> restore(Visit visit) {
        int number = number(visit);
        return releasing.versions().content(visit.site().id(), number).compose(found -> {
            Content content = found.orElseThrow(Visit::notFound);
            return workspaces
                    .restore(visit.site(), visit.account().email(), number, content)
                    .compose(draft -> visit.done(visit.sitePath("/versions"), "restored"));
        });
    }
}
