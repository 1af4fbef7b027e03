package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.container.EventChecks;
import io.warmtag.container.EventChecks.Check;
import io.warmtag.container.EventStrictness;
import io.warmtag.container.Workspaces;
import io.warmtag.container.model.EventDefinition;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.EventCountStore;
import io.warmtag.event.EventCountStore.Name;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.model.CountsWhen;
import io.warmtag.visitor.model.ModelSettings;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every event name that a site has seen: how often, when last, an example, and what it is worth. */
public final class EventsPages implements Routes {
    private static final int ROWS = 100;

    private final Console console;
    private final EventCountStore counts;
    private final ModelSettingsStore settings;

    private final Definitions definitions;

    /** What is known of the events that are defined. */
    public record Definitions(Workspaces workspaces, EventChecks checks, EventStrictness strictness) {}

    /** @param strict whether events that aren't defined are refused */
    record EventsPage(
            List<Defined> defined,
            boolean strict,
            List<Entry> names,
            boolean paged,
            @Nullable String next) {}

    /**
     * A definition against what arrives.
     *
     * @param seen how often it came, ever
     * @param troubles with the newest ones, in the reader's language
     */
    record Defined(
            String name,
            String title,
            String path,
            boolean conversion,
            long seen,
            @Nullable Instant last,
            int checked,
            List<String> troubles) {}

    /**
     * @param defined whether there is a definition of this name
     * @param weight of an action, or of a view; null when it adds nothing
     * @param role {@code action}, {@code view}, {@code order} or {@code none}, as in the message files
     * @param sample what was sent with the newest one; null when that is gone
     */
    record Entry(
            String name,
            String title,
            long today,
            long week,
            long all,
            Instant last,
            @Nullable Double weight,
            String role,
            @Nullable String sample,
            boolean defined) {}

    public EventsPages(Console console, EventCountStore counts, ModelSettingsStore settings, Definitions definitions) {
        this.console = console;
        this.counts = counts;
        this.settings = settings;
        this.definitions = definitions;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/events").handler(console.sitePage(this::index));
        router.post("/console/sites/:site/events/strict").handler(console.sitePage(this::strict));
    }

    private Future<Void> index(Visit visit) {
        Keyset after = visit.query("cursor").flatMap(Keyset::parse).orElse(Keyset.NEWEST);
        ModelSettings model = settings.history(visit.site().id()).at(visit.now().toEpochMilli());
        Future<Page<Name>> names = counts.names(visit.site(), visit.now(), after, ROWS);
        Future<List<Check>> checks = definitions
                .workspaces
                .draft(visit.site())
                .compose(draft -> definitions.checks.report(
                        visit.site(), draft.workspace().content().events()))
                .map(EventChecks.Report::checks);
        return Future.all(names, checks)
                .compose(both ->
                        visit.show(200, "events/index", "events", page(visit, names.result(), checks.result(), model)));
    }

    private Future<Void> strict(Visit visit) {
        boolean strict = EntityPages.form(visit, "strict").equals("on");
        return definitions
                .strictness
                .change(visit.site(), strict, visit.account().email())
                .compose(changed -> visit.done(visit.sitePath("/events"), strict ? "strict_on" : "strict_off"));
    }

    private EventsPage page(Visit visit, Page<Name> page, List<Check> checks, ModelSettings model) {
        Set<String> defined =
                checks.stream().map(check -> check.definition().name()).collect(Collectors.toSet());
        boolean paged = visit.query("cursor").isPresent();
        return new EventsPage(
                paged
                        ? List.of()
                        : checks.stream().map(check -> defined(visit, check)).toList(),
                definitions.strictness.isStrict(visit.site()),
                page.items().stream()
                        .map(name -> entry(visit, name, model, defined.contains(name.name())))
                        .toList(),
                paged,
                page.next().map(Keyset::text).orElse(null));
    }

    private static Defined defined(Visit visit, Check check) {
        List<String> troubles = new ArrayList<>();
        new TreeMap<>(check.missing())
                .forEach((param, count) ->
                        troubles.add(visit.text("events.trouble.missing", Map.of("param", param, "count", count))));
        new TreeMap<>(check.wrong())
                .forEach((param, count) ->
                        troubles.add(visit.text("events.trouble.wrong", Map.of("param", param, "count", count))));
        EventDefinition definition = check.definition();
        EventDefinitionPages.gone(definition).ifPresent(key -> troubles.add(visit.text(key)));
        return new Defined(
                definition.name(),
                EventView.title(definition.name(), visit),
                visit.sitePath("/events/" + definition.id()),
                definition.conversion(),
                check.seen(),
                check.last().orElse(null),
                check.checked(),
                troubles);
    }

    private static Entry entry(Visit visit, Name name, ModelSettings model, boolean defined) {
        String role = role(name.name(), model);
        Double weight = role.equals("view")
                ? Double.valueOf(model.weights().view(name.name()))
                : Double.valueOf(model.weights().action(name.name()));
        return new Entry(
                name.name(),
                EventView.title(name.name(), visit),
                name.today(),
                name.week(),
                name.all(),
                name.last(),
                weight == 0 ? null : weight,
                role,
                name.sample() == null ? null : name.sample().data().encodePrettily(),
                defined);
    }

    private static String role(String name, ModelSettings model) {
        boolean delivered = model.buyers().countsWhen() == CountsWhen.DELIVERED;
        if (name.equals(delivered ? "order_delivered" : "purchase")) {
            return "order";
        }
        if (model.weights().action(name) != 0) {
            return "action";
        }
        return model.weights().view(name) != 0 ? "view" : "none";
    }
}
