package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.RecommendedEvent;
import io.warmtag.catalog.Value;
import io.warmtag.console.EntityPages.FormPage;
import io.warmtag.console.EntityPages.Heading;
import io.warmtag.console.EntitySections.Section;
import io.warmtag.container.Draft;
import io.warmtag.container.Saved;
import io.warmtag.container.Workspaces.Request;
import io.warmtag.container.Workspaces.Seen;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.EntityJson;
import io.warmtag.container.model.EventDefinition;
import io.warmtag.preview.Builds;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an event means and must bring along: defined of a recommended one or from nothing, changed, deleted. */
public final class EventDefinitionPages implements Routes {
    private final Tagging tagging;
    private final Builds builds;
    private final EventForm form;

    /** @param events recommended ones that aren't defined yet */
    record MenuPage(List<Recommended> events) {}

    record Recommended(String name, String title, String help, boolean conversion) {}

    private record Filled(Value.Fields json, Wrongs wrongs, String oneMore) {}

    public EventDefinitionPages(Tagging tagging, Builds builds) {
        this.tagging = tagging;
        this.builds = builds;
        this.form = new EventForm(tagging.console().messages());
    }

    @Override
    public void mount(Router router) {
        Console console = tagging.console();
        String one = "/console/sites/(?<site>[^/]+)/events/(?<id>[0-9]{1,9})";
        router.get("/console/sites/:site/events/new").handler(console.sitePage(this::young));
        router.post("/console/sites/:site/events").handler(console.sitePage(this::create));
        router.getWithRegex(one).handler(console.sitePage(this::show));
        router.postWithRegex(one).handler(console.sitePage(this::save));
        router.post("/console/sites/:site/events/:id/delete").handler(console.sitePage(this::delete));
    }

    private Future<Void> young(Visit visit) {
        Optional<String> name = visit.query("name");
        return tagging.workspaces().draft(visit.site()).compose(draft -> {
            if (name.isEmpty() && visit.query("own").isEmpty()) {
                return visit.show(200, "events/new", "events", menu(visit, draft));
            }
            Value.Fields json = name.flatMap(wanted -> tagging.catalog().events().stream()
                            .filter(event -> event.name().equals(wanted))
                            .findFirst())
                    .map(event -> EventForm.of(event, visit.language()))
                    .orElseGet(() -> Value.Fields.NONE.with("name", Value.of(name.orElse(""))));
            return showForm(visit, draft, Optional.empty(), 200, new Filled(json, Wrongs.none(), ""));
        });
    }

    private MenuPage menu(Visit visit, Draft draft) {
        return new MenuPage(tagging.catalog().events().stream()
                .filter(event -> draft.workspace()
                        .content()
                        .named(Kind.EVENT, event.name())
                        .isEmpty())
                .map(event -> recommended(visit, event))
                .toList());
    }

    private static Recommended recommended(Visit visit, RecommendedEvent event) {
        return new Recommended(
                event.name(),
                event.title().in(visit.language()),
                event.help().in(visit.language()),
                event.conversion());
    }

    private Future<Void> create(Visit visit) {
        Value.Fields json = read(visit).event(form.columns(), Value.Fields.NONE);
        String more = EntityPages.form(visit, "add");
        if (!more.isEmpty()) {
            return tagging.workspaces()
                    .draft(visit.site())
                    .compose(draft ->
                            showForm(visit, draft, Optional.empty(), 200, new Filled(json, Wrongs.none(), more)));
        }
        if (EntityPages.form(visit, "then").equals("pick")) {
            return pick(visit, Optional.empty(), 0, json);
        }
        var request = Request.of(
                visit.account().email(),
                "event.create",
                (editor, workspace) -> editor.create(workspace, Kind.EVENT, json));
        return tagging.workspaces()
                .change(visit.site(), request)
                .compose(saved -> answer(visit, saved, Optional.empty(), json));
    }

    private Future<Void> show(Visit visit) {
        return tagging.workspaces().draft(visit.site()).compose(draft -> {
            EventDefinition event = found(visit, draft);
            var filled = new Filled(EntityJson.write(event), Wrongs.none(), "");
            return showForm(visit, draft, Optional.of(event), 200, filled);
        });
    }

