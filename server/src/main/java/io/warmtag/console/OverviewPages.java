package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.console.OverviewStore.Counts;
import io.warmtag.web.Formats;
import io.warmtag.web.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first page of a site: does it work, who is there, what happened today, what needs a hand. */
public final class OverviewPages implements Routes {
    private static final Duration QUIET_AFTER = Duration.ofHours(24);

    private final Console console;
    private final OverviewStore overview;
    private final Streams streams;

    /**
     * @param state {@code never}, {@code quiet} or {@code working}, as in the message files
     * @param chores what needs a hand
     */
    record OverviewPage(
            String state,
            @Nullable Instant last,
            List<Figure> figures,
            long today,
            List<Bar> hours,
            List<Chore> chores) {}

    /** @param change against a week ago, written out; null when there was nothing to compare with */
    record Figure(String temperature, long count, @Nullable String change, boolean up) {}

    record Bar(String label, long count, String text) {}

    /** @param kind as in the message files, under {@code chore.} */
    record Chore(String kind, long count, String path) {}

    private record Numbers(
            Counts now, Optional<Counts> before, Map<Instant, Long> hours, long rejected, Optional<Instant> last) {}

    public OverviewPages(Console console, OverviewStore overview, Streams streams) {
        this.console = console;
        this.overview = overview;
        this.streams = streams;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site").handler(console.sitePage(this::show));
        router.get("/console/sites/:site/changes").handler(console.sitePage(this::changes));
    }

    private Future<Void> show(Visit visit) {
        return numbers(visit).compose(numbers -> visit.show(200, "overview/show", "overview", page(visit, numbers)));
    }

    private Future<Void> changes(Visit visit) {
        int site = visit.site().id();
        return streams.changes(visit, () -> overview.revision(site));
    }

    private Future<Numbers> numbers(Visit visit) {
        int site = visit.site().id();
        Instant midnight = visit.formats().dayStart(visit.now());
        var weekAgo = visit.now().atZone(visit.formats().zone()).toLocalDate().minusDays(7);
        Future<Counts> now = overview.now(site);
        Future<Optional<Counts>> before = overview.onDay(site, weekAgo);
        Future<Map<Instant, Long>> hours = overview.hours(site, midnight);
        Future<Long> rejected = overview.rejectedSince(site, midnight);
        Future<Optional<Instant>> last = overview.lastEvent(site);
        return Future.all(now, before, hours, rejected, last)
                .map(all ->
                        new Numbers(now.result(), before.result(), hours.result(), rejected.result(), last.result()));
    }

    private static OverviewPage page(Visit visit, Numbers numbers) {
        Instant last = numbers.last().orElse(null);
        String state = last == null ? "never" : last.isBefore(visit.now().minus(QUIET_AFTER)) ? "quiet" : "working";
        long today =
                numbers.hours().values().stream().mapToLong(Long::longValue).sum();
        return new OverviewPage(
                state,
                last,
                figures(visit.formats(), numbers),
                today,
                bars(visit, numbers),
                chores(visit, numbers, state));
    }

    private static List<Figure> figures(Formats formats, Numbers numbers) {
        Counts now = numbers.now();
        Optional<Counts> before = numbers.before();
        return List.of(
                figure(formats, "hot", now.hot(), before.map(Counts::hot)),
                figure(formats, "warm", now.warm(), before.map(Counts::warm)),
                figure(formats, "cold", now.cold(), before.map(Counts::cold)));
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
        for (int hour = 0; hour < 24; hour++) {
            Instant time = start.plus(Duration.ofHours(hour));
            long count = numbers.hours().getOrDefault(time, 0L);
            bars.add(new Bar(formats.hour(time), count, formats.number(count)));
        }
        return bars;
    }

    private static List<Chore> chores(Visit visit, Numbers numbers, String state) {
        List<Chore> chores = new ArrayList<>();
        if (!state.equals("working")) {
            chores.add(new Chore(state, 0, visit.sitePath("/install")));
        }
        if (numbers.rejected() > 0) {
            chores.add(new Chore("rejected", numbers.rejected(), visit.sitePath("/rejected")));
        }
        return chores;
    }
}
