package io.warmtag.tools.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Api;
import io.warmtag.tools.Uuid7;
import io.warmtag.tools.machine.Child;
import io.warmtag.tools.machine.WarmtagServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much the server's live heap grows with each visitor that it has never seen. Caches that fill meanwhile count, too. */
final class MemoryBenchmark implements Benchmark {
    private static final int BATCH = 100;
    private static final int WARM_UP_VISITORS = 20_000;
    private static final long SETTLE_MS = 5_000;
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

    private final Workbench bench;
    private final int visitors;
    private final Random random = new Random();

    MemoryBenchmark(Workbench bench, int visitors) {
        this.bench = bench;
        this.visitors = visitors;
    }

    @Override
    public List<Figure> measure() throws Exception {
        try (WarmtagServer server = bench.server("memory", Map.of())) {
            String site = bench.site(server);
            bench.say("memory: " + visitors + " visitors");
            arrive(bench.api(server), site, WARM_UP_VISITORS);
            long before = liveBytes(server.pid());
            arrive(bench.api(server), site, visitors);
            long after = liveBytes(server.pid());
            String how = "live heap from " + Figure.number(before / 1e6) + " to " + Figure.number(after / 1e6)
                    + " MB by " + Figure.number(visitors) + " visitors";
            return List.of(Figure.judged(
                    "memory", (double) (after - before) / visitors, "bytes a visitor", Budget.atMost(500, 500), how));
        }
    }

    private void arrive(Api api, String site, int count) throws InterruptedException {
        for (int sent = 0; sent < count; sent += BATCH) {
            var events = new JsonArray();
            for (int i = 0; i < BATCH; i++) {
                events.add(event());
            }
            api.post("/e", new JsonObject().put("site", site).put("events", events));
        }
        Thread.sleep(SETTLE_MS);
    }

    private JsonObject event() {
        byte[] visitor = new byte[16];
        random.nextBytes(visitor);
        return new JsonObject()
                .put("id", Uuid7.of(System.currentTimeMillis(), random).toString())
                .put("name", random.nextInt(4) == 0 ? "add_to_cart" : "view_item")
                .put("visitor", Base64.getUrlEncoder().withoutPadding().encodeToString(visitor))
                .put("data", new JsonObject().put("currency", "BDT").put("value", 1290));
    }

    /** After a full collection, which the histogram brings about. */
    private long liveBytes(long pid) throws Exception {
        Path output = Files.createTempFile("warmtag", ".histogram");
        try {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            List<String> command = List.of(jcmd.toString(), Long.toString(pid), "GC.class_histogram");
            int code = Child.start(command, Map.of(), output).await(60);
            Matcher total = TOTAL.matcher(Files.readString(output));
            if (code != 0 || !total.find()) {
                throw new IOException(
                        "jcmd gave no histogram: " + Files.readString(output).strip());
            }
            return Long.parseLong(total.group(1));
        } finally {
            Files.delete(output);
        }
    }
}