    private Future<Void> save(Visit visit) {
        return tagging.workspaces().draft(visit.site()).compose(draft -> {
            EventDefinition event = found(visit, draft);
            Value.Fields json = read(visit).event(form.columns(), event.source());
            String more = EntityPages.form(visit, "add");
            if (!more.isEmpty()) {
                return showForm(visit, draft, Optional.of(event), 200, new Filled(json, Wrongs.none(), more));
            }
            long seen = EntityPages.number(EntityPages.form(visit, "seen")).orElse(0);
            if (EntityPages.form(visit, "then").equals("pick")) {
                return pick(visit, Optional.of(event.id()), seen, json);
            }
            var request = new Request(
                    visit.account().email(),
                    "event.update",
                    Optional.of(new Seen(event.id(), seen)),
                    (editor, workspace) -> editor.patch(workspace, Kind.EVENT, event.id(), json));
            return tagging.workspaces()
                    .change(visit.site(), request)
                    .compose(saved -> answer(visit, saved, Optional.of(event), json));
        });
    }

    /** Goes on in the builder with what has been typed. */
    private Future<Void> pick(Visit visit, Optional<Integer> event, long seen, Value.Fields json) {
        return builds.begin(visit.site(), visit.account().email(), event, seen, json)
                .compose(build -> visit.goTo(BuilderPages.path(visit, build.session())));
    }

    private Future<Void> delete(Visit visit) {
        int id = EntityPages.number(visit.pathParam("id")).orElseThrow(Visit::notFound);
        var request = Request.of(
                visit.account().email(),
                "event.delete",
                (editor, workspace) -> editor.delete(workspace, Kind.EVENT, id));
        return tagging.workspaces()
                .change(visit.site(), request)
                .compose(saved -> saved instanceof Saved.Done
                        ? visit.done(visit.sitePath("/events"), "deleted")
                        : Future.failedFuture(Visit.notFound()));
    }

    private Future<Void> answer(Visit visit, Saved saved, Optional<EventDefinition> event, Value.Fields json) {
        if (saved instanceof Saved.Done done) {
            return visit.done(visit.sitePath("/events/" + done.entity().id()), "saved");
        }
        boolean isConflict = saved instanceof Saved.Conflict;
        Wrongs wrongs = saved instanceof Saved.Refused refused
                ? Wrongs.of(visit, refused.problems())
                : Wrongs.of(visit, List.of(Problem.of("", isConflict ? "form.event.conflict" : "problem.busy")));
        return tagging.workspaces()
                .draft(visit.site())
                .compose(draft -> showForm(visit, draft, event, isConflict ? 409 : 422, new Filled(json, wrongs, "")));
    }

    private Future<Void> showForm(
            Visit visit, Draft draft, Optional<EventDefinition> event, int status, Filled filled) {
        Content content = draft.workspace().content();
        var inputs = new Inputs(visit, tagging.catalog(), content, filled.wrongs, filled.oneMore);
        Input folder = new EntitySections(visit, content, inputs, filled.json).folder();
        List<Section> sections = form.sections(visit, inputs, filled.json, folder);
        String path = event.map(each -> "/events/" + each.id()).orElse("/events");
        var heading = new Heading(
                event.map(Entity::name).orElse(visit.text("form.new.events")),
                visit.text("events.definition"),
                "event");
        var page = new FormPage(
                "events",
                heading,
                visit.sitePath(path),
                event.map(each -> String.valueOf(each.id())).orElse(""),
                sections,
                filled.wrongs.rest(),
                event.map(each -> state(visit, draft, each)).orElse(EntityState.NEW),
                "");
        return visit.show(status, "entity/form", "events", page);
    }

    private static EntityState state(Visit visit, Draft draft, EventDefinition event) {
        Stream<Entity> made = event.made().stream()
                .flatMap(all -> Stream.concat(
                        Stream.concat(all.trigger().stream(), all.tag().stream()), all.variables().stream()))
                .flatMap(id -> draft.workspace().content().find(id).stream());
        return EntityState.of(visit, draft, event, gone(event).map(visit::text).orElse(""), made);
    }

    /** What of the things that the builder made has been deleted since, as the key of a message. */
    static Optional<String> gone(EventDefinition event) {
        return event.made()
                .filter(made -> made.trigger().isEmpty() || made.tag().isEmpty())
                .map(made -> made.trigger().isEmpty() ? "form.event.gone.trigger" : "form.event.gone.tag");
    }

    private static EventDefinition found(Visit visit, Draft draft) {
        return EntityPages.number(visit.pathParam("id"))
                .flatMap(id -> draft.workspace().content().find(Kind.EVENT, id))
                .map(EventDefinition.class::cast)
                .orElseThrow(Visit::notFound);
    }

    private static EntityForm read(Visit visit) {
        return new EntityForm(
                visit.ctx().request().formAttributes(), visit.formats().zone());
    }
}
