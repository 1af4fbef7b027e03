package io.warmtag.tools.load;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.warmtag.event.VisitorId;
import io.warmtag.tools.Command;
import io.warmtag.tools.Command.Work;
import io.warmtag.tools.Options;
import io.warmtag.tools.Target;
import io.warmtag.tools.traffic.Audience;
import io.warmtag.tools.traffic.Plan;
import io.warmtag.tools.traffic.Shop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The load client as a process of its own; prints its {@link LoadResult} as JSON. Started by the benchmarks. */
public final class Load {
    private static final int DIFFERENT_REQUESTS = 4_096;
    private static final String USAGE = """
            Sends POST /e over raw connections, one request under way on each, and prints one line of JSON.
              --url URL --site ID --connections N --seconds N --warm-up N --events N (in each request)
              --rate N (requests per second; 0: all it can) --visitors N --seed N --allow-remote
              --visit N (requests of a visitor before the next one comes in his place; 0: all are there all the time)
              --requests N (answered well after the warm-up, then it ends) --alone (no visitor has two under way)
            """;

    private Load() {}

    public static void main(String[] arguments) {
        Command.run(USAGE, arguments, Load::read);
    }

    private static Work read(Options options) {
        Target target = options.target("url", "http://127.0.0.1:8080");
        String site = options.text("site").orElse("WT-BENCH00");
        int connections = (int) options.number("connections", 64, 1, 10_000);
        long seconds = options.number("seconds", 5, 1, 600);
        long warmUp = options.number("warm-up", 2, 0, 600);
        int events = (int) options.number("events", 1, 1, 100);
        double rate = options.number("rate", 0, 0, 1_000_000);
        int visitors = (int) options.number("visitors", 10_000, 1, 10_000_000);
        int visit = (int) options.number("visit", 0, 0, 1_000);
        long most = options.number("requests", Long.MAX_VALUE, 1, Long.MAX_VALUE);
        boolean alone = options.flag("alone");
        long seed = options.number("seed", 1, 0, Long.MAX_VALUE);
        return () -> {
            var audience = new Audience(site, target.origin(), Optional.empty());
            var requests = new Requests(target, audience, new Plan(seed, 50, Shop.packed()));
            List<RequestTemplate> rendered = requests.render(DIFFERENT_REQUESTS / events + 1, events);
            Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
            // Ids must differ from run to run, else the second run is all duplicates: only the pages have a seed.
            long fresh = new Random().nextLong();
            var crowd = new Crowd(visitors(visitors, seed), visit, alone, fresh);
            var client = new LoadClient(vertx, target, rendered, crowd, rate, fresh);
            var result = Promise.<LoadResult>promise();
            vertx.runOnContext(
                    loop -> client.run(connections, warmUp, seconds, most).onComplete(result));
            System.out.println(result.future().await().json());
            return 0;
        };
    }

    private static List<byte[]> visitors(int count, long seed) {
        var visitors = new Visitors(seed);
        var names = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            names.add(VisitorId.text(visitors.next()).getBytes(StandardCharsets.US_ASCII));
        }
        return names;
    }
}
