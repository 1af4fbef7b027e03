package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.warmtag.rule.Audience;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.Backtests;
import io.warmtag.rule.Backtests.Run;
import io.warmtag.rule.audience.model.Replay;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an audience would have been in the past: a run that goes on by itself, and what came of it. */
public final class BacktestPages implements Routes {
    private static final String SECTION = "audiences";

    private final Console console;
    private final AudienceServices audiences;

    /**
     * A run.
     *
     * @param here its address
     * @param found null while there is nothing yet
     */
    record RunPage(
            int audience,
            String name,
            String here,
            int days,
            String state,
            long persons,
            @Nullable Found found) {}

    /** @param percent of all times in which an order followed within 7 days */
    record Found(
            Instant from,
            Instant until,
            long people,
            long times,
            long bought,
            long percent,
            long open,
            List<Day> days,
            List<Happening> sample) {}

    /** @param share of the day with the most, 0 to 100 */
    record Day(Instant from, long times, long share) {}

    record Happening(String visitor, Instant at) {}

    public BacktestPages(Console console, AudienceServices audiences) {
        this.console = console;
        this.audiences = audiences;
    }

    @Override
    public void mount(Router router) {
        String all = "/console/sites/:site/audiences/:id/backtests";
        router.post(all).handler(console.sitePage(this::start));
        router.get(all + "/:run").handler(console.sitePage(this::show));
        router.post(all + "/:run/cancel").handler(console.sitePage(this::cancel));
    }

    private Audience find(Visit visit) {
        return EntityPages.number(visit.pathParam("id"))
                .flatMap(id -> audiences.directory().find(visit.site().id(), id))
                .orElseThrow(Visit::notFound);
    }

    private Future<Void> start(Visit visit) {
        Audience audience = find(visit);
        var form = new Form(visit);
        double days = form.number("days");
        if (!(days >= 1 && days <= Backtests.MOST_DAYS && days == Math.rint(days))) {
            return visit.done(path(visit, audience), "backtest.days");
        }
        var replay =
                new Replay.OfAudience(audiences.directory().evaluator(audience.site()), audience.condition(), true);
        return audiences
                .backtests()
                .start(
                        audience.site(),
                        subject(audience),
                        replay,
                        (int) days,
                        visit.account().email())
                .compose(run -> visit.goTo(path(visit, audience) + "/backtests/" + run));
    }

    static String subject(Audience audience) {
        return "audiences/" + audience.id();
    }

    private static String path(Visit visit, Audience audience) {
        return visit.sitePath("/audiences/" + audience.id());
    }

    private Future<Run> run(Visit visit, Audience audience) {
        UUID id;
        try {
            id = UUID.fromString(visit.pathParam("run"));
        } catch (IllegalArgumentException e) {
            throw Visit.notFound();
        }
        return audiences
                .backtests()
                .find(audience.site(), id)
                .map(found -> found.filter(run -> run.subject().equals(subject(audience)))
                        .orElseThrow(Visit::notFound));
    }

    private Future<Void> show(Visit visit) {
        Audience audience = find(visit);
        return run(visit, audience).compose(run -> {
            var page = new RunPage(
                    audience.id(),
                    audience.name(),
                    path(visit, audience) + "/backtests/" + run.id(),
                    run.days(),
                    run.state(),
                    run.persons(),
                    Optional.ofNullable(run.result()).map(BacktestPages::found).orElse(null));
            return visit.show(200, "audiences/backtest", SECTION, page);
        });
    }

    private static Found found(JsonObject result) {
        Instant from = Instant.parse(result.getString("from"));
        long times = result.getLong("times");
        long bought = result.getLong("bought");
        var sample = new ArrayList<Happening>();
        for (Object each : result.getJsonArray("sample")) {
            var one = (JsonObject) each;
            sample.add(new Happening(one.getString("visitor"), Instant.parse(one.getString("at"))));
        }
        return new Found(
                from,
                Instant.parse(result.getString("until")),
                result.getLong("people"),
                times,
                bought,
                times == 0 ? 0 : Math.round(100.0 * bought / times),
                result.getLong("open"),
                days(from, result),
                sample);
    }

    private static List<Day> days(Instant from, JsonObject result) {
        List<Long> counts = result.getJsonArray("days").stream()
                .map(count -> ((Number) count).longValue())
                .toList();
        long most = Math.max(1, counts.stream().mapToLong(count -> count).max().orElse(1));
        var days = new ArrayList<Day>();
        for (int i = 0; i < counts.size(); i++) {
            days.add(new Day(from.plusSeconds(86_400L * i), counts.get(i), counts.get(i) * 100 / most));
        }
        return days;
    }

    private Future<Void> cancel(Visit visit) {
        Audience audience = find(visit);
        return run(visit, audience)
                .compose(run -> audiences
                        .backtests()
                        .cancel(audience.site(), run.id())
                        .compose(done -> visit.goTo(path(visit, audience) + "/backtests/" + run.id())));
    }
}
