package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.console.OverviewStore.OneAddress;
import io.warmtag.event.EventCountStore;
import io.warmtag.event.EventCountStore.Hour;
import io.warmtag.event.RejectedEventStore;
import io.warmtag.event.RejectedEventStore.Reason;
import io.warmtag.site.Site;
import io.warmtag.visitor.PersonStore;
import io.warmtag.visitor.TemperatureCounts;
import io.warmtag.web.Formats;
import io.warmtag.web.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The first page of a site: does it work, who is there, what happened today, what needs a hand. */
public final class OverviewPages implements Routes {
    private static final Duration QUIET_AFTER = Duration.ofHours(24);

    private final Console console;
    private final OverviewStore overview;
    private final PersonStore persons;
    private final EventCountStore counts;
    private final RejectedEventStore rejected;
    private final Streams streams;
    private final Function<Site, Future<Integer>> pending;
    private final Optional<String> demo;

    /**
     * @param state {@code never}, {@code quiet} or {@code working}, as in the message files; {@code demo}: nothing has come into the
     *     demo shop's site
     * @param chores what needs a hand
     * @param seen the revision that this was made with
     */
    record OverviewPage(
            String state,
            @Nullable Instant last,
            List<Figure> figures,
            long today,
            List<Bar> hours,
            List<Chore> chores,
            String seen) {}

    /** @param change against a week ago, written out; null when there was nothing to compare with */
    record Figure(String temperature, long count, @Nullable String change, boolean up) {}

    record Bar(String label, long count, String text) {}

    /**
     * @param kind as in the message files, under {@code chore.}
     * @param what it is about, where that is more than a number
     * @param path of the page that helps; null where none does
     */
    record Chore(
            String kind, long count, String what, @Nullable String path) {
        Chore(String kind, long count, String path) {
            this(kind, count, "", path);
        }
    }

    private record Numbers(
            TemperatureCounts now,
            Optional<TemperatureCounts> before,
            List<Hour> hours,
            List<Reason> rejected,
            Optional<Instant> last,
            int pending,
            Optional<OneAddress> oneAddress,
            OverviewStore.Outside outside) {}

    /**
     * @param pending how many changes of a site's draft are not live
     * @param demo the site of the demo shop, where that is served
     */
    public OverviewPages(
            Console console,
            OverviewStore overview,
            PersonStore persons,
            EventCountStore counts,
            RejectedEventStore rejected,
            Streams streams,
            Function<Site, Future<Integer>> pending,
            Optional<String> demo) {
        this.console = console;
        this.overview = overview;
        this.persons = persons;
        this.counts = counts;
        this.rejected = rejected;
        this.streams = streams;
        this.pending = pending;
        this.demo = demo;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site").handler(console.sitePage(this::show));
        router.get("/console/sites/:site/changes").handler(console.sitePage(this::changes));
    }

    private Future<Void> show(Visit visit) {
        return overview.revision(visit.site().id())
                .compose(revision -> numbers(visit)
                        .compose(numbers ->
                                visit.show(200, "overview/show", "overview", page(visit, numbers, revision))));
    }

    private Future<Void> changes(Visit visit) {
        int site = visit.site().id();
        return streams.changes(visit, () -> overview.revision(site));
    }

    private Future<Numbers> numbers(Visit visit) {
        Site site = visit.site();
        Instant midnight = visit.formats().dayStart(visit.now());
        var weekAgo = visit.now().atZone(site.timeZone()).toLocalDate().minusDays(7);
        Future<TemperatureCounts> now = persons.counts(site);
        Future<Optional<TemperatureCounts>> before = persons.countsOn(site, weekAgo);
        Future<List<Hour>> hours = counts.byHour(site, midnight, visit.now().plus(Duration.ofHours(1)));
        Future<List<Reason>> reasons = rejected.reasons(site, midnight);
        Future<Optional<Instant>> last = overview.lastEvent(site.id());
        Future<Integer> changes = pending.apply(site);
        Future<Optional<OneAddress>> oneAddress = overview.oneAddress(site.id());
        Future<OverviewStore.Outside> outside = overview.outside(site.id());
        return Future.all(List.of(now, before, hours, reasons, last, changes, oneAddress, outside))
                .map(all -> new Numbers(
                        now.result(),
                        before.result(),
                        hours.result(),
                        reasons.result(),
                        last.result(),
                        changes.result(),
                        oneAddress.result(),
                        outside.result()));
    }

