package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import io.warmtag.catalog.BuiltIn;
import io.warmtag.console.EntityList.RowView;
import io.warmtag.console.EntityList.Wish;
import io.warmtag.console.Input.Option;
import io.warmtag.container.Draft;
import io.warmtag.container.model.Variable;
import io.warmtag.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All tags, triggers or variables of a site's draft. */
public final class EntityListPages implements Routes {
    private final Tagging tagging;

    /**
     * @param kind in message keys, like {@code tags}
     * @param total how many there are in all
     * @param found how many fit what is asked for; there may be more than rows
     * @param wrong why something could not be done to those that were chosen; empty: nothing was tried
     */
    record ListPage(
            String kind,
            int total,
            int found,
            List<RowView> rows,
            Filters filters,
            List<Sort> sorts,
            List<BuiltInView> builtIns,
            String wrong) {}

    /** @param folders that things can be moved into */
    record Filters(
            String q, String sort, List<Option> types, List<Option> in, List<Option> states, List<Option> folders) {}

    /** @param key of its title in the message files */
    record Sort(String key, String path, boolean current) {}

    record BuiltInView(String name, String group, String help, int uses) {}

    public EntityListPages(Tagging tagging) {
        this.tagging = tagging;
    }

    @Override
    public void mount(Router router) {
        Console console = tagging.console();
        for (EntityKind kind : EntityKind.values()) {
            router.get("/console/sites/:site/" + kind.path()).handler(console.sitePage(visit -> index(visit, kind)));
        }
        router.get("/console/sites/:site/variables/names").handler(console.sitePage(this::names));
    }

    private Future<Void> index(Visit visit, EntityKind kind) {
        return tagging.workspaces().draft(visit.site()).compose(draft -> show(visit, tagging, kind, draft, 200, ""));
    }

    /** Also the answer to something that could not be done to what was chosen. */
    static Future<Void> show(Visit visit, Tagging tagging, EntityKind kind, Draft draft, int status, String wrong) {
        return LastFired.of(visit, tagging, draft.workspace().content()).compose(fired -> {
            var list = new EntityList(visit, tagging.catalog(), kind, draft, fired);
            return visit.show(status, "entity/index", kind.path(), page(visit, tagging, kind, list, wrong));
        });
    }

    private static ListPage page(Visit visit, Tagging tagging, EntityKind kind, EntityList list, String wrong) {
        Wish wish = Wish.of(visit);
        List<RowView> rows = list.rows(wish);
        return new ListPage(
                kind.path(),
                list.total(),
                rows.size(),
                rows.subList(0, Math.min(rows.size(), EntityList.MOST_ROWS)),
                filters(visit, kind, list, wish),
                sorts(visit, kind, wish),
                kind == EntityKind.VARIABLE ? builtIns(visit, tagging, list, wish) : List.of(),
                wrong);
    }

    private static Filters filters(Visit visit, EntityKind kind, EntityList list, Wish wish) {
        List<Option> in = new ArrayList<>(list.folders(wish.folder()));
        in.add(new Option("none", visit.text("list.folder.none"), wish.folder().equals("none")));
        Stream<String> states = kind == EntityKind.TAG ? Stream.of("running", "paused", "unused") : Stream.of("unused");
        return new Filters(
                visit.query("q").orElse(""),
                wish.sort(),
                list.types(wish.type()),
                in,
                states.map(state -> new Option(state, visit.text("list.state." + state), state.equals(wish.state())))
                        .toList(),
                list.folders(""));
    }

    private static List<Sort> sorts(Visit visit, EntityKind kind, Wish wish) {
        Stream<String> own = kind == EntityKind.TAG ? Stream.of("fires", "fired") : Stream.of("uses");
        return Stream.of(Stream.of("name", "type"), own, Stream.of("folder", "changed"))
                .flatMap(columns -> columns)
                .map(key -> new Sort(
                        key,
                        List.of("fires", "fired", "folder").contains(key) ? "" : "?" + query(wish) + "sort=" + key,
                        key.equals(wish.sort())))
                .toList();
    }

    private static String query(Wish wish) {
        return "q=" + Visit.encode(wish.query()) + "&type=" + Visit.encode(wish.type()) + "&folder="
                + Visit.encode(wish.folder()) + "&state=" + Visit.encode(wish.state()) + "&";
    }

    private static List<BuiltInView> builtIns(Visit visit, Tagging tagging, EntityList list, Wish wish) {
        return tagging.catalog().builtIns().stream()
                .filter(builtIn ->
                        builtIn.name().toLowerCase(java.util.Locale.ROOT).contains(wish.query()))
                .map(builtIn -> new BuiltInView(
                        builtIn.name(),
                        tagging.catalog().group(builtIn.group()).in(visit.language()),
                        builtIn.help().in(visit.language()),
                        list.usesOfBuiltIn(builtIn.name())))
                .toList();
    }

    /** Every variable's name, for completing them. */
    private Future<Void> names(Visit visit) {
        return tagging.workspaces().draft(visit.site()).compose(draft -> {
            var names = new JsonArray();
            draft.workspace().content().variables().stream()
                    .map(Variable::name)
                    .sorted(String.CASE_INSENSITIVE_ORDER)
                    .forEach(names::add);
            tagging.catalog().builtIns().stream().map(BuiltIn::name).forEach(names::add);
            return visit.ctx()
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(names.encode());
        });
    }
}
