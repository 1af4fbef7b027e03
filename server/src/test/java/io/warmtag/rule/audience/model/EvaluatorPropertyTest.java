package io.warmtag.rule.audience.model;

import static io.warmtag.rule.audience.model.Told.DAY;
import static io.warmtag.rule.audience.model.Told.MINUTE;
import static io.warmtag.rule.audience.model.Told.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Problem;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What must be true of every person and every condition. */
class EvaluatorPropertyTest {
    private static final String[] NAMES = {"page_view", "view_item", "add_to_cart", "remove_from_cart", "purchase"};
    private static final int DAYS = 60;
    private final Evaluator evaluator = new Evaluator(id -> null);

    @Property(tries = 500)
    void dependsNeitherOnTheOrderOfLoadingNorOnDuplicates(@ForAll Random random) {
        Told ada = person(random);
        Condition condition = condition(random, 0);
        long now = START + (long) (random.nextDouble() * DAYS * DAY);
        var shuffled = new ArrayList<>(ada.events);
        shuffled.addAll(ada.events);
        Collections.shuffle(shuffled, random);
        var orders = new ArrayList<>(ada.orders);
        Collections.shuffle(orders, random);
        Facts other = new Life(PersonState.EMPTY, shuffled, orders, SettingsHistory.defaults(), true).upTo(now);
        Facts one = ada.life().upTo(now);
        assertEquals(evaluator.holds(condition, one, now), evaluator.holds(condition, other, now));
        assertEquals(evaluator.nextCheck(condition, one, now), evaluator.nextCheck(condition, other, now));
    }

    /** Against brute force: nothing changes before, at instants around everything that could matter and at others. */
    @Property(tries = 500)
    void looksAgainNeverLaterThanTheAnswerChanges(@ForAll Random random) {
        Told ada = person(random);
        Condition condition = condition(random, 0);
        long now = START + (long) (random.nextDouble() * DAYS * DAY);
        Facts facts = ada.life().upTo(now);
        boolean holds = evaluator.holds(condition, facts, now);
        long next = evaluator.nextCheck(condition, facts, now);
        assertTrue(next > now);
        for (long instant : instants(ada, random, now)) {
            if (instant < next) {
                assertEquals(
                        holds,
                        evaluator.holds(condition, facts, instant),
                        () -> condition + " at +" + (instant - now) + " ms, next check at +" + (next - now) + " ms");
            }
        }
    }

    /** Looking again may come too early, but it must come to an end. */
    @Property(tries = 300)
    void stopsLookingAgain(@ForAll Random random) {
        Condition condition = condition(random, 0);
        Facts facts = person(random).life().whole();
        long now = START + DAYS * DAY;
        int looks = 0;
        for (long next = evaluator.nextCheck(condition, facts, now); next != Evaluator.NEVER; looks++) {
            next = evaluator.nextCheck(condition, facts, next);
            assertTrue(looks < 400, condition::toString);
        }
    }

    @Property(tries = 300)
    void goesOnStepByStepAsFromTheBeginning(@ForAll Random random) {
        Life life = person(random).life();
        Condition condition = condition(random, 0);
        Facts step = life.upTo(Long.MIN_VALUE);
        while (step.nextArrival() != Evaluator.NEVER) {
            long at = step.nextArrival();
            step = step.withNext();
            Facts fresh = life.upTo(at);
            assertEquals(fresh.state(at), step.state(at));
            assertEquals(evaluator.holds(condition, fresh, at), evaluator.holds(condition, step, at));
        }
    }

    @Property(tries = 500)
    void findsTheSameWithAndWithoutReasonsAndThroughJson(@ForAll Random random) {
        Condition condition = condition(random, 0);
        var problems = new ArrayList<Problem>();
        assertEquals(
                condition,
                ConditionReader.read(ConditionJson.write(condition), "condition", problems)
                        .orElse(null),
                problems::toString);
        long now = START + (long) (random.nextDouble() * DAYS * DAY);
        Facts facts = person(random).life().upTo(now);
        assertEquals(
                evaluator.holds(condition, facts, now),
                evaluator
                        .test(condition, facts, java.time.Instant.ofEpochMilli(now))
                        .holds());
    }

    private static TreeSet<Long> instants(Told ada, Random random, long now) {
        var instants = new TreeSet<Long>();
        for (int i = 0; i < 60; i++) {
            instants.add(now + (long) (random.nextDouble() * 3 * DAYS * DAY));
        }
        for (FactEvent event : ada.events) {
            for (int minutes : WINDOWS) {
                for (int off = -1; off <= 1; off++) {
                    instants.add(event.time() + minutes * MINUTE + off);
                }
            }
        }
        return new TreeSet<>(instants.tailSet(now, true));
    }

    private static final int[] WINDOWS = {60, 1_440, 10_080, 43_200};

    private static Told person(Random random) {
        var told = new Told();
        int count = random.nextInt(25);
        for (int i = 0; i < count; i++) {
            String name = NAMES[random.nextInt(NAMES.length)];
            double time = random.nextInt(DAYS * 4) / 4.0;
            double received = random.nextInt(5) == 0 ? time + random.nextInt(8) : time;
            told.late(time, received, name, "{\"value\":" + random.nextInt(2_000) / 10.0 + "}");
            if (name.equals("purchase")) {
                told.order(
                        time,
                        random.nextBoolean() ? Double.valueOf(time + 2) : null,
                        random.nextInt(3) == 0 ? Double.valueOf(time + 5) : null,
                        random.nextInt(900));
            }
        }
        return told;
    }

    private static Condition condition(Random random, int depth) {
        String window = random.nextBoolean() ? "" : ",'minutes':" + WINDOWS[random.nextInt(WINDOWS.length)];
        String name = "'name':'" + NAMES[random.nextInt(NAMES.length)] + "'";
        switch (random.nextInt(depth < 2 ? 10 : 7)) {
            case 0:
                return Told.condition("{'kind':'event'," + name + window + "," + range(random, 6) + "}");
            case 1:
                return Told.condition("{'kind':'event'," + name + ",'measure':'sum','field':'value'" + window + ","
                        + range(random, 400) + "}");
            case 2:
                return Told.condition("{'kind':'event'," + name + ",'measure':'last'," + range(random, 20_000) + "}");
            case 3:
                return Told.condition("{'kind':'temperature','is':['" + (random.nextBoolean() ? "warm" : "hot")
                        + "','cold']}".replace("','cold", random.nextBoolean() ? "','cold" : ""));
            case 4:
                return Told.condition("{'kind':'score'," + range(random, 20) + "}");
            case 5:
                return Told.condition("{'kind':'orders','stage':'"
                        + new String[] {"placed", "kept", "delivered"}[random.nextInt(3)] + "'" + window + ","
                        + range(random, 3) + "}");
            case 6:
                return Told.condition("{'kind':'buyer','is':['"
                        + new String[] {"new", "repeat", "lapsing", "lapsed", "none"}[random.nextInt(5)] + "']}");
            default:
                Condition.Mode mode = Condition.Mode.values()[random.nextInt(3)];
                List<Condition> parts = new ArrayList<>();
                for (int i = 0; i <= random.nextInt(3); i++) {
                    parts.add(condition(random, depth + 1));
                }
                return new Condition.Group(mode, parts);
        }
    }

    private static String range(Random random, int most) {
        int least = random.nextInt(most);
        return switch (random.nextInt(3)) {
            case 0 -> "'least':" + least;
            case 1 -> "'most':" + least;
            default -> "'least':" + least + ",'most':" + (least + random.nextInt(most));
        };
    }
}
