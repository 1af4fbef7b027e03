package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.catalog.Kind;
import io.warmtag.container.Draft;
import io.warmtag.container.JsonValues;
import io.warmtag.container.Saved;
import io.warmtag.container.Workspaces.Request;
import io.warmtag.container.Workspaces.Seen;
import io.warmtag.container.build.EventBuilder;
import io.warmtag.container.model.Edit;
import io.warmtag.container.model.Editor;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.Uses;
import io.warmtag.container.model.Workspace;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.site.Site;
import io.warmtag.web.HttpProblem;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * {@code /sites/{site}/tags}, and the same for triggers, variables, folders and event definitions: what is in the site's
 * draft.
 */
final class EntitiesApi {
    private final Kind kind;
    private final String path;
    private final ContainerServices services;
    private final ContainerJson json;

    /** @param plural the last part of the address */
    EntitiesApi(Kind kind, String plural, ContainerServices services) {
        this.kind = kind;
        this.path = "/sites/:site/" + plural;
        this.services = services;
        this.json = new ContainerJson(services.sentences());
    }

    void addTo(Endpoints endpoints) {
        endpoints.add(GET, path, Scope.CONTAINER_READ, this::list);
        endpoints.add(POST, path, Scope.CONTAINER_WRITE, this::create);
        endpoints.add(GET, path + "/:entity", Scope.CONTAINER_READ, this::show);
        endpoints.add(PATCH, path + "/:entity", Scope.CONTAINER_WRITE, this::update);
        endpoints.add(DELETE, path + "/:entity", Scope.CONTAINER_WRITE, this::delete);
        endpoints.add(GET, path + "/:entity/uses", Scope.CONTAINER_READ, this::uses);
        endpoints.add(POST, path + "/:entity/copy", Scope.CONTAINER_WRITE, this::copy);
        if (kind == Kind.TAG) {
            endpoints.add(POST, path + "/:entity/pause", Scope.CONTAINER_WRITE, call -> pause(call, true));
            endpoints.add(POST, path + "/:entity/resume", Scope.CONTAINER_WRITE, call -> pause(call, false));
        } else if (kind == Kind.EVENT) {
            endpoints.add(POST, path + "/:entity/build", Scope.CONTAINER_WRITE, this::build);
        }
    }

    private Future<Answer> list(Call call) {
        call.takesList("q", "folder");
        int limit = call.limit();
        long after = call.parameter("cursor").isPresent() ? call.cursor().number() : 0;
        Optional<String> search = call.parameter("q");
        Optional<Integer> folder = call.parameter("folder").map(text -> number("folder", text));
        return draft(call).map(draft -> {
            Stream<Entity> found = draft.workspace().content().entities().values().stream()
                    .filter(entity -> entity.kind() == kind && entity.id() > after)
                    .filter(entity -> search.isEmpty() || Search.finds(search.get(), entity))
                    .filter(entity -> folder.isEmpty() || entity.folder().equals(folder));
            return Answer.page(Page.of(found.limit(limit + 1L).toList(), limit, entity -> Keyset.of(entity.id()))
                    .map(entity -> ContainerJson.entity(entity, draft)));
        });
    }

    private Future<Answer> create(Call call) {
        call.takesOnly();
        var fields = JsonValues.read(call.body());
        return change(call, "create", Optional.empty(), (editor, workspace) -> editor.create(workspace, kind, fields))
                .map(done -> created(call, done));
    }

    private Answer created(Call call, Saved.Done done) {
        return Answer.created(
                Endpoints.BASE + path.replace(":site", call.site().publicId()) + "/"
                        + done.entity().id(),
                ContainerJson.entity(done.entity(), done.draft()));
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        return draft(call).map(draft -> Answer.of(ContainerJson.entity(entity(call, draft), draft)));
    }

    private Future<Answer> update(Call call) {
        call.takesOnly();
        int id = id(call);
        JsonObject body = call.body();
        Optional<Seen> seen = seen(id, body);
        // What answers add may be sent back as it came.
        body.remove("revision");
        body.remove("author");
        body.remove("changed_at");
        var fields = JsonValues.read(body);
        return change(call, "update", seen, (editor, workspace) -> editor.patch(workspace, kind, id, fields))
                .map(done -> Answer.of(ContainerJson.entity(done.entity(), done.draft())));
    }

