package io.warmtag.tools.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Api;
import io.warmtag.tools.Statistics;
import io.warmtag.tools.machine.WarmtagServer;
import io.warmtag.tools.rules.Mix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long after what a rule waits for the page has the offer, while others' events come in and fifty rules look at them. */
final class OfferBenchmark implements Benchmark {
    private static final int CONNECTIONS = 64;
    private static final long RATE = 1_000;
    /** Until its code is compiled a server is seconds behind: fifty rules look at each event. */
    private static final long WARM_UP_SECONDS = 40;

    private static final int FEWEST = 100;
    private static final String WANTED = "offer_wanted";
    private static final String SANDBOX = "";

    private final Workbench bench;
    private final long seconds;

    OfferBenchmark(Workbench bench, long seconds) {
        this.bench = bench;
        this.seconds = seconds;
    }

    @Override
    public List<Figure> measure() throws Exception {
        try (WarmtagServer server = bench.server("offer", Map.of())) {
            String site = bench.site(server);
            bench.say("offer: under " + RATE + " events/s, fifty rules and thirty audiences");
            Mix.setUp(bench.api(server), site, SANDBOX);
            giveOffer(bench.api(server), "/api/v1/sites/" + site);
            var probe = new OfferProbe(server.target(), site, WANTED);
            Workbench.RunningLoad load = bench.startLoad(
                    server.target(), site, LoadShape.paced(CONNECTIONS, WARM_UP_SECONDS + 4 * seconds, RATE));
            Thread.sleep(WARM_UP_SECONDS * 1_000);
            var delays = new ArrayList<Double>();
            while (load.isRunning()) {
                delays.add(probe.delayMs());
            }
            double kept = load.await().perSecond();
            if (delays.size() < FEWEST) {
                throw new IllegalStateException("only " + delays.size() + " offers in " + 4 * seconds + " s");
            }
            String how = delays.size() + " offers, median " + Figure.number(Statistics.median(delays)) + " ms, under "
                    + Figure.number(kept) + " events/s, 50 rules, 30 audiences";
            return List.of(Figure.judged(
                    "offer p99", Statistics.percentile(delays, 99), "ms", Budget.atMost(1_000, 500), how));
        }
    }

    private static void giveOffer(Api api, String site) {
        var text = new JsonObject().put("title", "10 % off today").put("body", "For a day.");
        int offer = api.postJson(
                        site + "/offers",
                        new JsonObject()
                                .put("name", "Ten percent")
                                .put("kind", "corner")
                                .put(
                                        "variants",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("en", text)
                                                        .put("bn", text))))
                .getInteger("id");
        var definition = new JsonObject()
                .put("name", "Whoever wants it")
                .put("when", new JsonObject().put("kind", "event").put("event", WANTED))
                .put(
                        "steps",
                        new JsonArray()
                                .add(new JsonObject().put("kind", "offer").put("offer", offer)))
                .put("holdout", 0);
        int rule = api.postJson(site + "/rules", new JsonObject().put("definition", definition))
                .getInteger("id");
        api.put(site + "/rules/" + rule + "/state", new JsonObject().put("state", "on"));
    }
}
