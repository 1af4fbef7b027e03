package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.VisitorId;
import io.warmtag.visitor.Person;
import io.warmtag.visitor.PersonStore;
import io.warmtag.visitor.TemperatureCounts;
import io.warmtag.visitor.model.Temperature;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everybody who came, last seen first. */
public final class VisitorsPages implements Routes {
    private static final int ROWS = 50;

    private final Console console;
    private final PersonStore persons;

    /**
     * @param temperature the one that is filtered by, or empty
     * @param searched whether somebody was looked for by his id
     * @param next the address of the next page; null on the last one
     */
    record VisitorsPage(
            String temperature,
            Field search,
            List<Tab> tabs,
            List<Entry> visitors,
            boolean searched,
            boolean paged,
            @Nullable String next) {}

    /** @param temperature empty stands for everybody */
    record Tab(String temperature, String path, long count, boolean current) {}

    record Entry(String id, String temperature, double score, Instant since, Instant firstSeen, Instant lastSeen) {}

    public VisitorsPages(Console console, PersonStore persons) {
        this.console = console;
        this.persons = persons;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/visitors").handler(console.sitePage(this::index));
    }

    private Future<Void> index(Visit visit) {
        String search = visit.query("q").orElse("");
        Optional<Temperature> temperature = visit.query("temperature").flatMap(VisitorsPages::temperature);
        Future<TemperatureCounts> counts = persons.counts(visit.site());
        return find(visit, search, temperature)
                .compose(page -> counts.compose(count ->
                        visit.show(200, "visitors/index", "visitors", page(visit, search, temperature, page, count))));
    }

    private static Optional<Temperature> temperature(String word) {
        return Stream.of(Temperature.values())
                .filter(one -> word(one).equals(word))
                .findFirst();
    }

    static String word(Temperature temperature) {
        return temperature.name().toLowerCase(Locale.ROOT);
    }

    private Future<Page<Person>> find(Visit visit, String search, Optional<Temperature> temperature) {
        Keyset after = visit.query("cursor").flatMap(Keyset::parse).orElse(Keyset.NEWEST);
        if (search.isEmpty()) {
            return persons.list(visit.site(), temperature, after, ROWS);
        }
        Optional<VisitorId.Range> range = VisitorId.range(search);
        return range.isEmpty()
                ? Future.succeededFuture(new Page<>(List.of(), Optional.empty()))
                : persons.search(visit.site(), range.get(), temperature, after, ROWS);
    }

    private static VisitorsPage page(
            Visit visit,
            String search,
            Optional<Temperature> temperature,
            Page<Person> page,
            TemperatureCounts counts) {
        String word = temperature.map(VisitorsPages::word).orElse("");
        String query = "?temperature=" + word + "&q=" + Visit.encode(search);
        String wrong =
                !search.isEmpty() && VisitorId.range(search).isEmpty() ? visit.text("visitors.search.wrong") : null;
        return new VisitorsPage(
                word,
                new Field("q", search, wrong),
                List.of(
                        tab(visit, "", counts.total(), word),
                        tab(visit, "hot", counts.hot(), word),
                        tab(visit, "warm", counts.warm(), word),
                        tab(visit, "cold", counts.cold(), word)),
                page.items().stream().map(VisitorsPages::entry).toList(),
                !search.isEmpty(),
                visit.query("cursor").isPresent(),
                page.next()
                        .map(next -> visit.sitePath("/visitors" + query + "&cursor=" + next.text()))
                        .orElse(null));
    }

    private static Tab tab(Visit visit, String temperature, long count, String current) {
        String path = visit.sitePath("/visitors" + (temperature.isEmpty() ? "" : "?temperature=" + temperature));
        return new Tab(temperature, path, count, temperature.equals(current));
    }

    private static Entry entry(Person person) {
        return new Entry(
                VisitorId.text(person.id()),
                word(person.temperature()),
                person.score(),
                person.since(),
                person.firstSeen(),
                person.lastSeen());
    }
}
