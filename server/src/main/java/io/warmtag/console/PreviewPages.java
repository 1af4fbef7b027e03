package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.container.Environment;
import io.warmtag.container.Environments;
import io.warmtag.container.Version;
import io.warmtag.container.VersionStore;
import io.warmtag.db.Keyset;
import io.warmtag.preview.PreviewSession;
import io.warmtag.preview.Previews;
import io.warmtag.preview.Subject;
import io.warmtag.site.Site;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Routes;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins and ends previews. */
public final class PreviewPages implements Routes {
    private static final int VERSIONS_OFFERED = 50;

    private final Console console;
    private final Previews previews;
    private final Environments environments;
    private final VersionStore versions;
    private final BaseUrl baseUrl;

    record IndexPage(
            List<Choice> choices, Field page, @Nullable String wrong, List<Running> running) {}

    record Choice(String value, String label, boolean selected) {}

    record Running(UUID id, String subject, String author, Instant since) {}

    public PreviewPages(
            Console console, Previews previews, Environments environments, VersionStore versions, BaseUrl baseUrl) {
        this.console = console;
        this.previews = previews;
        this.environments = environments;
        this.versions = versions;
        this.baseUrl = baseUrl;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/preview").handler(console.sitePage(this::index));
        router.post("/console/sites/:site/previews").handler(console.sitePage(this::begin));
        router.post("/console/sites/:site/previews/:preview/end").handler(console.sitePage(this::end));
    }

    private Future<Void> index(Visit visit) {
        String subject = visit.query("subject").orElse("draft");
        return show(visit, 200, subject, Field.of("page", visit.query("page").orElse(home(visit))), null);
    }

    private Future<Void> show(Visit visit, int status, String subject, Field page, @Nullable String wrong) {
        return Future.all(
                        choices(visit, subject),
                        previews.of(visit.site())
                                .map(all -> all.stream()
                                        .filter(session -> !session.picking())
                                        .map(session -> new Running(
                                                session.id(),
                                                title(visit, session.subject()),
                                                AuditView.who(session.author(), visit),
                                                session.createdAt()))
                                        .toList()))
                .compose(all -> visit.show(
                        status,
                        "preview/index",
                        "preview",
                        new IndexPage(all.resultAt(0), page, wrong, all.resultAt(1))));
    }

    private Future<List<Choice>> choices(Visit visit, String selected) {
        return environments
                .of(visit.site())
                .compose(places -> versions.list(visit.site(), Keyset.NEWEST, VERSIONS_OFFERED)
                        .map(newest -> choices(visit, selected, places, newest.items())));
    }

    private static List<Choice> choices(Visit visit, String selected, List<Environment> places, List<Version> newest) {
        var subjects = new ArrayList<Subject>();
        subjects.add(new Subject.Draft());
        places.forEach(place -> subjects.add(new Subject.Served(place.name())));
        newest.forEach(version -> subjects.add(new Subject.Numbered(version.number())));
        return subjects.stream()
                .map(subject -> new Choice(
                        subject.code(), title(visit, subject), subject.code().equals(selected)))
                .toList();
    }

    /** What is tried out, in the reader's language. */
    static String title(Visit visit, Subject subject) {
        if (subject instanceof Subject.Numbered numbered) {
            return visit.text("preview.subject.version", Map.of("number", numbered.number()));
        } else if (subject instanceof Subject.Served served) {
            return visit.text("preview.subject.environment", Map.of("name", served.environment()));
        }
        return visit.text("preview.subject.draft");
    }

    private Future<Void> begin(Visit visit) {
        var form = new Form(visit);
        Optional<Subject> subject = Subject.ofCode(form.text("subject"));
        String page = form.text("page");
        if (!isOwn(visit, page)) {
            form.wrong("page", "preview.page.wrong");
        }
        return there(visit, subject).compose(there -> {
            if (!there || !form.isFine()) {
                String wrong = there ? null : visit.text("preview.subject.wrong");
                return show(visit, 422, form.text("subject"), form.field("page"), wrong);
            }
            return previews.begin(
                            visit.site(),
                            subject.orElseThrow(),
                            false,
                            visit.account().email())
                    .compose(session ->
                            visit.goTo(visit.sitePath("/previews/" + session.id() + "?page=" + Visit.encode(page))));
        });
    }

    private Future<Boolean> there(Visit visit, Optional<Subject> subject) {
        if (subject.isEmpty()) {
            return Future.succeededFuture(false);
        }
        if (subject.get() instanceof Subject.Numbered numbered) {
            return versions.find(visit.site(), numbered.number()).map(Optional::isPresent);
        } else if (subject.get() instanceof Subject.Served served) {
            return environments.find(visit.site(), served.environment()).map(Optional::isPresent);
        }
        return Future.succeededFuture(true);
    }

    private Future<Void> end(Visit visit) {
        return id(visit)
                .map(id -> previews.end(visit.site(), id)
                        .compose(ended -> visit.done(visit.sitePath("/preview"), "preview_ended")))
                .orElseGet(() -> Future.failedFuture(Visit.notFound()));
    }

    /** Of the preview in the address. */
    static Optional<UUID> id(Visit visit) {
        try {
            return Optional.of(UUID.fromString(visit.pathParam("preview")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String home(Visit visit) {
        return visit.site().publicId().equals(Site.DEMO)
                ? baseUrl.of(visit.ctx().request()) + "/demo"
                : VerifyPages.home(visit, baseUrl);
    }

    private boolean isOwn(Visit visit, String page) {
        try {
            URI uri = new URI(page);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web
                    && uri.getHost() != null
                    && visit.site().owns(uri.getHost(), baseUrl.host(visit.ctx().request()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Where a preview leads. */
    PreviewView.Links links(Visit visit, PreviewSession session) {
        String base = baseUrl.of(visit.ctx().request());
        String door = door(visit, session);
        String here = visit.sitePath("/previews/" + session.id());
        return new PreviewView.Links(
                here, door, QrCode.of(door), base + "/t/" + visit.site().publicId() + "/preview?leave", base + here);
    }

    /** Brings a browser into a preview, and on to the page that was asked for. */
    String door(Visit visit, PreviewSession session) {
        String base = baseUrl.of(visit.ctx().request());
        String page = visit.query("page").filter(asked -> isOwn(visit, asked)).orElseGet(() -> home(visit));
        return base + "/t/" + visit.site().publicId() + "/preview?token=" + previews.token(visit.site(), session)
                + "&to=" + Visit.encode(page);
    }
}
