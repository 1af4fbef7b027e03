package io.warmtag.tools.bench;

import io.warmtag.tools.Statistics;
import io.warmtag.tools.machine.WarmtagServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code scripts/run} on a built tree, until the server says that it is ready. */
final class StartBenchmark implements Benchmark {
    private static final int STARTS = 3;
    private static final Budget SECONDS = Budget.atMost(6, 6);

    private final Workbench bench;

    StartBenchmark(Workbench bench) {
        this.bench = bench;
    }

    @Override
    public List<Figure> measure() throws Exception {
        bench.say("start");
        var later = new ArrayList<Double>();
        double first;
        try (WarmtagServer server = bench.server("start", Map.of())) {
            first = server.startSeconds();
            for (int i = 0; i < STARTS; i++) {
                server.close();
                server.restart();
                later.add(server.startSeconds());
            }
        }
        return List.of(
                Figure.judged(
                        "first start", first, "s", SECONDS, "PostgreSQL unpacked, its data made, the schema migrated"),
                Figure.judged("start", Statistics.median(later), "s", SECONDS, "median of " + STARTS));
    }
}