    private OverviewPage page(Visit visit, Numbers numbers, String revision) {
        Instant last = numbers.last().orElse(null);
        boolean isDemo = demo.filter(visit.site().publicId()::equals).isPresent();
        String state = last == null
                ? isDemo ? "demo" : "never"
                : last.isBefore(visit.now().minus(QUIET_AFTER)) ? "quiet" : "working";
        long today = numbers.hours().stream().mapToLong(Hour::count).sum();
        return new OverviewPage(
                state,
                last,
                figures(visit.formats(), numbers),
                today,
                bars(visit, numbers),
                chores(visit, numbers, state),
                Streams.mark(revision));
    }

    private static List<Figure> figures(Formats formats, Numbers numbers) {
        TemperatureCounts now = numbers.now();
        Optional<TemperatureCounts> before = numbers.before();
        return List.of(
                figure(formats, "hot", now.hot(), before.map(TemperatureCounts::hot)),
                figure(formats, "warm", now.warm(), before.map(TemperatureCounts::warm)),
                figure(formats, "cold", now.cold(), before.map(TemperatureCounts::cold)));
    }

    private static Figure figure(Formats formats, String temperature, long count, Optional<Long> before) {
        if (before.isEmpty() || before.get() == 0) {
            return new Figure(temperature, count, null, false);
        }
        double change = (count - before.get()) / (double) before.get();
        return new Figure(temperature, count, formats.change(change), count >= before.get());
    }

    private static List<Bar> bars(Visit visit, Numbers numbers) {
        Formats formats = visit.formats();
        List<Bar> bars = new ArrayList<>();
        Instant start = formats.dayStart(visit.now());
        Map<Long, Long> byHour = numbers.hours().stream()
                .collect(Collectors.toMap(
                        hour -> Duration.between(start, hour.hour()).toHours(), Hour::count, Long::sum));
        for (long hour = 0; hour < 24; hour++) {
            Instant time = start.plus(Duration.ofHours(hour));
            long count = byHour.getOrDefault(hour, 0L);
            bars.add(new Bar(formats.hour(time), count, formats.number(count)));
        }
        return bars;
    }

    private static void outside(Visit visit, OverviewStore.Outside outside, List<Chore> chores) {
        String destinations = visit.sitePath("/destinations");
        if (outside.stopped() > 0) {
            chores.add(new Chore("stopped", outside.stopped(), outside.stoppedName(), destinations));
        }
        if (outside.failing() > 0) {
            chores.add(new Chore("failing", outside.failing(), destinations));
        }
        if (outside.dead() > 0) {
            chores.add(new Chore("dead", outside.dead(), visit.sitePath("/deliveries?state=dead")));
        }
        if (outside.expires() != null) {
            long days =
                    Math.max(0, Duration.between(visit.now(), outside.expires()).toDays());
            chores.add(new Chore("token", days, outside.expiresName(), destinations));
        }
    }

    private static List<Chore> chores(Visit visit, Numbers numbers, String state) {
        List<Chore> chores = new ArrayList<>();
        if (!state.equals("working") && !state.equals("demo")) {
            chores.add(new Chore(state, 0, visit.sitePath("/install")));
        }
        long rejected = numbers.rejected().stream().mapToLong(Reason::count).sum();
        if (rejected > 0) {
            chores.add(new Chore("rejected", rejected, visit.sitePath("/rejected")));
        }
        numbers.oneAddress()
                .ifPresent(one -> chores.add(new Chore("one_address", one.visitors(), one.address(), null)));
        outside(visit, numbers.outside(), chores);
        if (numbers.pending() > 0) {
            chores.add(new Chore("unpublished", numbers.pending(), visit.sitePath("/versions/new")));
        }
        return chores;
    }
}
