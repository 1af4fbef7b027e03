package io.warmtag.tools.bench;

import io.warmtag.tools.Statistics;
import io.warmtag.tools.machine.TwoNodes;
import io.warmtag.tools.machine.WarmtagServer;
import io.warmtag.tools.publish.PublishRun;
import java.io.IOException;
import java.util.List;

/** How long after the click on Publish both nodes serve the version, and that no page ever gets anything but one version. */
final class PublishBenchmark implements Benchmark {
    private static final int PUBLISHES = 200;
    /** The first ones are made by a server that has just started. */
    private static final int WARM_UP = 20;

    private final Workbench bench;

    PublishBenchmark(Workbench bench) {
        this.bench = bench;
    }

    @Override
    public List<Figure> measure() throws Exception {
        bench.say("publish: two nodes");
        try (TwoNodes nodes = TwoNodes.start(bench.project(), bench.folder("publish"))) {
            var run = new PublishRun(
                    nodes.nodes().stream().map(WarmtagServer::target).toList(),
                    WarmtagServer.KEY,
                    bench.site(nodes.first()));
            bench.say("publish: " + PUBLISHES + " times in a row");
            PublishRun.Report report = run.run(PUBLISHES);
            report.faults().forEach(fault -> bench.say("publish: " + fault));
            if (report.delaysMs().isEmpty()) {
                throw new IOException(report.faults().get(report.faults().size() - 1));
            }
            List<Double> warm = report.delaysMs().subList(WARM_UP, PUBLISHES);
            String delays = PUBLISHES + " in a row; after the first " + WARM_UP + ": median "
                    + Figure.number(Statistics.median(warm)) + ", p99 "
                    + Figure.number(Statistics.percentile(warm, 99)) + " ms";
            return List.of(
                    Figure.judged(
                            "publish, everywhere after",
                            Statistics.percentile(report.delaysMs(), 100),
                            "ms",
                            Budget.atMost(2_000, 2_000),
                            delays),
                    Figure.judged(
                            "publish, wrong scripts",
                            report.wrong(),
                            "of " + report.loads(),
                            Budget.atMost(0, 0),
                            "a mixture, an older one after a newer, or none"));
        }
    }
}
