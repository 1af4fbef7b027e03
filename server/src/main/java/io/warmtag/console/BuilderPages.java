package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.catalog.Problem;
import io.warmtag.console.BuilderView.Place;
import io.warmtag.container.Saved;
import io.warmtag.container.Workspaces.Request;
import io.warmtag.container.Workspaces.Seen;
import io.warmtag.container.build.EventBuilder;
import io.warmtag.preview.Arrivals;
import io.warmtag.preview.Build;
import io.warmtag.preview.Builds;
import io.warmtag.preview.Fate;
import io.warmtag.preview.FateStore;
import io.warmtag.preview.PreviewSession;
import io.warmtag.preview.Previews;
import io.warmtag.preview.Told;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** The builder: an event is made by clicking the element on the site, tried there, and saved with all that it takes. */
public final class BuilderPages implements Routes {
    private static final int MOST_MESSAGES = 2_000;

    private final Tagging tagging;
    private final Previews previews;
    private final Builds builds;
    private final PreviewPages doors;
    private final FateStore fates;
    private final Streams streams;

    private record Shown(Build build, Wrongs wrongs, boolean oneMore) {}

    public BuilderPages(
            Tagging tagging, Previews previews, Builds builds, PreviewPages doors, FateStore fates, Streams streams) {
        this.tagging = tagging;
        this.previews = previews;
        this.builds = builds;
        this.doors = doors;
        this.fates = fates;
        this.streams = streams;
    }

    @Override
    public void mount(Router router) {
        Console console = tagging.console();
        String one = "/console/sites/:site/builds/:preview";
        router.get(one).handler(console.sitePage(this::open));
        router.post(one).handler(console.sitePage(this::change));
        router.get(one + "/picks").handler(console.sitePage(visit -> watch(visit, List.of("picked"))));
        router.get(one + "/arrivals").handler(console.sitePage(visit -> watch(visit, Arrivals.KINDS)));
        router.post(one + "/end").handler(console.sitePage(this::end));
    }

