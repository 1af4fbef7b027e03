package io.warmtag.tools.crash;

import io.warmtag.tools.Command;
import io.warmtag.tools.Command.Work;
import io.warmtag.tools.Options;
import io.warmtag.tools.Table;
import io.warmtag.tools.machine.Project;
import io.warmtag.tools.machine.Scratch;
import io.warmtag.tools.verify.Verification.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** {@code scripts/crash}: kill -9 under load, and whether everything acknowledged is stored exactly once. */
public final class Crash {
    private static final String USAGE = """
            scripts/crash: kill -9 under load, and whether everything acknowledged is stored exactly once

              --what NAME   server, postgres, node (one of two) or all (all)
              --rules       instead: two nodes with 50 rules and 30 audiences, killed in turns; what the rules did against an
                            independent replay, what webhooks came against what was to be sent
              --events N    with --rules, acknowledged in all, at least (50000)
              --times N     how often each is killed (10)
              --rate N      events per second (500)
              --seed N      for the visitors and the moments of the kills (drawn, and printed)

            Everything runs in a throw-away folder on ports of its own. Exit code: 0 nothing lost, nothing twice, every
            person folds to the same state; 1 otherwise.
            """;

    private Crash() {}

    public static void main(String[] arguments) {
        Command.run(USAGE, arguments, Crash::read);
    }

    private static Work read(Options options) {
        String what = options.choice("what", "all", "server", "postgres", "node");
        int times = (int) options.number("times", 10, 1, 1_000);
        int rate = (int) options.number("rate", 500, 1, 20_000);
        boolean rules = options.flag("rules");
        int events = (int) options.number("events", 50_000, 100, 10_000_000);
        long seed = options.number("seed", new Random().nextInt(1_000_000), 0, Long.MAX_VALUE);
        return () -> {
            System.out.println("seed " + seed);
            if (rules) {
                return new RulesRun(times, rate, events, seed).run() ? 0 : 1;
            }
            var table = new Table(
                    "killed",
                    "times",
                    "acknowledged",
                    "stored",
                    "lost",
                    "twice",
                    "miscounted",
                    "answer lost",
                    "retries",
                    "persons",
                    "differences",
                    "settled in s",
                    "");
            boolean right = true;
            for (String name : what.equals("all") ? List.of("server", "postgres", "node") : List.of(what)) {
                right &= run(name, times, rate, seed, table);
            }
            System.out.print(table);
            return right ? 0 : 1;
        };
    }

    private interface Opening {
        Scenario open(Project project, Path folder) throws Exception;
    }

    private static Opening scenario(String name) {
        return switch (name) {
            case "server" -> ServerScenario::new;
            case "postgres" -> PostgresScenario::new;
            case "node" -> NodeScenario::new;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static boolean run(String name, int times, int rate, long seed, Table table) throws Exception {
        System.err.println("kill -9 of " + name);
        try (var scratch = new Scratch();
                Scenario scenario = scenario(name).open(Project.here(), scratch.folder())) {
            scratch.keep();
            CrashRun.Result result = new CrashRun(scenario, times, rate, seed).run();
            Settled settled = Settled.await(scenario.servers(), result.site());
            Outcome outcome = settled.outcome();
            Comparison found = result.comparison();
            boolean right = found.isRight()
                    && outcome.differences() == 0
                    && result.tally().undelivered() == 0;
            table.row(
                    name,
                    times,
                    found.acknowledged(),
                    found.stored(),
                    found.lost(),
                    found.twice(),
                    found.miscounted(),
                    found.unheard(),
                    result.tally().retries(),
                    outcome.persons(),
                    outcome.differences(),
                    settled.seconds(),
                    right ? "ok" : "WRONG");
            if (right) {
                scratch.drop();
            } else {
                System.err.print(result.tally());
                settled.examples().forEach(System.err::println);
            }
            return right;
        }
    }
}
