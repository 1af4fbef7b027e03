package io.warmtag.tools.bench;

import io.warmtag.tools.Statistics;
import io.warmtag.tools.load.LoadResult;
import io.warmtag.tools.machine.WarmtagServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events in batches of 20 against {@code COPY} of the rows that they became, in turns. */
final class BatchBenchmark implements Benchmark {
    private static final int EVENTS = 20;
    private static final int CONNECTIONS = 64;
    private static final long WARM_UP_SECONDS = 5;
    /** As for single events: the server's code is compiled under the load that it is compiled for. */
    private static final LoadShape COMPILING = LoadShape.full(CONNECTIONS, 0, 45, EVENTS);

    private final Workbench bench;
    private final int rounds;
    private final long seconds;

    BatchBenchmark(Workbench bench, int rounds, long seconds) {
        this.bench = bench;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    @Override
    public List<Figure> measure() throws Exception {
        try (WarmtagServer server = bench.server("batch", Map.of())) {
            String site = bench.site(server);
            bench.say("batch, until the server's code is compiled");
            bench.warm(server.target(), site, COMPILING);
            LoadShape shape = LoadShape.full(CONNECTIONS, WARM_UP_SECONDS, seconds, EVENTS);
            var events = new ArrayList<Double>();
            var copied = new ArrayList<Double>();
            for (int round = 1; round <= rounds; round++) {
                bench.say("batch, round " + round + " of " + rounds);
                LoadResult result = bench.load(server.target(), site, shape);
                events.add(result.perSecond() * EVENTS);
                try (var copy = new CopyRate(server.postgres().address(), bench.folder("rows"))) {
                    copied.add(copy.rowsPerSecond());
                }
            }
            double stored = Statistics.median(events);
            double rows = Statistics.median(copied);
            String how = Figure.number(stored) + " events/s ÷ " + Figure.number(rows) + " rows/s by COPY, medians of "
                    + rounds;
            return List.of(Figure.judged("batch", stored / rows, "of COPY", Budget.atLeast(0.5, 0.5), how));
        }
    }
}
