package io.warmtag.tools.crash;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Api;
import io.warmtag.tools.Patience;
import io.warmtag.tools.Target;
import io.warmtag.tools.machine.WarmtagServer;
import io.warmtag.tools.traffic.Audience;
import io.warmtag.tools.traffic.Plan;
import io.warmtag.tools.traffic.Shop;
import io.warmtag.tools.traffic.Tally;
import io.warmtag.tools.traffic.TrafficRun;
import io.warmtag.tools.traffic.TrafficRun.Limits;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Traffic against a scenario while it is struck again and again; then the comparison. */
final class CrashRun {
    private static final int VISITORS = 200;
    private static final long LONGEST_SECONDS = 3_600;
    private static final Patience PATIENCE = new Patience(120_000, 10);
    /** Between two strikes at least so many seconds' worth of events are acknowledged. */
    private static final double CALM_SECONDS = 1.5;

    private final Scenario scenario;
    private final int kills;
    private final int rate;
    private final Random random;
    private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();

    CrashRun(Scenario scenario, int kills, int rate, long seed) {
        this.scenario = scenario;
        this.kills = kills;
        this.rate = rate;
        this.random = new Random(seed);
    }

    /** What a run ended with; the tally tells what the visitors met meanwhile. */
    record Result(String site, Comparison comparison, Tally tally) {}

    Result run() throws Exception {
        Target target = scenario.targets().get(0);
        String site = createSite(target);
        var audience = new Audience(site, target.origin(), Optional.of(WarmtagServer.KEY));
        var tally = new Tally();
        Vertx vertx = Vertx.vertx();
        try {
            var traffic = new TrafficRun(
                    vertx,
                    new Plan(random.nextLong(), VISITORS, Shop.packed()),
                    scenario.targets(),
                    audience,
                    (id, visitor) -> acknowledged.add(id),
                    tally,
                    new Limits(rate, LONGEST_SECONDS, Long.MAX_VALUE));
            Future<Void> over = traffic.start();
            for (int round = 1; round <= kills; round++) {
                calm();
                System.err.println("  strike " + round + " of " + kills + ", " + acknowledged.size() + " acknowledged");
                scenario.strike(round);
            }
            calm();
            traffic.stop();
            over.await();
        } finally {
            vertx.close().await();
        }
        var stored = new StoredEvents(scenario.database(), site);
        return new Result(site, Comparison.of(acknowledged, stored.timesById(), stored.counted()), tally);
    }

    private static String createSite(Target target) {
        var site = new JsonObject().put("name", "Crash").put("domains", new JsonArray().add(target.host()));
        return new Api(target, Optional.of(WarmtagServer.KEY))
                .postJson("/api/v1/sites", site)
                .getString("id");
    }

    /** Waits for acknowledgements, and then a random moment, so that strikes meet the server at whatever it does. */
    private void calm() throws Exception {
        int wanted = acknowledged.size() + (int) (rate * CALM_SECONDS);
        PATIENCE.until(() -> acknowledged.size() >= wanted, () -> "nothing more was acknowledged");
        Thread.sleep(random.nextInt(1_000));
    }
}
