package io.warmtag.tools.fuzz;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Api;
import io.warmtag.tools.Command;
import io.warmtag.tools.Command.Work;
import io.warmtag.tools.Options;
import io.warmtag.tools.Table;
import io.warmtag.tools.Uuid7;
import io.warmtag.tools.machine.Project;
import io.warmtag.tools.machine.Scratch;
import io.warmtag.tools.machine.WarmtagServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** {@code scripts/fuzz}: broken requests against a server with a heap of 512 MB. */
public final class Fuzz {
    private static final int SHOWN_BYTES = 300;
    private static final String USAGE = """
            scripts/fuzz: broken requests to the public endpoints of a server with a heap of 512 MB

              --count N   how many (100000)
              --from N    the number of the first (0): with --count 1, one again
              --seed N    the same seed gives the same requests, but for ids and times (drawn, and printed)

            Exit code: 0 every answer was allowed and the server is well, 1 there was a 5xx other than 503 with
            Retry-After, a request without an answer, or the server is not well.
            """;

    private Fuzz() {}

    public static void main(String[] arguments) {
        Command.run(USAGE, arguments, Fuzz::read);
    }

    private static Work read(Options options) {
        int count = (int) options.number("count", 100_000, 1, 10_000_000);
        int from = (int) options.number("from", 0, 0, 10_000_000);
        long seed = options.number("seed", new Random().nextInt(1_000_000), 0, Long.MAX_VALUE);
        return () -> {
            System.out.println("seed " + seed);
            try (var scratch = new Scratch();
                    WarmtagServer server = WarmtagServer.start(
                            Project.here(), scratch.folder(), Map.of("WARMTAG_JAVA_OPTS", "-Xmx512m"))) {
                scratch.keep();
                boolean right = run(server, seed, from, count);
                if (right) {
                    scratch.drop();
                }
                return right ? 0 : 1;
            }
        };
    }

    private static boolean run(WarmtagServer server, long seed, int from, int count) throws Exception {
        var api = new Api(server.target(), Optional.of(WarmtagServer.KEY));
        var site = new JsonObject().put("name", "Fuzz").put("domains", new JsonArray().add("127.0.0.1"));
        String id = api.postJson("/api/v1/sites", site).getString("id");
        Vertx vertx = Vertx.vertx();
        var run = new FuzzRun(
                new FuzzClient(vertx, server.target()), new Attempts(seed, id, WarmtagServer.KEY), from, count);
        String broken = "";
        try {
            run.start(vertx).await();
        } catch (RuntimeException e) {
            broken = "the run broke off: " + e.getMessage();
        } finally {
            vertx.close().await();
        }
        var table = new Table("answer", "count");
        run.counts().forEach(table::row);
        System.out.print(table);
        run.wrong().forEach(Fuzz::show);
        String ill = broken.isEmpty() ? illness(server, api, id) : broken;
        System.out.println(ill.isEmpty() ? "the server is well" : ill);
        return run.wrong().isEmpty() && ill.isEmpty();
    }

    private static void show(FuzzRun.Wrong wrong) {
        String text = new String(wrong.attempt().bytes(), StandardCharsets.ISO_8859_1);
        String head = text.substring(0, Math.min(SHOWN_BYTES, text.length())).replaceAll("[^ -~]", ".");
        System.out.println("request " + wrong.number() + ": " + wrong.reply().name() + " for " + text.length()
                + " bytes: " + head);
    }

    /** What is wrong with the server after all this; empty when nothing is. */
    private static String illness(WarmtagServer server, Api api, String site) throws IOException {
        if (!server.isAlive() || !server.isReady()) {
            return "the server is not ready any more";
        }
        try (Stream<String> log = Files.lines(server.log(), StandardCharsets.ISO_8859_1)) {
            Optional<String> memory =
                    log.filter(line -> line.contains("OutOfMemoryError")).findFirst();
            if (memory.isPresent()) {
                return "the server ran out of memory: " + memory.get();
            }
        }
        var event = new JsonObject()
                .put("id", Uuid7.of(System.currentTimeMillis(), new Random()).toString())
                .put("name", "page_view");
        api.post("/e", new JsonObject().put("site", site).put("events", new JsonArray().add(event)));
        return "";
    }
}
