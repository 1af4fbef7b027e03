package io.warmtag.tools.bench;

import io.warmtag.tools.Statistics;
import io.warmtag.tools.load.LoadResult;
import io.warmtag.tools.machine.CpuTime;
import io.warmtag.tools.machine.WarmtagServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Durable single events against a bare handler, in turns, and what such an event costs in CPU time. */
final class IngestBenchmark implements Benchmark {
    private static final int[] CONNECTIONS = {64, 256};
    /**
     * The server's code is compiled as it runs: what it does in its first minute says little about all the others. Under full
     * load on two cores the compiler needs that long: an event costs it 40 µs after 25 s and 27 µs after 90 s.
     */
    private static final LoadShape COMPILING = LoadShape.full(256, 0, 90, 1);

    private static final LoadShape COMPILING_BARE = LoadShape.full(256, 0, 20, 1);

    private static final long WARM_UP_SECONDS = 5;
    private static final long LOOK_EVERY_MS = 2_000;

    private static final double AT_REST_CORES = 0.1;
    private static final int MOST_LOOKS = 200;

    private final Workbench bench;
    private final int rounds;
    private final long seconds;

    IngestBenchmark(Workbench bench, int rounds, long seconds) {
        this.bench = bench;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /** The medians of the runs with one number of connections. */
    private record Rate(double perSecond, int connections, double cpuMs) {
        static Rate of(List<Run> runs, int connections) {
            return new Rate(
                    Statistics.median(runs.stream().map(Run::perSecond).toList()),
                    connections,
                    Statistics.median(runs.stream().map(Run::cpuMs).toList()));
        }

        @Override
        public String toString() {
            return Figure.number(perSecond) + "/s at " + connections + " connections";
        }
    }

    private record Run(double perSecond, double cpuMs) {}

    private interface Cpu {
        double seconds() throws IOException;
    }

    @Override
    public List<Figure> measure() throws Exception {
        try (WarmtagServer server = bench.server("ingest", Map.of());
                Workbench.Bare bare = bench.bare()) {
            String site = bench.site(server);
            long postgres = server.postgres().pid();
            bench.say("ingest, until both servers' code is compiled");
            bench.warm(bare.target(), site, COMPILING_BARE);
            bench.warm(server.target(), site, COMPILING);
            Cpu cpu = () -> CpuTime.ofProcess(server.pid()) + CpuTime.ofFamily(postgres);
            Cpu bareCpu = () -> CpuTime.ofProcess(bare.process().pid());
            bench.say("ingest, until what follows from these events is done");
            rest(cpu);
            var bareRates = new ArrayList<Rate>();
            var durableRates = new ArrayList<Rate>();
            for (int connections : CONNECTIONS) {
                LoadShape shape = LoadShape.full(connections, WARM_UP_SECONDS, seconds, 1);
                var bareRuns = new ArrayList<Run>();
                var durableRuns = new ArrayList<Run>();
                for (int round = 1; round <= rounds; round++) {
                    bench.say("ingest, " + connections + " connections, round " + round + " of " + rounds);
                    bareRuns.add(run(() -> bench.load(bare.target(), site, shape), bareCpu));
                    durableRuns.add(run(() -> bench.load(server.target(), site, shape), cpu));
                }
                bareRates.add(Rate.of(bareRuns, connections));
                durableRates.add(Rate.of(durableRuns, connections));
            }
            return figures(max(bareRates), max(durableRates));
        }
    }

    private interface Loading {
        LoadResult run() throws Exception;
    }

    private static Run run(Loading loading, Cpu cpu) throws Exception {
        double before = cpu.seconds();
        LoadResult result = loading.run();
        rest(cpu);
        return new Run(result.perSecond(), (cpu.seconds() - before) * 1_000 / result.total());
    }

    /** Work that the server puts off until after its answers is paid for, too, and in nobody's way afterwards. */
    private static void rest(Cpu cpu) throws Exception {
        double before = cpu.seconds();
        for (int look = 0; look < MOST_LOOKS; look++) {
            Thread.sleep(LOOK_EVERY_MS);
            double now = cpu.seconds();
            if (now - before < AT_REST_CORES * LOOK_EVERY_MS / 1_000) {
                return;
            }
            before = now;
        }
        throw new IOException(
                "the server is still at work " + MOST_LOOKS * LOOK_EVERY_MS / 1_000 + " s after its last event");
    }

    private static Rate max(List<Rate> rates) {
        return Collections.max(rates, Comparator.comparing(Rate::perSecond));
    }

    private List<Figure> figures(Rate bare, Rate durable) {
        String how = durable + " ÷ bare " + bare + ", medians of " + rounds;
        return List.of(
                Figure.judged("ingest", durable.perSecond / bare.perSecond, "of bare", Budget.atLeast(0.3, 0.5), how),
                Figure.judged(
                        "ingest CPU",
                        durable.cpuMs,
                        "CPU-ms an event",
                        Budget.atMost(0.08, 0.05),
                        "server and PostgreSQL; the bare handler " + Figure.number(bare.cpuMs)));
    }
}