    private Future<Optional<Build>> build(Visit visit) {
        return PreviewPages.id(visit)
                .map(id -> builds.find(visit.site(), id))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private Future<Void> open(Visit visit) {
        return build(visit)
                .compose(build ->
                        build.isEmpty() ? over(visit) : show(visit, 200, new Shown(build.get(), Wrongs.none(), false)));
    }

    private static Future<Void> over(Visit visit) {
        return visit.show(404, "builder/over", "events", Map.of());
    }

    private Future<Void> show(Visit visit, int status, Shown shown) {
        Build build = shown.build;
        return previews.find(visit.site(), build.session())
                .compose(session -> session.isEmpty()
                        ? over(visit)
                        : previews.told(build.session(), 0, Arrivals.KINDS, MOST_MESSAGES)
                                .compose(told -> show(visit, status, shown, session.get(), told)));
    }

    private Future<Void> show(Visit visit, int status, Shown shown, PreviewSession session, List<Told> told) {
        Arrivals arrivals = Arrivals.read(told, shown.build.name());
        return fates.find(visit.site(), ids(arrivals)).compose(found -> {
            var view = new BuilderView(visit, shown.build, shown.wrongs);
            var live = view.live(arrivals, found, revision(told, found));
            var page = view.page(place(visit, shown.build, session), live, shown.oneMore);
            return visit.show(status, "builder/show", "events", page);
        });
    }

    private Place place(Visit visit, Build build, PreviewSession session) {
        String door = doors.door(visit, session);
        return new Place(
                path(visit, build.session()),
                door,
                visit.sitePath(build.event().map(id -> "/events/" + id).orElse("/events")),
                QrCode.of(door),
                build.seen(),
                build.heard() + ".0",
                build.name());
    }

    static String path(Visit visit, UUID session) {
        return visit.sitePath("/builds/" + session);
    }

    private Future<Void> change(Visit visit) {
        return build(visit).compose(found -> {
            if (found.isEmpty()) {
                return over(visit);
            }
            String then = EntityPages.form(visit, "then");
            var form = new BuilderForm(visit.ctx().request().formAttributes(), row(then, "drop:"));
            Build typed = found.get().with(form.over(found.get().definition()));
            if (then.equals("save")) {
                return save(visit, typed, form);
            } else if (then.startsWith("aim:")) {
                return aim(visit, typed, row(then, "aim:"), form);
            }
            return builds.keep(typed).compose(kept -> answer(visit, typed, then));
        });
    }

    private static int row(String then, String prefix) {
        return then.startsWith(prefix)
                ? EntityPages.number(then.substring(prefix.length())).orElse(-1)
                : -1;
    }

    /** The next pick is for a parameter. */
    private Future<Void> aim(Visit visit, Build build, int row, BuilderForm form) {
        Build aimed = build.aimed(form.param(row));
        if (aimed.aim().isEmpty()) {
            var wrongs = Wrongs.of(visit, List.of(Problem.of("params[" + row + "].name", "problem.event.param")));
            return show(visit, 422, new Shown(build, wrongs, false));
        }
        return builds.keep(aimed).compose(kept -> visit.goTo(path(visit, build.session()) + "#params"));
    }

    private Future<Void> answer(Visit visit, Build build, String then) {
        String path = path(visit, build.session());
        return switch (then) {
            case "row" -> show(visit, 200, new Shown(build, Wrongs.none(), true));
            case "try" -> visit.done(path + "#arrivals", "build_try");
            default -> visit.goTo(then.startsWith("drop:") ? path + "#params" : path);
        };
    }

    private Future<Void> save(Visit visit, Build build, BuilderForm form) {
        long seen = EntityPages.number(EntityPages.form(visit, "seen"))
                .map(Integer::longValue)
                .orElse(build.seen());
        var request = new Request(
                visit.account().email(),
                "event.build",
                build.event().map(id -> new Seen(id, seen)),
                (editor, workspace) -> EventBuilder.save(editor, workspace, build.event(), build.definition()));
        return builds.keep(build)
                .compose(kept -> tagging.workspaces().change(visit.site(), request))
                .compose(saved -> {
                    if (saved instanceof Saved.Done done) {
                        return previews.end(visit.site(), build.session())
                                .compose(ended -> visit.done(
                                        visit.sitePath(
                                                "/events/" + done.entity().id()),
                                        "built"));
                    }
                    return refused(visit, build, form, saved);
                });
    }

    private Future<Void> refused(Visit visit, Build build, BuilderForm form, Saved saved) {
        if (saved instanceof Saved.Conflict conflict) {
            Build young = build.seenAt(conflict.by().revision());
            var wrongs = Wrongs.of(visit, List.of(Problem.of("", "form.event.conflict")));
            return builds.keep(young).compose(kept -> show(visit, 409, new Shown(young, wrongs, false)));
        }
        List<Problem> problems = saved instanceof Saved.Refused refused
                ? form.placed(refused.problems())
                : List.of(Problem.of("", "builder.gone"));
        return show(visit, 422, new Shown(build, Wrongs.of(visit, problems), false));
    }

    private Future<Void> end(Visit visit) {
        return build(visit)
                .compose(build -> build.isEmpty()
                        ? over(visit)
                        : previews.end(visit.site(), build.get().session())
                                .compose(ended -> visit.goTo(visit.sitePath(build.get()
                                        .event()
                                        .map(id -> "/events/" + id)
                                        .orElse("/events")))));
    }

    /** Looks for what pages told, and for what the server did with the event since the page was made. */
    private Future<Void> watch(Visit visit, List<String> kinds) {
        return build(visit).compose(build -> {
            if (build.isEmpty()) {
                return Future.failedFuture(Visit.notFound());
            }
            var seen = new AtomicReference<>(visit.query("at").orElse(""));
            return streams.watch(
                    visit,
                    () -> revision(visit, build.get(), kinds)
                            .map(now -> seen.getAndSet(now).equals(now) ? "" : "event: changed\ndata: 1\n\n"));
        });
    }

    private Future<String> revision(Visit visit, Build build, List<String> kinds) {
        return previews.told(build.session(), 0, kinds, MOST_MESSAGES)
                .compose(told -> fates.find(visit.site(), ids(Arrivals.read(told, build.name())))
                        .map(found -> revision(told, found)));
    }

    /** What the page shows of the messages: the last of them, and how many of the events have arrived. */
    private static String revision(List<Told> told, Map<UUID, Fate> found) {
        return (told.isEmpty() ? 0 : told.get(told.size() - 1).number()) + "." + found.size();
    }

    private static List<UUID> ids(Arrivals arrivals) {
        return arrivals.sent().stream()
                .flatMap(arrival -> PreviewTracePages.uuid(arrival.id()).stream())
                .toList();
    }
}
