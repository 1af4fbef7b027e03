package io.warmtag.tools.bench;

import io.warmtag.tools.Statistics;
import io.warmtag.tools.load.LoadResult;
import io.warmtag.tools.machine.TwoNodes;
import java.util.ArrayList;
import java.util.List;

/** How long after an event is sent to one node the temperature shows it on the other, at half the load that it can take. */
final class FreshnessBenchmark implements Benchmark {
    private static final int CONNECTIONS = 64;
    private static final long WARM_UP_SECONDS = 10;
    private static final int FEWEST = 100;

    private final Workbench bench;
    private final long seconds;

    FreshnessBenchmark(Workbench bench, long seconds) {
        this.bench = bench;
        this.seconds = seconds;
    }

    @Override
    public List<Figure> measure() throws Exception {
        bench.say("freshness: two nodes");
        try (TwoNodes nodes = TwoNodes.start(bench.project(), bench.folder("freshness"))) {
            String site = bench.site(nodes.first());
            LoadResult most =
                    bench.load(nodes.first().target(), site, LoadShape.full(CONNECTIONS, WARM_UP_SECONDS, seconds, 1));
            long half = (long) (most.perSecond() / 2);
            bench.say("freshness: at " + half + " events/s");
            var probe = new FreshnessProbe(bench.api(nodes.first()), bench.api(nodes.second()), site);
            var delays = new ArrayList<Double>();
            Workbench.RunningLoad load =
                    bench.startLoad(nodes.first().target(), site, LoadShape.paced(CONNECTIONS, 4 * seconds, half));
            Thread.sleep(WARM_UP_SECONDS * 1_000);
            while (load.isRunning()) {
                delays.add(probe.delayMs());
            }
            LoadResult kept = load.await();
            if (delays.size() < FEWEST) {
                throw new IllegalStateException("only " + delays.size() + " probes in " + 4 * seconds + " s");
            }
            String how = delays.size() + " probes, median " + Figure.number(Statistics.median(delays)) + " ms, under "
                    + Figure.number(kept.perSecond()) + " events/s";
            return List.of(Figure.judged(
                    "freshness p99", Statistics.percentile(delays, 99), "ms", Budget.atMost(100, 100), how));
        }
    }
}
