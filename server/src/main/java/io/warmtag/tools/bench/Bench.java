package io.warmtag.tools.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Command;
import io.warmtag.tools.Command.Work;
import io.warmtag.tools.Options;
import io.warmtag.tools.Table;
import io.warmtag.tools.fill.Extent;
import io.warmtag.tools.machine.Project;
import io.warmtag.tools.machine.Scratch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code scripts/bench}: the benchmarks of the budgets, one after another, on servers of their own. */
public final class Bench {
    private static final String USAGE = """
            scripts/bench: the benchmarks of the budgets, one after another, on servers of their own

              --only NAMES    some of them, separated by commas:
                              ingest, batch, freshness, offer, memory, start, container, page, publish, growth, console,
                              rules, backtest
              --rounds N      how often each measurement is repeated, in turns with what it is compared to (3)
              --seconds N     how long each measures (5)
              --visitors N    new visitors of the memory benchmark (100000)
              --events N      stored for growth, console and backtest, with a visitor for ten of them, for twenty when
                              it is backtest alone (10000000, some 10 GB)
              --rule-events N sent through the fifty rules of the benchmark rules (1000000)
              --json          JSON instead of a table

            Nothing else should run on the machine meanwhile. Exit code: 0 all budgets are kept, 1 one is missed or could
            not be measured.
            """;

    private Bench() {}

    public static void main(String[] arguments) {
        Command.run(USAGE, arguments, Bench::read);
    }

    private static Work read(Options options) {
        List<String> only = List.of(options.text("only").orElse("").split(","));
        int rounds = (int) options.number("rounds", 3, 1, 20);
        long seconds = options.number("seconds", 5, 1, 60);
        int visitors = (int) options.number("visitors", 100_000, 10_000, 1_000_000);
        int events = (int) options.number("events", 10_000_000, 10_000, Extent.MOST_EVENTS);
        int ruleEvents = (int) options.number("rule-events", 1_000_000, 1_000, 100_000_000);
        boolean json = options.flag("json");
        return () -> {
            try (var scratch = new Scratch();
                    var filled =
                            new FilledServer(new Workbench(Project.here(), scratch.folder()), extent(events, only))) {
                Workbench bench = filled.bench();
                Map<String, Benchmark> all = new LinkedHashMap<>();
                all.put("ingest", new IngestBenchmark(bench, rounds, seconds));
                all.put("batch", new BatchBenchmark(bench, rounds, seconds));
                all.put("freshness", new FreshnessBenchmark(bench, seconds));
                all.put("offer", new OfferBenchmark(bench, seconds));
                all.put("memory", new MemoryBenchmark(bench, visitors));
                all.put("start", new StartBenchmark(bench));
                all.put("container", new ContainerBenchmark(bench));
                all.put("page", new PageTimeBenchmark(bench));
                all.put("publish", new PublishBenchmark(bench));
                all.put("growth", new GrowthBenchmark(bench, filled, rounds, seconds));
                all.put("console", new ConsoleBenchmark(bench, filled));
                all.put("rules", new RulesBenchmark(bench, ruleEvents));
                all.put("backtest", new BacktestBenchmark(bench, filled));
                return run(chosen(all, only), json, scratch);
            }
        };
    }

    /** The budget of backtests is for half a million persons; more than that is filled anyway for the others. */
    private static Extent extent(int events, List<String> only) {
        return only.equals(List.of("backtest"))
                ? new Extent(events, Math.max(1_000, events / 20), 60)
                : Extent.of(events);
    }

    private static Map<String, Benchmark> chosen(Map<String, Benchmark> all, List<String> only) {
        if (only.equals(List.of(""))) {
            return all;
        }
        if (!all.keySet().containsAll(only)) {
            throw new Command.Obstacle("--only knows " + String.join(", ", all.keySet()) + ".");
        }
        all.keySet().retainAll(Set.copyOf(only));
        return all;
    }

    private static int run(Map<String, Benchmark> benchmarks, boolean json, Scratch scratch) {
        var figures = new ArrayList<Figure>();
        var failures = new LinkedHashMap<String, String>();
        benchmarks.forEach((name, benchmark) -> {
            try {
                figures.addAll(benchmark.measure());
            } catch (Exception e) {
                failures.put(name, e.toString());
                scratch.keep();
            }
        });
        System.out.println(json ? json(figures, failures).encodePrettily() : text(figures, failures));
        return failures.isEmpty() && figures.stream().noneMatch(Figure::isMissed) ? 0 : 1;
    }

    private static String text(List<Figure> figures, Map<String, String> failures) {
        var table = new Table("what", "value", "unit", "floor", "aim", "", "how");
        for (Figure figure : figures) {
            table.row(
                    figure.name(),
                    Figure.number(figure.value()),
                    figure.unit(),
                    figure.budget().map(Budget::floorText).orElse(""),
                    figure.budget().map(Budget::aimText).orElse(""),
                    figure.verdict(),
                    figure.how());
        }
        var text = new StringBuilder(table.toString());
        failures.forEach((name, why) ->
                text.append(name).append(" was NOT MEASURED: ").append(why).append('\n'));
        return text.toString();
    }

    private static JsonObject json(List<Figure> figures, Map<String, String> failures) {
        var list = new JsonArray();
        figures.forEach(figure -> list.add(figure.json()));
        var json = new JsonObject().put("processors", Runtime.getRuntime().availableProcessors());
        return json.put("figures", list).put("not_measured", new JsonObject(Map.copyOf(failures)));
    }
}
