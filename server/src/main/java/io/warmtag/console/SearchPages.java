package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.catalog.BuiltIn;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Entity;
import io.warmtag.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Finds everything of a site: by its name, and what its container holds also by its type and by what is typed in it, which
 * comes last.
 */
public final class SearchPages implements Routes {
    private static final int MOST_FOUND = 30;
    /** The pages of a site, by their names in the message files under {@code section.}, and their addresses. */
    private static final List<Place> PLACES = List.of(
            new Place("overview", ""),
            new Place("live", "/live"),
            new Place("visitors", "/visitors"),
            new Place("orders", "/orders"),
            new Place("products", "/products"),
            new Place("events", "/events"),
            new Place("tags", "/tags"),
            new Place("triggers", "/triggers"),
            new Place("variables", "/variables"),
            new Place("versions", "/versions"),
            new Place("publish", "/versions/new"),
            new Place("environments", "/environments"),
            new Place("folders", "/folders"),
            new Place("preview", "/preview"),
            new Place("rules", "/rules"),
            new Place("audiences", "/audiences"),
            new Place("offers", "/offers"),
            new Place("destinations", "/destinations"),
            new Place("deliveries", "/deliveries"),
            new Place("reports", "/reports"),
            new Place("install", "/install"),
            new Place("temperature", "/settings/temperature"),
            new Place("settings", "/settings"),
            new Place("audit", "/audit"));

    private final Tagging tagging;
    private final RetargetingNames retargeting;

    private record Place(String section, String path) {}

    record SearchPage(String q, List<Hit> hits) {}

    /** @param kind in the reader's language */
    record Hit(String kind, String name, String path) {}

    /** @param more what is looked through where the name is another */
    private record Candidate(Hit hit, Supplier<String> more) {
        static Candidate named(Hit hit) {
            return new Candidate(hit, () -> "");
        }

        /** The smaller the nearer; {@link #ELSEWHERE} when it isn't meant. */
        int rank(String wanted) {
            int at = lower(hit.name).indexOf(wanted);
            return at == 0 ? 0 : at > 0 ? 1 : lower(more.get()).contains(wanted) ? 2 : ELSEWHERE;
        }
    }

    private static final int ELSEWHERE = 3;

    public SearchPages(Tagging tagging, RetargetingNames retargeting) {
        this.tagging = tagging;
        this.retargeting = retargeting;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/search").handler(tagging.console().sitePage(this::search));
    }

    private Future<Void> search(Visit visit) {
        String query = visit.query("q").orElse("");
        return tagging.workspaces()
                .draft(visit.site())
                .compose(draft -> retargeting.of(visit.site()).compose(named -> {
                    var all = new ArrayList<Candidate>(places(visit));
                    all.addAll(entities(visit, draft.workspace().content()));
                    named.forEach(each -> all.add(Candidate.named(
                            new Hit(visit.text("kind." + each.kind()), each.name(), visit.sitePath(each.path())))));
                    return visit.show(200, "search/index", "", new SearchPage(query, hits(lower(query.strip()), all)));
                }));
    }

    private static List<Candidate> places(Visit visit) {
        return PLACES.stream()
                .map(place -> Candidate.named(new Hit(
                        visit.text("kind.page"), visit.text("section." + place.section), visit.sitePath(place.path))))
                .toList();
    }

    private List<Candidate> entities(Visit visit, Content content) {
        List<Candidate> all = new ArrayList<>();
        for (Entity entity : content.entities().values()) {
            var hit = new Hit(
                    visit.text("kind." + entity.kind().code()), entity.name(), visit.sitePath(EntityKind.path(entity)));
            all.add(new Candidate(hit, () -> type(visit, entity) + '\n' + EntityText.of(entity)));
        }
        for (BuiltIn builtIn : tagging.catalog().builtIns()) {
            all.add(Candidate.named(new Hit(
                    visit.text("kind.built_in"),
                    builtIn.name(),
                    visit.sitePath("/variables?q=" + Visit.encode(builtIn.name())))));
        }
        return all;
    }

    private String type(Visit visit, Entity entity) {
        return tagging.catalog()
                .type(entity.kind(), EntityPages.type(entity))
                .map(type -> type.title().in(visit.language()))
                .orElse("");
    }

    private static List<Hit> hits(String wanted, List<Candidate> all) {
        List<List<Hit>> ranks = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        all.forEach(each -> ranks.get(each.rank(wanted)).add(each.hit));
        return ranks.subList(0, ELSEWHERE).stream()
                .flatMap(List::stream)
                .limit(MOST_FOUND)
                .toList();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
