package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PUT;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.container.Draft;
import io.warmtag.container.Environment;
import io.warmtag.container.JsonValues;
import io.warmtag.container.VersionStore;
import io.warmtag.container.model.EntityJson;
import io.warmtag.container.model.Uses;
import io.warmtag.web.HttpProblem;
import java.util.Optional;

/** {@code /sites/{site}/workspace}: the draft as a whole, what has changed in it, and what there is to know before publishing. */
final class WorkspaceApi {
    private final ContainerServices services;
    private final VersionStore versions;
    private final ContainerJson json;

    WorkspaceApi(ContainerServices services, VersionStore versions) {
        this.services = services;
        this.versions = versions;
        this.json = new ContainerJson(services.sentences());
    }

    void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/types", Scope.CONTAINER_READ, this::types);
        endpoints.add(GET, "/sites/:site/workspace", Scope.CONTAINER_READ, this::show);
        endpoints.add(PUT, "/sites/:site/workspace", Scope.CONTAINER_WRITE, this::restore);
        endpoints.add(GET, "/sites/:site/workspace/unused", Scope.CONTAINER_READ, this::unused);
        endpoints.add(GET, "/sites/:site/workspace/review", Scope.CONTAINER_READ, this::review);
        endpoints.add(GET, "/sites/:site/diff", Scope.CONTAINER_READ, this::diff);
    }

    private Future<Answer> types(Call call) {
        call.takesOnly();
        // The same for every site, but only for who may see this one.
        return Future.succeededFuture(call.site()).map(site -> Answer.of(TypesJson.write(services.catalog())));
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        return services.workspaces().draft(call.site()).map(WorkspaceApi::answer);
    }

    private static Answer answer(Draft draft) {
        return Answer.of(JsonValues.write(EntityJson.write(draft.workspace().content()))
                .put("revision", draft.workspace().revision()));
    }

    /** Begins again from a version. */
    private Future<Answer> restore(Call call) {
        call.takesOnly();
        var input = new Input(call.body());
        int version = (int) input.whole("version", input.required("version", 0L));
        input.refuseOthers();
        input.check();
        var site = call.site();
        return versions.content(site.id(), version)
                .compose(content -> content.isEmpty()
                        ? Future.failedFuture(new HttpProblem(404, "There is no version " + version + "."))
                        : services.workspaces().restore(site, call.caller().actor(), version, content.get()))
                .map(WorkspaceApi::answer);
    }

    private Future<Answer> unused(Call call) {
        call.takesOnly();
        return services.workspaces()
                .draft(call.site())
                .map(draft -> Answer.all(Uses.unused(draft.workspace().content(), services.catalog()).stream()
                        .map(entity -> new JsonObject()
                                .put("kind", entity.kind().code())
                                .put("id", entity.id())
                                .put("name", entity.name()))
                        .toList()));
    }

    private Future<Answer> review(Call call) {
        call.takesOnly("environment");
        String environment = call.parameter("environment").orElse(Environment.LIVE);
        return services.publishing().review(call.site(), environment).map(review -> Answer.of(json.review(review)));
    }

    private Future<Answer> diff(Call call) {
        call.takesOnly("from", "to");
        var site = call.site();
        Optional<Integer> to = call.parameter("to").map(text -> version("to", text));
        Optional<Integer> from = call.parameter("from")
                .map(text -> version("from", text))
                .or(() -> services.environments().live(site).map(Environment.Release::version));
        return services.publishing()
                .diff(site, from, to)
                .map(changes -> Answer.of(new JsonObject()
                        .put("from", from.orElse(null))
                        .put("to", to.orElse(null))
                        .put(
                                "changes",
                                new JsonArray(changes.stream().map(json::change).toList()))));
    }

    private static int version(String name, String text) {
        if (!text.matches("\\d{1,9}")) {
            throw Call.bad(name, "must be the number of a version.");
        }
        return Integer.parseInt(text);
    }
}
