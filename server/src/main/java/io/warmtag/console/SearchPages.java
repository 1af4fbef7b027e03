package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.catalog.BuiltIn;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Entity;
import io.warmtag.web.Routes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds everything of a site by its name: tags, triggers, variables, events, folders and pages. */
public final class SearchPages implements Routes {
    private static final int MOST_FOUND = 30;
    /** The pages of a site, by their names in the message files under {@code section.}, and their addresses. */
    private static final List<Place> PLACES = List.of(
            new Place("overview", ""),
            new Place("live", "/live"),
            new Place("visitors", "/visitors"),
            new Place("events", "/events"),
            new Place("tags", "/tags"),
            new Place("triggers", "/triggers"),
            new Place("variables", "/variables"),
            new Place("versions", "/versions"),
            new Place("publish", "/versions/new"),
            new Place("environments", "/environments"),
            new Place("folders", "/folders"),
            new Place("install", "/install"),
            new Place("temperature", "/settings/temperature"),
            new Place("settings", "/settings"),
            new Place("audit", "/audit"));

    private final Tagging tagging;

    private record Place(String section, String path) {}

    record SearchPage(String q, List<Hit> hits) {}

    /** @param kind in the reader's language */
    record Hit(String kind, String name, String path) {}

    public SearchPages(Tagging tagging) {
        this.tagging = tagging;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/search").handler(tagging.console().sitePage(this::search));
    }

    private Future<Void> search(Visit visit) {
        String query = visit.query("q").orElse("");
        return tagging.workspaces().draft(visit.site()).compose(draft -> {
            List<Hit> hits = hits(
                    visit, query.toLowerCase(Locale.ROOT), draft.workspace().content());
            return visit.show(200, "search/index", "", new SearchPage(query, hits));
        });
    }

    private List<Hit> hits(Visit visit, String wanted, Content content) {
        List<Hit> hits = new ArrayList<>();
        for (Place place : PLACES) {
            hits.add(new Hit(
                    visit.text("kind.page"), visit.text("section." + place.section), visit.sitePath(place.path)));
        }
        for (Entity entity : content.entities().values()) {
            hits.add(new Hit(
                    visit.text("kind." + entity.kind().code()),
                    entity.name(),
                    visit.sitePath(EntityKind.path(entity))));
        }
        for (BuiltIn builtIn : tagging.catalog().builtIns()) {
            hits.add(new Hit(
                    visit.text("kind.built_in"),
                    builtIn.name(),
                    visit.sitePath("/variables?q=" + Visit.encode(builtIn.name()))));
        }
        return hits.stream()
                .filter(hit -> name(hit).contains(wanted))
                .sorted(Comparator.comparing((Hit hit) -> !name(hit).startsWith(wanted)))
                .limit(MOST_FOUND)
                .toList();
    }

    private static String name(Hit hit) {
        return hit.name.toLowerCase(Locale.ROOT);
    }
}