    private static Optional<Seen> seen(int id, JsonObject body) {
        Object revision = body.getValue("revision");
        if (revision == null) {
            return Optional.empty();
        }
        if (!(revision instanceof Integer) && !(revision instanceof Long)) {
            String message = "must be the revision of the answer that you have changed.";
            throw new HttpProblem(
                    422, "Field revision " + message, List.of(new HttpProblem.Field("revision", message)));
        }
        return Optional.of(new Seen(id, ((Number) revision).longValue()));
    }

    private Future<Answer> delete(Call call) {
        call.takesOnly("revision");
        int id = id(call);
        Optional<Seen> seen = call.parameter("revision").map(text -> new Seen(id, number("revision", text)));
        return change(call, "delete", seen, (editor, workspace) -> editor.delete(workspace, kind, id))
                .map(done -> Answer.DONE);
    }

    private Future<Answer> uses(Call call) {
        call.takesOnly();
        return draft(call)
                .map(draft -> Answer.all(
                        Uses.of(entity(call, draft), draft.workspace().content(), services.catalog()).stream()
                                .map(ContainerJson::use)
                                .toList()));
    }

    private Future<Answer> copy(Call call) {
        call.takesOnly();
        int id = id(call);
        return change(call, "copy", Optional.empty(), (editor, workspace) -> editor.copy(workspace, kind, id))
                .map(done -> created(call, done));
    }

    /** Makes what the definition's source says: variables, trigger and tag, in one edit with what is changed of it. */
    private Future<Answer> build(Call call) {
        call.takesOnly();
        int id = id(call);
        JsonObject body = call.body();
        Optional<Seen> seen = seen(id, body);
        body.remove("revision");
        var fields = JsonValues.read(body);
        return change(
                        call,
                        "build",
                        seen,
                        (editor, workspace) -> EventBuilder.save(editor, workspace, Optional.of(id), fields))
                .map(done -> Answer.of(ContainerJson.entity(done.entity(), done.draft())));
    }

    private Future<Answer> pause(Call call, boolean paused) {
        call.takesOnly();
        int id = id(call);
        return change(
                        call,
                        paused ? "pause" : "resume",
                        Optional.empty(),
                        (editor, workspace) -> editor.pause(workspace, id, paused))
                .map(done -> Answer.of(ContainerJson.entity(done.entity(), done.draft())));
    }

    private Future<Draft> draft(Call call) {
        return services.workspaces().draft(call.site());
    }

    private Entity entity(Call call, Draft draft) {
        return draft.workspace().content().find(kind, id(call)).orElseThrow(() -> missing(call));
    }

    private int id(Call call) {
        String text = call.ctx().pathParam("entity");
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw missing(call);
        }
        return Integer.parseInt(text);
    }

    private HttpProblem missing(Call call) {
        return new HttpProblem(
                404, "There is no " + kind.code() + " " + call.ctx().pathParam("entity") + ".");
    }

    private static int number(String name, String text) {
        if (!text.matches("\\d{1,9}")) {
            throw Call.bad(name, "must be a whole number.");
        }
        return Integer.parseInt(text);
    }

    private Future<Saved.Done> change(
            Call call, String what, Optional<Seen> seen, BiFunction<Editor, Workspace, Edit> edit) {
        Site site = call.site();
        var request = new Request(call.caller().actor(), kind.code() + "." + what, seen, edit);
        return services.workspaces().change(site, request).compose(saved -> {
            if (saved instanceof Saved.Done done) {
                return Future.succeededFuture(done);
            } else if (saved instanceof Saved.Refused refused) {
                return Future.failedFuture(json.invalid(refused.problems()));
            } else if (saved instanceof Saved.Conflict conflict) {
                return Future.failedFuture(conflict(conflict));
            }
            return Future.failedFuture(missing(call));
        });
    }

    private HttpProblem conflict(Saved.Conflict conflict) {
        String changes = conflict.change()
                .map(change -> ": "
                        + String.join(
                                "; ", change.details().stream().map(json::text).toList()))
                .orElse("");
        String text = conflict.by().author() + " has changed it since, at "
                + conflict.by().at() + changes + ". Read it again and repeat your change.";
        String remedy = "is " + conflict.by().revision() + " by now.";
        return new HttpProblem(409, text, List.of(new HttpProblem.Field("revision", remedy)));
    }
}
