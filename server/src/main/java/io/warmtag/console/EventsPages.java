package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.EventCountStore;
import io.warmtag.event.EventCountStore.Name;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.model.CountsWhen;
import io.warmtag.visitor.model.ModelSettings;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every event name that a site has seen: how often, when last, an example, and what it is worth. */
public final class EventsPages implements Routes {
    private static final int ROWS = 100;

    private final Console console;
    private final EventCountStore counts;
    private final ModelSettingsStore settings;

    record EventsPage(
            List<Entry> names, boolean paged, @Nullable String next) {}

    /**
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
            @Nullable String sample) {}

    public EventsPages(Console console, EventCountStore counts, ModelSettingsStore settings) {
        this.console = console;
        this.counts = counts;
        this.settings = settings;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/events").handler(console.sitePage(this::index));
    }

    private Future<Void> index(Visit visit) {
        Keyset after = visit.query("cursor").flatMap(Keyset::parse).orElse(Keyset.NEWEST);
        ModelSettings model = settings.history(visit.site().id()).at(visit.now().toEpochMilli());
        return counts.names(visit.site(), visit.now(), after, ROWS)
                .compose(page -> visit.show(200, "events/index", "events", page(visit, page, model)));
    }

    private static EventsPage page(Visit visit, Page<Name> page, ModelSettings model) {
        return new EventsPage(
                page.items().stream().map(name -> entry(visit, name, model)).toList(),
                visit.query("cursor").isPresent(),
                page.next().map(Keyset::text).orElse(null));
    }

    private static Entry entry(Visit visit, Name name, ModelSettings model) {
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
                name.sample() == null ? null : name.sample().data().encodePrettily());
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
