package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditEntry;
import io.warmtag.audit.AuditFilter;
import io.warmtag.audit.AuditKind;
import io.warmtag.audit.AuditStore;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who changed what, and when: on one site, or anywhere. */
public final class AuditPages implements Routes {
    private static final int ROWS = 50;

    private final Console console;
    private final AuditStore audit;
    private final SiteDirectory sites;

    /**
     * @param everywhere the list is not one site's: entries name theirs
     * @param next the address of the next page; null on the last one
     */
    record AuditPage(
            List<AuditView> entries,
            List<Choice> actors,
            List<Choice> kinds,
            boolean everywhere,
            boolean filtered,
            boolean paged,
            @Nullable String next) {}

    record Choice(String value, String title, boolean selected) {}

    public AuditPages(Console console, AuditStore audit, SiteDirectory sites) {
        this.console = console;
        this.audit = audit;
        this.sites = sites;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/audit").handler(console.page(visit -> show(visit, Optional.empty())));
        router.get("/console/sites/:site/audit")
                .handler(console.sitePage(
                        visit -> show(visit, Optional.of(visit.site().id()))));
    }

    private Future<Void> show(Visit visit, Optional<Integer> site) {
        var filter =
                new AuditFilter(site, visit.query("by"), visit.query("kind").flatMap(AuditKind::ofCode));
        Keyset after = visit.query("cursor").flatMap(Keyset::parse).orElse(Keyset.NEWEST);
        Future<List<String>> actors = audit.actors(site);
        return audit.list(filter, after, ROWS)
                .compose(page -> actors.compose(
                        known -> visit.show(200, "audit/index", "settings", page(visit, filter, known, page))));
    }

    private AuditPage page(Visit visit, AuditFilter filter, List<String> actors, Page<AuditEntry> page) {
        boolean everywhere = filter.site().isEmpty();
        String query = "?by=" + Visit.encode(filter.actor().orElse("")) + "&kind="
                + filter.kind().map(AuditKind::code).orElse("");
        return new AuditPage(
                page.items().stream()
                        .map(entry ->
                                AuditView.of(entry, visit, everywhere ? sites::find : unasked -> Optional.empty()))
                        .toList(),
                actorChoices(visit, filter, actors),
                kindChoices(visit, filter),
                everywhere,
                filter.actor().isPresent() || filter.kind().isPresent(),
                visit.query("cursor").isPresent(),
                page.next().map(next -> query + "&cursor=" + next.text()).orElse(null));
    }

    private static List<Choice> actorChoices(Visit visit, AuditFilter filter, List<String> actors) {
        var all = new ArrayList<>(actors);
        filter.actor().filter(actor -> !actors.contains(actor)).ifPresent(all::add);
        return all.stream()
                .map(actor -> new Choice(
                        actor,
                        AuditView.who(actor, visit),
                        filter.actor().map(actor::equals).orElse(false)))
                .toList();
    }

    private static List<Choice> kindChoices(Visit visit, AuditFilter filter) {
        return Stream.of(AuditKind.values())
                .map(kind -> new Choice(
                        kind.code(),
                        visit.text("audit.kind." + kind.code()),
                        filter.kind().map(kind::equals).orElse(false)))
                .toList();
    }
}
