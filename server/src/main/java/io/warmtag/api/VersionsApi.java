package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.container.JsonValues;
import io.warmtag.container.Version;
import io.warmtag.container.VersionStore;
import io.warmtag.container.model.EntityJson;
import io.warmtag.publish.Inspection;
import io.warmtag.publish.Publishing;
import io.warmtag.site.Site;
import io.warmtag.web.HttpProblem;
import java.util.List;
import java.util.Optional;

/** {@code /sites/{site}/versions}: immutable copies of the draft. */
final class VersionsApi {
    private static final int MOST_NAME = 200;
    private static final int MOST_NOTES = 10_000;

    private final ContainerServices services;
    private final VersionStore versions;
    private final ContainerJson json;

    VersionsApi(ContainerServices services, VersionStore versions) {
        this.services = services;
        this.versions = versions;
        this.json = new ContainerJson(services.sentences());
    }

    void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/versions", Scope.CONTAINER_READ, this::list);
        endpoints.add(POST, "/sites/:site/versions", Scope.CONTAINER_PUBLISH, this::create);
        endpoints.add(GET, "/sites/:site/versions/:version", Scope.CONTAINER_READ, this::show);
    }

    private Future<Answer> list(Call call) {
        call.takesList();
        return versions.list(call.site(), call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(ContainerJson::version)));
    }

    /** 201 with a new version; 200 with the newest one when nothing has changed since. */
    private Future<Answer> create(Call call) {
        call.takesOnly();
        var input = new Input(call.body());
        String name = text(input, "name", MOST_NAME);
        String notes = text(input, "notes", MOST_NOTES);
        input.refuseOthers();
        input.check();
        Site site = call.site();
        return services.publishing()
                .makeVersion(site, name, notes, call.caller().actor())
                .compose(outcome -> outcome instanceof Publishing.Outcome.Made made
                        ? Future.succeededFuture(answer(site, made))
                        : Future.failedFuture(refused(((Publishing.Outcome.Refused) outcome).findings())));
    }

    private static String text(Input input, String name, int most) {
        String text = input.text(name, () -> "").strip();
        if (text.length() > most || text.indexOf('\0') >= 0) {
            input.wrong(name, "must be at most " + most + " characters, none of them zero.");
        }
        return text;
    }

    private static Answer answer(Site site, Publishing.Outcome.Made made) {
        Version version = made.version();
        JsonObject body = ContainerJson.version(version);
        String location = Endpoints.BASE + "/sites/" + site.publicId() + "/versions/" + version.number();
        return made.isNew() ? Answer.created(location, body) : Answer.of(body);
    }

    private HttpProblem refused(List<Inspection.Finding> findings) {
        List<HttpProblem.Field> fields = findings.stream()
                .map(finding -> new HttpProblem.Field(place(finding), json.text(finding.message())))
                .toList();
        return new HttpProblem(
                422,
                "The draft can't be published: " + fields.get(0).field() + " "
                        + fields.get(0).message(),
                fields);
    }

    /** Like {@code tags/7 params.url}. */
    private static String place(Inspection.Finding finding) {
        return finding.entity()
                .map(entity -> entity.kind().code() + "s/" + entity.id() + " " + finding.field())
                .orElse("")
                .strip();
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        Site site = call.site();
        int number = number(call);
        return Future.all(versions.find(site, number), versions.content(site.id(), number))
                .compose(both -> {
                    Optional<Version> version = both.resultAt(0);
                    Optional<io.warmtag.container.model.Content> content = both.resultAt(1);
                    return version.isEmpty() || content.isEmpty()
                            ? Future.failedFuture(missing(call))
                            : Future.succeededFuture(Answer.of(ContainerJson.version(version.get())
                                    .put("content", JsonValues.write(EntityJson.write(content.get())))));
                });
    }

    private static int number(Call call) {
        if (!call.ctx().pathParam("version").matches("[1-9]\\d{0,8}")) {
            throw missing(call);
        }
        return Integer.parseInt(call.ctx().pathParam("version"));
    }

    private static HttpProblem missing(Call call) {
        return new HttpProblem(404, "There is no version " + call.ctx().pathParam("version") + ".");
    }
}
