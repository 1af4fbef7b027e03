package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.container.Draft;
import io.warmtag.container.Saved;
import io.warmtag.container.Workspaces.Request;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Edit;
import io.warmtag.container.model.Editor;
import io.warmtag.container.model.Folder;
import io.warmtag.container.model.Workspace;
import io.warmtag.web.Routes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The folders that tags, triggers and variables lie in. */
public final class FolderPages implements Routes {
    private final Tagging tagging;

    record FoldersPage(List<FolderView> folders, Field name) {}

    record FolderView(int id, Field name, List<Inside> inside) {}

    /** @param kind as in the path, like {@code tags} */
    record Inside(String kind, long count) {}

    public FolderPages(Tagging tagging) {
        this.tagging = tagging;
    }

    @Override
    public void mount(Router router) {
        Console console = tagging.console();
        router.get("/console/sites/:site/folders").handler(console.sitePage(this::index));
        router.post("/console/sites/:site/folders").handler(console.sitePage(this::create));
        router.post("/console/sites/:site/folders/:id").handler(console.sitePage(this::rename));
        router.post("/console/sites/:site/folders/:id/delete").handler(console.sitePage(this::delete));
    }

    private Future<Void> index(Visit visit) {
        return show(visit, 200, 0, "", "");
    }

    /** @param at id of the folder that something is wrong with; 0: the new one */
    private Future<Void> show(Visit visit, int status, int at, String typed, String wrong) {
        return tagging.workspaces().draft(visit.site()).map(Draft::workspace).compose(workspace -> {
            Content content = workspace.content();
            List<FolderView> folders = content.folders().stream()
                    .sorted(Comparator.comparing(Folder::name, String.CASE_INSENSITIVE_ORDER))
                    .map(folder -> view(folder, content, folder.id() == at ? wrong : ""))
                    .toList();
            boolean isNew = at == 0 && !wrong.isEmpty();
            Field name = new Field("name", isNew ? typed : "", isNew ? wrong : null);
            return visit.show(status, "folders/index", "tags", new FoldersPage(folders, name));
        });
    }

    private static FolderView view(Folder folder, Content content, String wrong) {
        List<Inside> inside = java.util.stream.Stream.of(EntityKind.values())
                .map(kind -> new Inside(
                        kind.path(),
                        content.entities().values().stream()
                                .filter(entity -> entity.kind() == kind.kind()
                                        && entity.folder()
                                                .filter(id -> id == folder.id())
                                                .isPresent())
                                .count()))
                .filter(each -> each.count > 0)
                .toList();
        return new FolderView(
                folder.id(), new Field("name-" + folder.id(), folder.name(), wrong.isEmpty() ? null : wrong), inside);
    }

    private Future<Void> create(Visit visit) {
        String name = EntityPages.form(visit, "name");
        return change(
                visit,
                "folder.create",
                0,
                (editor, workspace) ->
                        editor.create(workspace, Kind.FOLDER, Value.Fields.of(Map.of("name", Value.of(name)))));
    }

    private Future<Void> rename(Visit visit) {
        int id = id(visit);
        String name = EntityPages.form(visit, "name-" + id);
        return change(
                visit,
                "folder.update",
                id,
                (editor, workspace) ->
                        editor.patch(workspace, Kind.FOLDER, id, Value.Fields.of(Map.of("name", Value.of(name)))));
    }

    private Future<Void> delete(Visit visit) {
        int id = id(visit);
        return change(visit, "folder.delete", id, (editor, workspace) -> editor.delete(workspace, Kind.FOLDER, id));
    }

    private static int id(Visit visit) {
        return EntityPages.number(visit.pathParam("id")).orElseThrow(Visit::notFound);
    }

    private Future<Void> change(Visit visit, String action, int id, BiFunction<Editor, Workspace, Edit> edit) {
        return tagging.workspaces()
                .change(visit.site(), Request.of(visit.account().email(), action, edit))
                .compose(saved -> {
                    if (saved instanceof Saved.Done) {
                        return visit.done(visit.sitePath("/folders"), "saved");
                    } else if (saved instanceof Saved.Refused refused) {
                        Problem problem = refused.problems().get(0);
                        return show(visit, 422, id, EntityPages.form(visit, "name"), visit.say(problem.message()));
                    }
                    return Future.failedFuture(Visit.notFound());
                });
    }
}
