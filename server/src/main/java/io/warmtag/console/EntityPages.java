package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.TypeSpec;
import io.warmtag.catalog.Value;
import io.warmtag.console.EntitySections.Section;
import io.warmtag.container.Draft;
import io.warmtag.container.Saved;
import io.warmtag.container.Workspaces.Request;
import io.warmtag.container.Workspaces.Seen;
import io.warmtag.container.model.Edit;
import io.warmtag.container.model.Editor;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.EntityJson;
import io.warmtag.container.model.Tag;
import io.warmtag.container.model.Trigger;
import io.warmtag.container.model.Uses;
import io.warmtag.container.model.Variable;
import io.warmtag.container.model.Workspace;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A tag, trigger or variable: made, looked at, changed. One form for all types, made of what the catalog says of them. */
public final class EntityPages implements Routes {
    private final Tagging tagging;
    private final BaseUrl baseUrl;

    /**
     * @param action where the form goes
     * @param id empty: it is to be made
     * @param problems what is wrong with no field in particular
     * @param tag that a new trigger is for; empty: none
     */
    record FormPage(
            String kind,
            Heading heading,
            String action,
            String id,
            List<Section> sections,
            List<String> problems,
            EntityState state,
            String tag) {}

    /** @param typeId of the type, as in the API */
    record Heading(String title, String type, String typeId) {}

    /** A form as it stands: to be filled in for the first time, or again. */
    private record Filled(Value.Fields json, Wrongs wrongs, String oneMore, String conflict) {
        static Filled of(Value.Fields json) {
            return new Filled(json, Wrongs.none(), "", "");
        }
    }

    public EntityPages(Tagging tagging, BaseUrl baseUrl) {
        this.tagging = tagging;
        this.baseUrl = baseUrl;
    }

    @Override
    public void mount(Router router) {
        for (EntityKind kind : EntityKind.values()) {
            Console console = tagging.console();
            String all = "/console/sites/:site/" + kind.path();
            router.get(all + "/new").handler(console.sitePage(visit -> young(visit, kind)));
            router.post(all).handler(console.sitePage(visit -> create(visit, kind)));
            router.getWithRegex(one(kind)).handler(console.sitePage(visit -> show(visit, kind)));
            router.postWithRegex(one(kind)).handler(console.sitePage(visit -> save(visit, kind)));
        }
    }

    private static String one(EntityKind kind) {
        return "/console/sites/(?<site>[^/]+)/" + kind.path() + "/(?<id>[0-9]{1,9})";
    }

    private Future<Void> young(Visit visit, EntityKind kind) {
        Optional<TypeSpec> type =
                visit.query("type").flatMap(id -> tagging.catalog().type(kind.kind(), id));
        if (type.isEmpty()) {
            return visit.show(
                    200,
                    "entity/types",
                    kind.path(),
                    TypeMenu.of(visit, tagging.catalog(), kind, visit.query("q").orElse("")));
        }
        var empty = Value.Fields.of(Map.of("params", Value.Fields.NONE));
        return tagging.workspaces()
                .draft(visit.site())
                .compose(draft -> showNew(visit, kind, type.get(), draft, 200, Filled.of(empty)));
    }

    private Future<Void> create(Visit visit, EntityKind kind) {
        TypeSpec type = typed(visit, kind, form(visit, "type"));
        Value.Fields json = read(visit, kind, type, Value.Fields.NONE);
        if (!form(visit, "add").isEmpty()) {
            var filled = new Filled(json, Wrongs.none(), form(visit, "add"), "");
            return tagging.workspaces()
                    .draft(visit.site())
                    .compose(draft -> showNew(visit, kind, type, draft, 200, filled));
        }
        Optional<Integer> tag = kind == EntityKind.TRIGGER ? number(form(visit, "tag")) : Optional.empty();
        var request = Request.of(
                visit.account().email(),
                kind.kind().code() + ".create",
                (editor, workspace) -> made(editor, workspace, kind.kind(), json, tag));
        return tagging.workspaces()
                .change(visit.site(), request)
                .compose(saved -> saved instanceof Saved.Done done
                        ? visit.done(after(visit, kind, done.entity(), tag), "created")
                        : tagging.workspaces()
                                .draft(visit.site())
                                .compose(draft -> showNew(
                                        visit,
                                        kind,
                                        type,
                                        draft,
                                        422,
                                        new Filled(json, wrongs(visit, saved), "", ""))));
    }

