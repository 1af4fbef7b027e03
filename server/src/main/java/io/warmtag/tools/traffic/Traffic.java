package io.warmtag.tools.traffic;

import io.vertx.core.Vertx;
import io.warmtag.tools.Command;
import io.warmtag.tools.Command.Work;
import io.warmtag.tools.Options;
import io.warmtag.tools.Sites;
import io.warmtag.tools.Target;
import io.warmtag.tools.traffic.TrafficRun.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code scripts/traffic}: simulated visitors of the demo shop against a running server. */
public final class Traffic {
    private static final long REPORT_EVERY_MS = 5_000;
    private static final String USAGE = """
            scripts/traffic: simulated visitors of the demo shop against a running server

              --url URL        where the server is (http://127.0.0.1:8080)
              --site ID        the site's id (found: with WARMTAG_API_KEY through the API, else in the demo shop)
              --rate N         events per second (20)
              --seconds N      how long (60)
              --count N        at most so many events (1000000)
              --visitors N     how many are in the shop at the same time (100)
              --seed N         the same seed gives the same visitors (drawn, and printed)
              --log FILE       append a line "id visitor" for every acknowledged event
              --allow-remote   the server is not on this machine, and you may load it

            Exit code: 0 all events were acknowledged, 1 some were refused or not delivered, 2 it could not run.
            """;

    private Traffic() {}

    public static void main(String[] arguments) {
        Command.run(USAGE, arguments, Traffic::read);
    }

    private static Work read(Options options) {
        Target target = options.target("url", "http://127.0.0.1:8080");
        Optional<String> site = options.text("site");
        var limits = new Limits(
                options.number("rate", 20, 1, 100_000),
                options.number("seconds", 60, 1, 86_400),
                options.number("count", 1_000_000, 1, 1_000_000_000));
        int visitors = (int) options.number("visitors", 100, 1, 1_000_000);
        long seed = options.number("seed", new Random().nextInt(1_000_000), 0, Long.MAX_VALUE);
        Optional<Path> log = options.text("log").map(Path::of);
        return () -> {
            System.out.println("seed " + seed);
            Optional<String> key = Optional.ofNullable(System.getenv("WARMTAG_API_KEY"));
            var audience = new Audience(site.orElseGet(() -> new Sites(target, key).find()), target.origin(), key);
            System.out.println("site " + audience.site() + " at " + target);
            return run(new Plan(seed, visitors, Shop.packed()), target, audience, limits, log);
        };
    }

    private static int run(Plan plan, Target target, Audience audience, Limits limits, Optional<Path> log)
            throws Exception {
        var tally = new Tally();
        var finished = new CountDownLatch(1);
        Vertx vertx = Vertx.vertx();
        try (var file = log.isPresent() ? new AcknowledgedLog(log.get()) : null) {
            Acknowledged acknowledged = file == null ? Acknowledged.IGNORED : file;
            var run = new TrafficRun(vertx, plan, List.of(target), audience, acknowledged, tally, limits);
            // Ctrl-C ends the run as its time would: what was begun gets its answer, and the log is complete.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                run.stop();
                await(finished);
            }));
            vertx.setPeriodic(REPORT_EVERY_MS, timer -> report(tally));
            run.start().await();
            System.out.print(tally);
        } finally {
            vertx.close().await();
            finished.countDown();
        }
        return tally.undelivered() == 0 && tally.rejected() == 0 ? 0 : 1;
    }

    private static void report(Tally tally) {
        System.out.println(
                tally.acknowledged() + " events acknowledged, " + tally.retries() + " requests repeated so far");
    }

    private static void await(CountDownLatch finished) {
        try {
            if (!finished.await(40, TimeUnit.SECONDS)) {
                System.err.println("warmtag: the run did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
