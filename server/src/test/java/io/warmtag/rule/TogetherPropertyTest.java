package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.sqlclient.Row;
import io.warmtag.rule.model.Frequency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several rules on two nodes together send a person what his site allows: neither more, nor less. */
class TogetherPropertyTest {
    private static final int PERSONS = 5;
    private static final int PER_DAY = 2;
    private static final int PER_WEEK = 5;

    private record Ended(boolean sent, Instant at) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nobodyGetsMoreOfAllRulesThanHisSiteAllows(long seed) throws InterruptedException {
        var random = new Random(seed);
        try (var world = new RuleWorld()) {
            new Frequencies(world.site.database())
                    .set(world.site.bakery(), new Frequency(PER_DAY, PER_WEEK), "ada")
                    .await();
            for (int i = 0; i < 3; i++) {
                world.on("{'name':'rule " + i + "','holdout':0,'when':{'kind':'event','event':'a'},'steps':["
                        + "{'kind':'offer','offer':7},{'kind':'wait','minutes':600},{'kind':'offer','offer':7}]}");
            }
            world.on("{'name':'apart','holdout':0,'when':{'kind':'event','event':'a'},'limits':{'together':false},"
                    + "'steps':[{'kind':'send','destination':3,'event':'A'}]}");
            world.work(world.engine().firings());
            world.work(world.engine().firings());
            int happened = 0;
            for (int round = 0; round < 12; round++) {
                // Not after it: what falls due by it would go on while the last round is looked at.
                world.now.addAndGet(Duration.ofHours(1 + random.nextInt(30)).toMillis());
                for (int person = 0; person < PERSONS; person++) {
                    if (random.nextInt(3) > 0) {
                        world.happens(new UUID(seed, person), "a");
                        happened++;
                    }
                }
                world.untilTaken();
                world.until(
                        "select count(*) from firing_step where state = 'waiting' and due <= to_timestamp("
                                + world.now.get() + " / 1000.0)",
                        0);
            }
            Map<UUID, List<Ended>> ended = ended(world);
            ended.values().forEach(TogetherPropertyTest::holds);
            long counted = ended.values().stream()
                    .flatMap(List::stream)
                    .filter(Ended::sent)
                    .count();
            assertTrue(counted > 0 && counted < happened * 3L, "some are left out");
            assertEquals(counted, world.ask("select count(*) from granted"));
            assertEquals(happened, world.ask("select count(*) from sent"));
        }
    }

    private static Map<UUID, List<Ended>> ended(RuleWorld world) {
        Map<UUID, List<Ended>> ended = new HashMap<>();
        for (Row row : world.site.database().query("""
                        select person, state, ended_at from firing_step step join firing on firing.id = step.firing
                        where state <> 'waiting' and rule <= 3 order by ended_at""").await()) {
            ended.computeIfAbsent(row.getUUID(0), person -> new ArrayList<>())
                    .add(new Ended(
                            row.getString(1).equals("done"),
                            row.getOffsetDateTime(2).toInstant()));
        }
        return ended;
    }

    /** At each instant as many were sent as were due and allowed. */
    private static void holds(List<Ended> steps) {
        List<Instant> sent = new ArrayList<>();
        for (int i = 0; i < steps.size(); ) {
            Instant at = steps.get(i).at;
            int due = 0;
            int done = 0;
            for (; i < steps.size() && steps.get(i).at.equals(at); i++) {
                due++;
                done += steps.get(i).sent ? 1 : 0;
            }
            long day = sent.stream()
                    .filter(before -> before.isAfter(at.minus(Duration.ofDays(1))))
                    .count();
            long week = sent.stream()
                    .filter(before -> before.isAfter(at.minus(Duration.ofDays(7))))
                    .count();
            long allowed = Math.max(0, Math.min(PER_DAY - day, PER_WEEK - week));
            assertEquals(Math.min(due, allowed), done, "at " + at);
            for (int each = 0; each < done; each++) {
                sent.add(at);
            }
        }
    }
}
