package io.warmtag.tools.crash;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.Api;
import io.warmtag.tools.Patience;
import io.warmtag.tools.Table;
import io.warmtag.tools.machine.Project;
import io.warmtag.tools.machine.Scratch;
import io.warmtag.tools.machine.TwoNodes;
import io.warmtag.tools.machine.WarmtagServer;
import io.warmtag.tools.rules.Backlog;
import io.warmtag.tools.rules.Mix;
import io.warmtag.tools.rules.Replay;
import io.warmtag.tools.traffic.Audience;
import io.warmtag.tools.traffic.Plan;
import io.warmtag.tools.traffic.Shop;
import io.warmtag.tools.traffic.Tally;
import io.warmtag.tools.traffic.TrafficRun;
import io.warmtag.tools.traffic.TrafficRun.Limits;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Traffic in a site full of rules on two nodes that are killed in turns; then what the rules did against an independent
 * replay, and what webhooks came against what was to be sent.
 */
final class RulesRun {
    private static final int VISITORS = 300;
    private static final long PATIENCE_SECONDS = 600;
    private static final Patience PATIENCE = new Patience(PATIENCE_SECONDS * 1_000, 100);
    private static final int WAITING = 0;
    private static final int DELIVERED = 1;

    private final int kills;
    private final int rate;
    private final int events;
    private final Random random;

    /** @param events that are acknowledged, the kills spread over them */
    RulesRun(int kills, int rate, int events, long seed) {
        this.kills = kills;
        this.rate = rate;
        this.events = events;
        this.random = new Random(seed);
    }

    /** Says whether all is right. */
    boolean run() throws Exception {
        Vertx vertx = Vertx.vertx();
        var receiver = new Receiver(vertx, random.nextLong());
        var settings = Map.of("WARMTAG_LOCAL_PORTS", Integer.toString(receiver.port()));
        try (var scratch = new Scratch();
                TwoNodes nodes = TwoNodes.start(Project.here(), scratch.folder(), settings)) {
            scratch.keep();
            boolean right = run(vertx, receiver, nodes);
            if (right) {
                scratch.drop();
            }
            return right;
        } finally {
            vertx.close().await();
        }
    }

    private boolean run(Vertx vertx, Receiver receiver, TwoNodes nodes) throws Exception {
        var api = new Api(nodes.first().target(), Optional.of(WarmtagServer.KEY));
        var draft = new JsonObject()
                .put("name", "Crash")
                .put("domains", new JsonArray().add(nodes.first().target().host()));
        String site = api.postJson("/api/v1/sites", draft).getString("id");
        Mix.setUp(api, site, receiver.address());
        Tally tally = send(vertx, nodes, site);
        long until = System.currentTimeMillis();
        System.err.println("  until the rules have caught up");
        double seconds;
        long parked;
        try (var backlog = new Backlog(nodes.database())) {
            seconds = backlog.await(until, PATIENCE_SECONDS);
            parked = backlog.parked();
        }
        System.err.println("  until the webhooks are sent");
        PATIENCE.until(() -> !outbox(nodes.database()).containsValue(WAITING), () -> "not all webhooks were sent");
        System.err.println("  the replay");
        Replay.Result found = Replay.run(nodes.database(), site, until);
        found.examples().forEach(example -> System.err.println("  " + example));
        receiver.examples().forEach(example -> System.err.println("  " + example));
        return told(found, Hooks.of(receiver, outbox(nodes.database())), parked, seconds, tally);
    }

    private Tally send(Vertx vertx, TwoNodes nodes, String site) throws Exception {
        var tally = new Tally();
        var acknowledged = new AtomicInteger();
        var audience = new Audience(site, nodes.first().target().origin(), Optional.of(WarmtagServer.KEY));
        var traffic = new TrafficRun(
                vertx,
                // What was kept back for hours makes nothing follow by rule, so here everybody is online.
                new Plan(random.nextLong(), VISITORS, Shop.packed(), true),
                nodes.nodes().stream().map(WarmtagServer::target).toList(),
                audience,
                (id, visitor) -> acknowledged.incrementAndGet(),
                tally,
                new Limits(rate, PATIENCE_SECONDS, Long.MAX_VALUE));
        var over = traffic.start();
        for (int round = 1; round <= kills; round++) {
            await(acknowledged, (int) ((long) events * round / (kills + 1)));
            Thread.sleep(random.nextInt(500));
            System.err.println("  kill -9 number " + round + " of " + kills + ", " + acknowledged + " acknowledged");
            WarmtagServer node = nodes.nodes().get(round % nodes.nodes().size());
            node.kill();
            node.restart();
        }
        await(acknowledged, events);
        traffic.stop();
        over.await();
        return tally;
    }

    private static void await(AtomicInteger acknowledged, int wanted) throws InterruptedException {
        PATIENCE.until(() -> acknowledged.get() >= wanted, () -> "only " + acknowledged + " events were acknowledged");
    }

    /** The state of each row by its key. */
    private static Map<String, Integer> outbox(DatabaseAddress database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.user(), database.password().value());
                PreparedStatement statement = connection.prepareStatement("select key, state from outbox");
                ResultSet rows = statement.executeQuery()) {
            var states = new HashMap<String, Integer>();
            while (rows.next()) {
                states.put("msg_" + rows.getString(1), rows.getInt(2));
            }
            return states;
        }
    }

    /**
     * What webhooks came.
     *
     * @param again of these, came more than once under their key
     * @param lost delivered by what the server says, and never came
     * @param strange came, and nobody was to send them, or came with another content under the same key
     */
    private record Hooks(int keys, int again, int lost, int strange) {
        static Hooks of(Receiver receiver, Map<String, Integer> sent) {
            Map<String, Integer> times = receiver.times();
            return new Hooks(
                    times.size(),
                    (int) times.values().stream().filter(each -> each > 1).count(),
                    (int) sent.entrySet().stream()
                            .filter(row -> row.getValue() == DELIVERED && !times.containsKey(row.getKey()))
                            .count(),
                    (int) times.keySet().stream()
                                    .filter(key -> !sent.containsKey(key))
                                    .count()
                            + receiver.changed());
        }

        boolean isRight() {
            return keys > 0 && lost == 0 && strange == 0;
        }
    }

    private boolean told(Replay.Result found, Hooks hooks, long parked, double seconds, Tally tally) {
        boolean right = found.isRight() && hooks.isRight() && parked == 0 && tally.undelivered() == 0;
        var table = new Table(
                "killed",
                "persons",
                "due",
                "missing",
                "too many",
                "other time",
                "twice",
                "undone",
                "left out",
                "put away",
                "behind in s",
                "webhooks",
                "again",
                "lost",
                "strange",
                "");
        table.row(
                kills,
                found.persons(),
                found.expected(),
                found.missing(),
                found.tooMany(),
                found.otherTime(),
                found.twice(),
                found.undone(),
                found.uncertain(),
                parked,
                Math.round(seconds),
                hooks.keys,
                hooks.again,
                hooks.lost,
                hooks.strange,
                right ? "ok" : "WRONG");
        System.out.print(table);
        if (!right) {
            System.err.print(tally);
        }
        return right;
    }
}
