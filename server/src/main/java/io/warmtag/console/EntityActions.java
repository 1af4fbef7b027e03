package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.catalog.Problem;
import io.warmtag.container.Saved;
import io.warmtag.container.Workspaces.Request;
import io.warmtag.container.model.Edit;
import io.warmtag.container.model.Editor;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.Workspace;
import io.warmtag.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is done to one or many tags, triggers or variables with a click: pause, resume, copy, move, delete. */
public final class EntityActions implements Routes {
    private static final Set<String> FOR_MANY = Set.of("pause", "resume", "move", "delete");

    private final Tagging tagging;

    /** Something done to one entity. */
    private interface Step {
        Edit apply(Editor editor, Workspace workspace, int id);
    }

    public EntityActions(Tagging tagging) {
        this.tagging = tagging;
    }

    @Override
    public void mount(Router router) {
        Console console = tagging.console();
        for (EntityKind kind : EntityKind.values()) {
            String all = "/console/sites/:site/" + kind.path();
            router.post(all + "/bulk").handler(console.sitePage(visit -> many(visit, kind)));
            router.post(all + "/:id/copy").handler(console.sitePage(visit -> copy(visit, kind)));
            router.post(all + "/:id/delete").handler(console.sitePage(visit -> delete(visit, kind)));
        }
        router.post("/console/sites/:site/tags/:id/pause").handler(console.sitePage(visit -> pause(visit, true)));
        router.post("/console/sites/:site/tags/:id/resume").handler(console.sitePage(visit -> pause(visit, false)));
    }

    private Future<Void> pause(Visit visit, boolean paused) {
        Step step = (editor, workspace, id) -> editor.pause(workspace, id, paused);
        return one(visit, EntityKind.TAG, paused ? "pause" : "resume", step)
                .compose(saved -> saved instanceof Saved.Done done
                        ? visit.done(visit.sitePath("/tags/" + done.entity().id()), paused ? "paused" : "resumed")
                        : refused(visit, EntityKind.TAG, saved));
    }

    private Future<Void> copy(Visit visit, EntityKind kind) {
        Step step = (editor, workspace, id) -> editor.copy(workspace, kind.kind(), id);
        return one(visit, kind, "copy", step)
                .compose(saved -> saved instanceof Saved.Done done
                        ? visit.done(
                                visit.sitePath(
                                        "/" + kind.path() + "/" + done.entity().id()),
                                "copied")
                        : refused(visit, kind, saved));
    }

    private Future<Void> delete(Visit visit, EntityKind kind) {
        Step step = (editor, workspace, id) -> editor.delete(workspace, kind.kind(), id);
        return one(visit, kind, "delete", step)
                .compose(saved -> saved instanceof Saved.Done
                        ? visit.done(visit.sitePath("/" + kind.path()), "deleted")
                        : refused(visit, kind, saved));
    }

    private Future<Saved> one(Visit visit, EntityKind kind, String action, Step step) {
        int id = EntityPages.number(visit.pathParam("id")).orElseThrow(Visit::notFound);
        return tagging.workspaces()
                .change(
                        visit.site(),
                        Request.of(
                                visit.account().email(),
                                kind.kind().code() + "." + action,
                                (editor, workspace) -> step.apply(editor, workspace, id)));
    }

    private Future<Void> refused(Visit visit, EntityKind kind, Saved saved) {
        if (saved instanceof Saved.Refused refused) {
            String wrong = refused.problems().stream()
                    .map(Problem::message)
                    .map(visit::say)
                    .collect(Collectors.joining(" "));
            return tagging.workspaces()
                    .draft(visit.site())
                    .compose(draft -> EntityListPages.show(visit, tagging, kind, draft, 422, wrong));
        }
        return Future.failedFuture(Visit.notFound());
    }

    private Future<Void> many(Visit visit, EntityKind kind) {
        String action = EntityPages.form(visit, "action");
        List<Integer> ids = visit.ctx().request().formAttributes().getAll("id").stream()
                .flatMap(text -> EntityPages.number(text).stream())
                .toList();
        if (ids.isEmpty() || !FOR_MANY.contains(action)) {
            return visit.goTo(visit.sitePath("/" + kind.path()));
        }
        Optional<Integer> folder = EntityPages.number(EntityPages.form(visit, "to"));
        Step step = (editor, workspace, id) -> switch (action) {
            case "move" -> editor.move(workspace, id, folder);
            case "delete" -> editor.delete(workspace, kind.kind(), id);
            default -> editor.pause(workspace, id, action.equals("pause"));
        };
        var done = new ArrayList<Entity>();
        var request = Request.of(visit.account().email(), kind.kind().code() + "." + action, (editor, workspace) -> {
            done.clear();
            return all(editor, workspace, ids, step, done);
        });
        return tagging.workspaces()
                .change(visit.site(), request)
                .compose(saved -> saved instanceof Saved.Done
                        ? noteOthers(visit, request.name(), done)
                                .compose(noted -> visit.done(visit.sitePath("/" + kind.path()), "bulk_" + action))
                        : refused(visit, kind, saved));
    }

    /** All or none. One that is used by another of them can go once that is gone. */
    private static Edit all(Editor editor, Workspace start, List<Integer> ids, Step step, List<Entity> done) {
        Workspace workspace = start;
        List<Integer> left = new ArrayList<>(ids);
        Edit refused = new Edit.Missing();
        while (!left.isEmpty()) {
            int before = left.size();
            for (int id : List.copyOf(left)) {
                Edit edit = step.apply(editor, workspace, id);
                if (edit instanceof Edit.Done one) {
                    workspace = one.workspace();
                    done.add(one.entity());
                    left.remove((Integer) id);
                } else {
                    refused = edit;
                }
            }
            if (left.size() == before) {
                return refused;
            }
        }
        return new Edit.Done(workspace, done.get(done.size() - 1));
    }

    /** The last one was noted with the change itself. */
    private Future<Void> noteOthers(Visit visit, String action, List<Entity> done) {
        Future<Void> noted = Future.succeededFuture();
        for (Entity entity : done.subList(0, done.size() - 1)) {
            noted = noted.compose(before -> tagging.audit()
                    .add(visit.account().email(), action, visit.site().id(), entity.name()));
        }
        return noted;
    }
}