    /** A trigger that was made for a tag fires it from the start. */
    private static Edit made(
            Editor editor, Workspace workspace, Kind kind, Value.Fields json, Optional<Integer> forTag) {
        Edit edit = editor.create(workspace, kind, json);
        if (edit instanceof Edit.Done done
                && forTag.flatMap(id -> done.workspace().content().find(Kind.TAG, id))
                                .orElse(null)
                        instanceof Tag tag) {
            var triggers = new ArrayList<Value>();
            tag.firing().triggers().forEach(id -> triggers.add(Value.of(id)));
            triggers.add(Value.of(done.entity().id()));
            var change = Value.Fields.of(Map.of("firing", new Value.Items(triggers)));
            return editor.patch(done.workspace(), Kind.TAG, tag.id(), change) instanceof Edit.Done both
                    ? new Edit.Done(both.workspace(), done.entity())
                    : edit;
        }
        return edit;
    }

    private static String after(Visit visit, EntityKind kind, Entity entity, Optional<Integer> tag) {
        if (form(visit, "then").equals("trigger")) {
            return visit.sitePath("/triggers/new?tag=" + entity.id());
        }
        return tag.map(id -> visit.sitePath("/tags/" + id))
                .orElseGet(() -> visit.sitePath("/" + kind.path() + "/" + entity.id()));
    }

    private Future<Void> show(Visit visit, EntityKind kind) {
        return tagging.workspaces().draft(visit.site()).compose(draft -> {
            Entity entity = found(visit, kind, draft);
            return showOld(visit, kind, draft, 200, Filled.of(EntityJson.write(entity)));
        });
    }

    private Future<Void> save(Visit visit, EntityKind kind) {
        return tagging.workspaces().draft(visit.site()).compose(draft -> {
            Entity entity = found(visit, kind, draft);
            TypeSpec type = typed(visit, kind, type(entity));
            Value.Fields json = read(visit, kind, type, EntityJson.write(entity));
            if (!form(visit, "add").isEmpty()) {
                return showOld(visit, kind, draft, 200, new Filled(json, Wrongs.none(), form(visit, "add"), ""));
            }
            var seen = new Seen(entity.id(), number(form(visit, "seen")).orElse(0));
            var request = new Request(
                    visit.account().email(),
                    kind.kind().code() + ".update",
                    Optional.of(seen),
                    (editor, workspace) -> editor.patch(workspace, kind.kind(), entity.id(), json));
            return tagging.workspaces().change(visit.site(), request).compose(saved -> saved(visit, kind, json, saved));
        });
    }

    private Future<Void> saved(Visit visit, EntityKind kind, Value.Fields json, Saved saved) {
        if (saved instanceof Saved.Done done) {
            return visit.done(after(visit, kind, done.entity(), Optional.empty()), "saved");
        } else if (saved instanceof Saved.Conflict conflict) {
            var filled = new Filled(json, Wrongs.none(), "", conflict(visit, conflict));
            return showOld(visit, kind, conflict.draft(), 409, filled);
        }
        return tagging.workspaces()
                .draft(visit.site())
                .compose(draft -> showOld(visit, kind, draft, 422, new Filled(json, wrongs(visit, saved), "", "")));
    }

    private static String conflict(Visit visit, Saved.Conflict conflict) {
        List<String> what = conflict.change().stream()
                .flatMap(change -> change.details().stream())
                .map(visit::say)
                .toList();
        return visit.text(
                "form.conflict",
                Map.of(
                        "author", AuditView.who(conflict.by().author(), visit),
                        "when", visit.formats().relative(conflict.by().at(), visit.now()),
                        "what", String.join("; ", what)));
    }

