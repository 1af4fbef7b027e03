package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.container.Environments;
import io.warmtag.container.VersionStore;
import io.warmtag.preview.PreviewSession;
import io.warmtag.preview.Previews;
import io.warmtag.preview.Subject;
import io.warmtag.site.Site;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.HttpProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code /sites/{site}/previews}: trying a container on the site before anybody else gets it, and why its tags fire. */
final class PreviewsApi {
    private static final String PATH = "/sites/:site/previews";
    private static final String HOME = "https://%s/";

    private final Previews previews;
    private final ContainerServices.Trying trying;
    private final Environments environments;
    private final VersionStore versions;
    private final BaseUrl baseUrl;

    PreviewsApi(ContainerServices services, VersionStore versions, BaseUrl baseUrl) {
        this.previews = services.trying().previews();
        this.trying = services.trying();
        this.environments = services.environments();
        this.versions = versions;
        this.baseUrl = baseUrl;
    }

    void addTo(Endpoints endpoints) {
        endpoints.add(GET, PATH, Scope.CONTAINER_READ, this::list);
        // Whoever has the link sees drafts: it takes the right to change them.
        endpoints.add(POST, PATH, Scope.CONTAINER_WRITE, this::begin);
        endpoints.add(GET, PATH + "/:preview", Scope.CONTAINER_READ, this::show);
        endpoints.add(GET, PATH + "/:preview/trace", Scope.CONTAINER_READ, this::trace);
        endpoints.add(DELETE, PATH + "/:preview", Scope.CONTAINER_WRITE, this::end);
    }

    private Future<Answer> list(Call call) {
        call.takesOnly();
        return previews.of(call.site())
                .map(all -> Answer.all(all.stream().map(PreviewsApi::json).toList()));
    }

    private static JsonObject json(PreviewSession session) {
        return new JsonObject()
                .put("id", session.id().toString())
                .put("subject", session.subject().code())
                .put("picking", session.picking())
                .put("author", session.author())
                .put("created_at", session.createdAt().toString())
                .put("expires_at", session.expiresAt().toString())
                .put("full", session.isFull());
    }

    private Future<Answer> begin(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        String code = input.text("subject", () -> "draft");
        Optional<Subject> subject = Subject.ofCode(code);
        String page = input.text("page", () -> HOME.formatted(site.domains().get(0)));
        if (!isOwn(site, page, baseUrl.host(call.ctx().request()))) {
            input.wrong(
                    "page",
                    "must be the address of a page on one of the site's domains, like "
                            + HOME.formatted(site.domains().get(0)) + ".");
        }
        input.refuseOthers();
        return there(site, subject).compose(there -> {
            if (!there) {
                input.wrong(
                        "subject",
                        "must be draft, v and the number of a version, or e: and the name of an"
                                + " environment, like v17 or e:live.");
            }
            input.check();
            return previews.begin(
                            site, subject.orElseThrow(), false, call.caller().actor())
                    .map(session -> begun(call, site, session, page));
        });
    }

    private static boolean isOwn(Site site, String page, String asked) {
        try {
            URI uri = new URI(page);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && site.owns(uri.getHost(), asked);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Future<Boolean> there(Site site, Optional<Subject> subject) {
        if (subject.isEmpty()) {
            return Future.succeededFuture(false);
        } else if (subject.get() instanceof Subject.Numbered numbered) {
            return versions.find(site, numbered.number()).map(Optional::isPresent);
        } else if (subject.get() instanceof Subject.Served served) {
            return environments.find(site, served.environment()).map(Optional::isPresent);
        }
        return Future.succeededFuture(true);
    }

    /** The link is a secret: it is told to who begins the preview, and to nobody later. */
    private Answer begun(Call call, Site site, PreviewSession session, String page) {
        String link = baseUrl.of(call.ctx().request()) + "/t/" + site.publicId() + "/preview?token="
                + previews.token(site, session) + "&to=" + URLEncoder.encode(page, StandardCharsets.UTF_8);
        String location = Endpoints.BASE + "/sites/" + site.publicId() + "/previews/" + session.id();
        return Answer.created(location, json(session).put("link", link));
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        return found(call).map(session -> Answer.of(json(session)));
    }

    private Future<Answer> trace(Call call) {
        call.takesOnly();
        Site site = call.site();
        return found(call).compose(session -> trying.traces().of(site, session)).compose(trace -> {
            List<UUID> events = trace.pages().stream()
                    .flatMap(page -> page.steps().stream())
                    .flatMap(step -> step.sent().stream())
                    .flatMap(sent -> uuid(sent.id()).stream())
                    .distinct()
                    .toList();
            return trying.fates().find(site, events).map(fates -> Answer.of(TraceJson.of(trace, fates)));
        });
    }

    private Future<Answer> end(Call call) {
        call.takesOnly();
        Site site = call.site();
        return found(call).compose(session -> previews.end(site, session.id())).map(Answer.DONE);
    }

    private Future<PreviewSession> found(Call call) {
        String id = call.ctx().pathParam("preview");
        Site site = call.site();
        return uuid(id).map(session -> previews.find(site, session))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(
                                new HttpProblem(404, "There is no preview " + id + ", or it is over."))));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
