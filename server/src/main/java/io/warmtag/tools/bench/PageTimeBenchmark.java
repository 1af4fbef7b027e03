package io.warmtag.tools.bench;

import io.vertx.core.json.JsonObject;
import io.warmtag.tools.machine.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the container costs the page, measured by tag-js in a throttled Chromium ({@code npm run bench}). */
final class PageTimeBenchmark implements Benchmark {
    private static final long PATIENCE_SECONDS = 600;

    private final Workbench bench;

    PageTimeBenchmark(Workbench bench) {
        this.bench = bench;
    }

    @Override
    public List<Figure> measure() throws Exception {
        bench.say("page time");
        Path folder = bench.project().root().resolve("tag-js");
        Path output = Files.createTempFile("warmtag", ".page-time");
        try {
            List<String> command = List.of("npm", "--silent", "--prefix", folder.toString(), "run", "bench");
            int code = Child.start(command, Map.of(), output).await(PATIENCE_SECONDS);
            List<Figure> figures = Files.readAllLines(output).stream()
                    .filter(line -> line.startsWith("{\"bench\""))
                    .map(JsonObject::new)
                    .filter(line -> line.containsKey("ms"))
                    .map(PageTimeBenchmark::figure)
                    .toList();
            if (code != 0
                    || figures.stream().noneMatch(figure -> figure.budget().isPresent())) {
                throw new IOException("npm run bench in tag-js failed: "
                        + Files.readString(output).strip());
            }
            return figures;
        } finally {
            Files.delete(output);
        }
    }

    /** One line of tag-js's benchmark, which knows the budgets of what it measures. */
    private static Figure figure(JsonObject line) {
        String how = line.getInteger("throttle") + "x throttled, from " + line.getDouble("min") + " to "
                + line.getDouble("max");
        double ms = line.getDouble("ms");
        String name = "page, " + line.getString("what");
        Double budget = line.getDouble("budget");
        return budget == null
                ? Figure.told(name, ms, "ms", how)
                : Figure.judged(name, ms, "ms", Budget.atMost(budget, budget), how);
    }
}