    private Future<Void> showNew(Visit visit, EntityKind kind, TypeSpec type, Draft draft, int status, Filled filled) {
        var inputs = new Inputs(visit, tagging.catalog(), draft.workspace().content(), filled.wrongs, filled.oneMore);
        List<Section> sections =
                new EntitySections(visit, draft.workspace().content(), inputs, filled.json).of(kind.kind(), type, 0);
        var heading =
                new Heading(visit.text("form.new." + kind.path()), type.title().in(visit.language()), type.id());
        String tag =
                visit.query("tag").or(() -> Optional.of(form(visit, "tag"))).orElse("");
        var page = new FormPage(
                kind.path(),
                heading,
                visit.sitePath("/" + kind.path()),
                "",
                sections,
                filled.wrongs.rest(),
                EntityState.NEW,
                tag);
        return visit.show(status, "entity/form", kind.path(), page);
    }

    private Future<Void> showOld(Visit visit, EntityKind kind, Draft draft, int status, Filled filled) {
        return LastFired.of(visit, tagging, draft.workspace().content())
                .compose(fired -> showOld(visit, kind, draft, status, filled, fired));
    }

    private Future<Void> showOld(
            Visit visit, EntityKind kind, Draft draft, int status, Filled filled, LastFired fired) {
        Entity entity = found(visit, kind, draft);
        TypeSpec type = typed(visit, kind, type(entity));
        var inputs = new Inputs(visit, tagging.catalog(), draft.workspace().content(), filled.wrongs, filled.oneMore);
        List<Section> sections = new EntitySections(visit, draft.workspace().content(), inputs, filled.json)
                .of(kind.kind(), type, entity.id());
        var heading = new Heading(entity.name(), type.title().in(visit.language()), type.id());
        String path = visit.sitePath("/" + kind.path() + "/" + entity.id());
        var page = new FormPage(
                kind.path(),
                heading,
                path,
                String.valueOf(entity.id()),
                sections,
                filled.wrongs.rest(),
                state(visit, draft, entity, filled.conflict, fired),
                "");
        return visit.show(status, "entity/form", kind.path(), page);
    }

    private EntityState state(Visit visit, Draft draft, Entity entity, String conflict, LastFired fired) {
        Stream<Entity> users = Uses.of(entity, draft.workspace().content(), tagging.catalog()).stream()
                .map(Uses.Use::user);
        EntityState state = EntityState.of(visit, draft, entity, conflict, users);
        return entity instanceof Tag tag ? state.withTest(fired.of(tag), VerifyPages.home(visit, baseUrl)) : state;
    }

    private Entity found(Visit visit, EntityKind kind, Draft draft) {
        return number(visit.pathParam("id"))
                .flatMap(id -> draft.workspace().content().find(kind.kind(), id))
                .orElseThrow(Visit::notFound);
    }

    private TypeSpec typed(Visit visit, EntityKind kind, String id) {
        return tagging.catalog().type(kind.kind(), id).orElseThrow(Visit::notFound);
    }

    static String type(Entity entity) {
        if (entity instanceof Tag tag) {
            return tag.type();
        } else if (entity instanceof Trigger trigger) {
            return trigger.type();
        }
        return entity instanceof Variable variable ? variable.type() : "";
    }

    private static Value.Fields read(Visit visit, EntityKind kind, TypeSpec type, Value.Fields before) {
        return new EntityForm(
                        visit.ctx().request().formAttributes(), visit.formats().zone())
                .read(kind.kind(), type, before);
    }

    private static Wrongs wrongs(Visit visit, Saved saved) {
        List<Problem> problems =
                saved instanceof Saved.Refused refused ? refused.problems() : List.of(Problem.of("", "problem.busy"));
        return Wrongs.of(visit, problems);
    }

    static String form(Visit visit, String name) {
        String value = visit.ctx().request().getFormAttribute(name);
        return value == null ? "" : value.strip();
    }

    static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
