package io.warmtag.tools.bench;

import io.warmtag.tools.load.LoadResult;
import io.warmtag.tools.machine.WarmtagServer;
import io.warmtag.tools.rules.Backlog;
import io.warmtag.tools.rules.Mix;
import io.warmtag.tools.rules.Replay;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Durable single events of a site with thirty audiences and fifty rules against a bare handler; how far the rules are behind
 * meanwhile; and whether in the end each has fired for whom an independent replay says.
 */
final class RulesBenchmark implements Benchmark {
    private static final int[] CONNECTIONS = {64, 256};
    private static final long COMPILING_SECONDS = 10;
    private static final long BARE_SECONDS = 5;
    private static final int EVENTS_PER_VISITOR = 20;
    private static final long LOOK_EVERY_MS = 500;
    private static final long PATIENCE_SECONDS = 3_600;
    private static final String SANDBOX = "";

    private final Workbench bench;
    private final int events;

    /** @param events how many are sent after the warm-up */
    RulesBenchmark(Workbench bench, int events) {
        this.bench = bench;
        this.events = events;
    }

    private record Rate(double perSecond, int connections) {
        static Rate better(Rate one, Rate other) {
            return one.perSecond >= other.perSecond ? one : other;
        }

        @Override
        public String toString() {
            return Figure.number(perSecond) + "/s at " + connections + " connections";
        }
    }

    @Override
    public List<Figure> measure() throws Exception {
        try (WarmtagServer server = bench.server("rules", Map.of());
                Workbench.Bare bare = bench.bare();
                var backlog = new Backlog(server.postgres().address())) {
            String site = bench.site(server);
            bench.say("rules, setting up");
            Mix.setUp(bench.api(server), site, SANDBOX);
            bench.warm(bare.target(), site, LoadShape.full(CONNECTIONS[0], COMPILING_SECONDS, BARE_SECONDS, 1));
            var bareRate = new Rate(0, 0);
            var rate = new Rate(0, 0);
            double behind = 0;
            for (int connections : CONNECTIONS) {
                bench.say("rules, " + connections + " connections");
                LoadResult empty = bench.load(bare.target(), site, LoadShape.full(connections, 2, BARE_SECONDS, 1));
                bareRate = Rate.better(bareRate, new Rate(empty.perSecond(), connections));
                Workbench.RunningLoad load = bench.startLoad(server.target(), site, shape(connections), more());
                behind = Math.max(behind, watch(load, backlog));
                LoadResult result = load.await();
                rate = Rate.better(rate, new Rate(result.perSecond(), connections));
            }
            long until = System.currentTimeMillis();
            bench.say("rules, until they have caught up");
            double later = backlog.await(until, PATIENCE_SECONDS);
            bench.say("rules, the replay");
            Replay.Result found = Replay.run(server.postgres().address(), site, until);
            found.examples().forEach(bench::say);
            return figures(bareRate, rate, new Lag(behind, later, backlog.parked()), found);
        }
    }

    private LoadShape shape(int connections) {
        // Its seconds are only the longest that it may take.
        int visitors = Math.max(2_000, events / EVENTS_PER_VISITOR);
        return LoadShape.visits(connections, COMPILING_SECONDS, 500, visitors, EVENTS_PER_VISITOR);
    }

    /** One request at a time of each visitor, as his page would: so it is certain in which order his events came in. */
    private List<String> more() {
        return List.of("--requests", Integer.toString(events / CONNECTIONS.length), "--alone");
    }

    private static double watch(Workbench.RunningLoad load, Backlog backlog) throws SQLException, InterruptedException {
        double behind = 0;
        while (load.isRunning()) {
            behind = Math.max(behind, backlog.seconds());
            Thread.sleep(LOOK_EVERY_MS);
        }
        return behind;
    }

    /**
     * How late the rules were.
     *
     * @param behind seconds at most while events came in
     * @param later seconds after the last one
     */
    private record Lag(double behind, double later, long parked) {}

    private List<Figure> figures(Rate bare, Rate durable, Lag lag, Replay.Result found) {
        var figures = new ArrayList<Figure>();
        figures.add(Figure.judged(
                "ingest with rules",
                durable.perSecond / bare.perSecond,
                "of bare",
                Budget.atLeast(0.25, 0.3),
                durable + " ÷ bare " + bare + ", 50 rules, 30 audiences, " + Figure.number(events) + " events"));
        figures.add(
                Figure.told("rules behind", lag.behind, "s", "the oldest occasion not taken, while events came in"));
        figures.add(Figure.told("rules caught up", lag.later, "s", "after the last event"));
        figures.add(Figure.judged(
                "rules fired wrongly",
                found.wrong() + lag.parked,
                "times",
                Budget.atMost(0, 0),
                Figure.number(found.expected()) + " firings due for " + Figure.number(found.persons()) + " persons: "
                        + found.missing() + " missing, " + found.tooMany() + " too many, " + found.otherTime()
                        + " as of another instant, " + found.twice() + " twice, "
                        + found.undone() + " without their action, " + lag.parked + " put away, " + found.uncertain()
                        + " left out"));
        return figures;
    }
}
