package io.warmtag.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.Available;
import io.warmtag.rule.BacktestStore.Named;
import io.warmtag.rule.BacktestStore.Run;
import io.warmtag.rule.model.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of a run over the past, in words. */
final class BacktestView {
    private static final Set<String> NOT_GIVEN_UP = Set.of("done", "waiting", "postponed");

    private BacktestView() {}

    /**
     * @param version 0 where there is none
     * @param times in words; empty while there is nothing yet
     */
    record Listed(String path, int version, int days, String author, Instant at, String state, String times) {}

    /**
     * @param percent of all times in which an order followed within 7 days
     * @param outPercent the same of those who were held out
     * @param unknown what could not be known, in words
     */
    record Found(
            Instant from,
            Instant until,
            Counts counts,
            long percent,
            long outPercent,
            List<StepEnd> steps,
            List<Day> days,
            List<String> unknown) {}

    /** How often, but for people. */
    record Counts(long people, long times, long bought, long open, Held held, List<Stopped> stopped) {}

    /** Nothing would have been done for them, to compare with. */
    record Held(long times, long bought) {}

    /** @param code what stopped it: {@code backtest.stopped.<code>} */
    record Stopped(String code, long times) {}

    /** @param rest why it was given up, how often */
    record StepEnd(String what, long done, long waiting, long postponed, List<GivenUp> rest) {}

    record GivenUp(String why, long times) {}

    /** @param share of the day with the most, 0 to 100 */
    record Day(Instant from, long times, long share) {}

    /** Somebody whom it names. */
    record Person(String visitor, Instant at, boolean heldOut, boolean bought) {}

    static Listed listed(Visit visit, Run run) {
        return new Listed(
                path(visit, run),
                run.version() == null ? 0 : run.version(),
                run.days(),
                AuditView.who(run.begun().author(), visit),
                run.begun().at(),
                run.state(),
                times(visit, run));
    }

    private static String times(Visit visit, Run run) {
        Long times = run.result() == null ? null : run.result().getLong("times");
        return times == null ? "" : visit.formats().number(times);
    }

    static String path(Visit visit, Run run) {
        return visit.sitePath("/" + run.subject() + "/backtests/" + run.id());
    }

    static Person person(Named named) {
        return new Person(VisitorId.text(named.person()), named.at(), named.heldOut(), named.bought());
    }

    /** @param rule whose steps are named; null of an audience */
    static Optional<Found> found(Visit visit, Run run, @Nullable Rule rule, Available available) {
        JsonObject result = run.result();
        if (result == null || !result.containsKey("times")) {
            return Optional.empty();
        }
        JsonObject decisions = result.getJsonObject("decisions", new JsonObject());
        long times = result.getLong("times");
        long bought = result.getLong("bought");
        long out = decisions.getLong("held_out", 0L);
        long outBought = result.getLong("held_out_bought", 0L);
        List<Stopped> stopped = new ArrayList<>();
        for (String code : List.of("limited_person", "limited_overall", "no_consent")) {
            stopped.add(new Stopped(code, decisions.getLong(code, 0L)));
        }
        stopped.add(new Stopped("aside", result.getLong("aside", 0L)));
        stopped.add(new Stopped("waiting", result.getLong("waiting", 0L)));
        stopped.removeIf(each -> each.times == 0);
        Instant from = Instant.parse(result.getString("from"));
        return Optional.of(new Found(
                from,
                Instant.parse(result.getString("until")),
                new Counts(
                        result.getLong("people"),
                        times,
                        bought,
                        result.getLong("open"),
                        new Held(out, outBought),
                        stopped),
                percent(bought, times),
                percent(outBought, out),
                rule == null ? List.of() : steps(visit, result, rule, available),
                days(from, result),
                unknown(visit, result)));
    }

    private static List<String> unknown(Visit visit, JsonObject result) {
        return result.getJsonArray("unknown", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(each -> visit.text(
                        "backtest.unknown." + each.getString("code"),
                        each.containsKey("since")
                                ? Map.of("since", visit.formats().dateTime(Instant.parse(each.getString("since"))))
                                : Map.of()))
                .toList();
    }

    private static long percent(long part, long whole) {
        return whole == 0 ? 0 : Math.round(100.0 * part / whole);
    }

    private static List<StepEnd> steps(Visit visit, JsonObject result, Rule rule, Available available) {
        var words = new RuleView(visit, available);
        JsonObject steps = result.getJsonObject("steps", new JsonObject());
        List<StepEnd> ends = new ArrayList<>();
        for (int i = 0; i < rule.steps().size(); i++) {
            JsonObject states = steps.getJsonObject(String.valueOf(i));
            if (states != null) {
                List<GivenUp> rest = states.stream()
                        .filter(state -> !NOT_GIVEN_UP.contains(state.getKey()))
                        .map(state -> new GivenUp(
                                visit.text("rule.note." + state.getKey()), ((Number) state.getValue()).longValue()))
                        .toList();
                ends.add(new StepEnd(
                        words.step(rule.steps().get(i)),
                        states.getLong("done", 0L),
                        states.getLong("waiting", 0L),
                        states.getLong("postponed", 0L),
                        rest));
            }
        }
        return ends;
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
}
