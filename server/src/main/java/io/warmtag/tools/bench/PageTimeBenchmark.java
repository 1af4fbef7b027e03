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
    private static final long PATIENCE_SECONDS = 180;

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
            List<String> command =
                    List.of("npm", "--silent", "--prefix", folder.toString(), "run", "bench", "--", "--json");
            int code = Child.start(command, Map.of(), output).await(PATIENCE_SECONDS);
            String text = Files.readString(output);
            String last = text.lines().filter(line -> line.startsWith("{")).reduce("", (before, line) -> line);
            if (code != 0 || last.isEmpty()) {
                throw new IOException("npm run bench in tag-js failed: " + text.strip());
            }
            return figures(new JsonObject(last));
        } finally {
            Files.delete(output);
        }
    }

    private static List<Figure> figures(JsonObject times) {
        return List.of(
                Figure.judged(
                        "boot and page view", times.getDouble("boot_ms"), "ms", Budget.atMost(10, 10), "4x throttled"),
                Figure.judged(
                        "each further event", times.getDouble("event_ms"), "ms", Budget.atMost(1, 1), "4x throttled"));
    }
}
