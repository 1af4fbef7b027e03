package io.warmtag.tools.bench;

import io.warmtag.tools.Statistics;
import io.warmtag.tools.fill.Extent;
import io.warmtag.tools.load.LoadResult;
import io.warmtag.tools.machine.CpuTime;
import io.warmtag.tools.machine.WarmtagServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an event costs when millions are stored against what it costs when there are none, in turns, under the same requests:
 * visits of ten events by visitors drawn from all those that the filled database knows. After its start a server has none of
 * them in memory, so every visit begins with a fold from the database, there of a past, here of nothing. Neither has an
 * audience: what these cost is no matter of age, so this runs before the benchmarks that make some.
 */
final class GrowthBenchmark implements Benchmark {
    private static final int CONNECTIONS = 64;
    private static final long COMPILING_SECONDS = 60;
    private static final int EVENTS_PER_VISIT = 10;
    private static final long WARM_UP_SECONDS = 3;
    private static final long SETTLE_MS = 2_000;

    private final Workbench bench;
    private final FilledServer filled;
    private final int rounds;
    private final long seconds;

    GrowthBenchmark(Workbench bench, FilledServer filled, int rounds, long seconds) {
        this.bench = bench;
        this.filled = filled;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    private record Side(WarmtagServer server, String site, List<Double> cpuMs) {
        double median() {
            return Statistics.median(cpuMs);
        }

        double cpuSeconds() throws IOException {
            return CpuTime.ofProcess(server.pid())
                    + CpuTime.ofFamily(server.postgres().pid());
        }
    }

    @Override
    public List<Figure> measure() throws Exception {
        FilledServer.Filled old = filled.get();
        try (WarmtagServer young = bench.server("growth", Map.of())) {
            String site = bench.site(young);
            var sides = List.of(
                    new Side(young, site, new ArrayList<>()), new Side(old.server(), old.site(), new ArrayList<>()));
            bench.say("growth, until both servers' code is compiled");
            for (Side side : sides) {
                double unused = run(side, COMPILING_SECONDS);
            }
            for (int round = 1; round <= rounds; round++) {
                bench.say("growth, round " + round + " of " + rounds);
                for (Side side : sides) {
                    side.cpuMs.add(run(side, seconds));
                }
            }
            return figures(sides.get(0).median(), sides.get(1).median());
        }
    }

    /** CPU-ms an event, the work that is put off until after the answers included. */
    private double run(Side side, long seconds) throws Exception {
        int visitors = filled.extent().visitors();
        LoadShape shape = LoadShape.visits(CONNECTIONS, WARM_UP_SECONDS, seconds, visitors, EVENTS_PER_VISIT);
        double before = side.cpuSeconds();
        LoadResult result = bench.load(side.server.target(), side.site, shape);
        if (result.failures() > 0) {
            throw new IOException(result.failures() + " requests were not answered with 2xx");
        }
        Thread.sleep(SETTLE_MS);
        return (side.cpuSeconds() - before) * 1_000 / result.total();
    }

    private List<Figure> figures(double young, double old) {
        Extent extent = filled.extent();
        String how =
                Figure.number(old) + " ÷ " + Figure.number(young) + " CPU-ms an event, medians of " + rounds + ", with "
                        + Figure.number(extent.events()) + " events and " + Figure.number(extent.visitors())
                        + " visitors stored ÷ with none";
        return List.of(Figure.judged("growth", old / young, "of CPU", Budget.atMost(1.2, 1.2), how));
    }
}
