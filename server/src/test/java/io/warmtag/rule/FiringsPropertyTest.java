package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.occasion.OccasionConsumer;
import io.warmtag.rule.model.Holdout;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes that fail, die and are given the same again fire for whom an independent replay says, once each. */
class FiringsPropertyTest {
    private static final int PERSONS = 25;
    private static final int EVENTS = 300;

    private record Happening(UUID person, String name, Instant at, UUID id) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void firesAsTheReplaySaysWhateverHappensToTheNodes(long seed) throws InterruptedException {
        var random = new Random(seed);
        try (var world = new RuleWorld()) {
            List<StoredRule> rules = List.of(
                    world.on("{'name':'all','holdout':0,'when':{'kind':'event','event':'a'},"
                            + "'steps':[{'kind':'offer','offer':7}]}"),
                    world.on("{'name':'limited','holdout':30,'when':{'kind':'event','event':'a'},"
                            + "'limits':{'per_person':{'times':2,'days':3}},'steps':[{'kind':'offer','offer':7}]}"),
                    world.on("{'name':'odd','holdout':10,'when':{'kind':'event','event':'b'},"
                            + "'limits':{'per_person':{'times':1,'days':1}},'if':{'kind':'odd'},'steps':[]}"));
            // Days ago: what is due is due at once.
            Instant from = Instant.ofEpochMilli(world.now.get()).minus(Duration.ofDays(10));
            List<Happening> happenings = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                UUID person = new UUID(seed, random.nextInt(PERSONS));
                String name = random.nextBoolean() ? "a" : "b";
                Instant at = from.plus(Duration.ofMinutes(30L * i));
                UUID id = world.happens(person, name, at);
                happenings.add(new Happening(person, name, at, id));
                if (random.nextInt(10) == 0) {
                    world.occasion(person, id, null);
                }
            }
            world.work(failing(world.engine(failing(random)).firings(), random));
            world.work(failing(world.engine(failing(random)).firings(), random));
            world.untilTaken();

            TreeSet<String> expected = replay(rules, happenings);
            assertEquals(expected, fired(world));
            long offers = expected.stream()
                    .filter(line -> line.startsWith("fired")
                            && !line.contains("rule " + rules.get(2).id()))
                    .count();
            for (int round = 0; round < 40 && world.ask("select count(*) from granted") < offers; round++) {
                // What failed is tried again after a pause.
                world.now.addAndGet(60_000);
                Thread.onSpinWait();
                LockSupport.parkNanos(100_000_000);
            }
            world.until("select count(*) from firing_step where state = 'waiting'", 0);
            assertEquals(offers, world.ask("select count(*) from granted"));
            assertEquals(offers, world.ask("select count(distinct firing) from granted"));
        }
    }

    /** Takes them and then fails, or takes its connection away, now and then. */
    private static OccasionConsumer failing(OccasionConsumer consumer, Random random) {
        return (transaction, occasions) -> consumer.take(transaction, occasions).compose(done -> {
            int luck = random.nextInt(6);
            if (luck == 0) {
                return Future.failedFuture(new IOException("away for a moment"));
            }
            return luck > 1
                    ? Future.succeededFuture()
                    : transaction
                            .query("select pg_terminate_backend(pg_backend_pid())")
                            .execute()
                            .mapEmpty();
        });
    }

    private static OfferAction failing(Random random) {
        return (transaction, site, person, offer, firing, data, now) -> RuleWorld.grant(
                        transaction, site, person, offer, firing, data, now)
                .compose(shown -> random.nextInt(50) == 0
                        ? Future.failedFuture(new IOException("away for a moment"))
                        : Future.succeededFuture(shown));
    }

    /** Says of each happening in turn what the three rules make of it, in the plainest way. */
    private static TreeSet<String> replay(List<StoredRule> rules, List<Happening> happenings) {
        var said = new TreeSet<String>();
        Map<String, List<Instant>> counted = new HashMap<>();
        for (Happening happening : happenings) {
            for (int i = 0; i < 3; i++) {
                StoredRule rule = rules.get(i);
                boolean meant = happening.name.equals(i == 2 ? "b" : "a")
                        && (i != 2 || happening.person.getLeastSignificantBits() % 2 != 0);
                int most = i == 0 ? Integer.MAX_VALUE : i == 1 ? 2 : 1;
                Instant since = happening.at.minus(Duration.ofDays(i == 1 ? 3 : 1));
                List<Instant> before =
                        counted.computeIfAbsent(rule.id() + "/" + happening.person, key -> new ArrayList<>());
                if (meant && before.stream().filter(at -> at.isAfter(since)).count() < most) {
                    before.add(happening.at);
                    int percent = i == 0 ? 0 : i == 1 ? 30 : 10;
                    boolean out = Holdout.draws(rule.salt(), happening.person, percent);
                    said.add((out ? "held out" : "fired") + " rule " + rule.id() + " " + happening.person + " e:"
                            + happening.id);
                }
            }
        }
        return said;
    }

    private static TreeSet<String> fired(RuleWorld world) {
        var fired = new TreeSet<String>();
        for (Row row : world.site
                .database()
                .query("select decision, rule, person, occasion_key from firing where decision < 2")
                .await()) {
            fired.add((row.getShort(0) == 1 ? "held out" : "fired") + " rule " + row.getInteger(1) + " "
                    + row.getUUID(2) + " " + row.getString(3));
        }
        return fired;
    }
}
