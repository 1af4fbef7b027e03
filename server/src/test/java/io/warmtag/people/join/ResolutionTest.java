package io.warmtag.people.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.warmtag.people.join.Conflict.Reason;
import io.warmtag.people.join.Link.Identifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ResolutionTest {
    private static final UUID PHONE_BROWSER = new UUID(0, 1);
    private static final UUID LAPTOP = new UUID(0, 2);
    private static final UUID MOTHER = new UUID(0, 3);

    @Test
    void joinsByTheSameIdentifier() {
        var found = resolve(List.of(link(PHONE_BROWSER, 1, "n", 1), link(LAPTOP, 1, "n", 2)));
        assertEquals(PHONE_BROWSER, found.persons().get(LAPTOP));
        assertEquals(List.of(), found.conflicts());
    }

    @Test
    void joinsTwoWhoAreKnownByDifferentKindsOfThings() {
        var found = resolve(List.of(link(PHONE_BROWSER, 2, "p", 1), link(LAPTOP, 1, "n", 2), link(LAPTOP, 2, "p", 3)));
        assertEquals(PHONE_BROWSER, found.persons().get(LAPTOP));
    }

    @Test
    void neverJoinsTwoWhoAreCalledDifferently() {
        var found = resolve(List.of(
                link(PHONE_BROWSER, 2, "daughter", 1),
                link(MOTHER, 2, "mother", 2),
                link(PHONE_BROWSER, 2, "mother", 3)));
        assertNotEquals(found.persons().get(PHONE_BROWSER), found.persons().get(MOTHER));
        assertEquals(
                List.of(new Conflict(MOTHER, PHONE_BROWSER, new Identifier(2, "mother"), Reason.TWO_PEOPLE)),
                found.conflicts());
    }

    @Test
    void aConflictDoesNotUndoAnEarlierJoin() {
        List<Link> links = List.of(
                link(PHONE_BROWSER, 2, "daughter", 1),
                link(LAPTOP, 2, "daughter", 2),
                link(MOTHER, 2, "mother", 3),
                link(LAPTOP, 2, "mother", 4));
        assertEquals(PHONE_BROWSER, resolve(links).persons().get(LAPTOP));
    }

    @Test
    void aDecisionJoinsAndTheOppositeOneUndoesIt() {
        List<Link> links =
                List.of(link(PHONE_BROWSER, 1, "one", 1), link(LAPTOP, 1, "other", 2), link(LAPTOP, 1, "one", 3));
        var together = new Decision(PHONE_BROWSER, LAPTOP, true, 10);
        var joined = Resolution.of(links, List.of(together));
        assertEquals(PHONE_BROWSER, joined.persons().get(LAPTOP));
        assertEquals(List.of(), joined.conflicts());
        var apart = new Decision(LAPTOP, PHONE_BROWSER, false, 11);
        var undone = Resolution.of(links, List.of(apart, together));
        assertEquals(LAPTOP, undone.persons().get(LAPTOP));
        assertEquals(List.of(), undone.conflicts());
    }

    @Test
    void undoesAWrongJoin() {
        List<Link> links = List.of(link(PHONE_BROWSER, 2, "p", 1), link(MOTHER, 2, "p", 2), link(LAPTOP, 2, "p", 3));
        var apart = new Decision(PHONE_BROWSER, MOTHER, false, 10);
        var found = Resolution.of(links, List.of(apart));
        assertEquals(MOTHER, found.persons().get(MOTHER));
        assertEquals(PHONE_BROWSER, found.persons().get(LAPTOP));
    }

    @Property(tries = 500)
    void theOrderInWhichTheyComeDoesNotMatter(@ForAll long seed) {
        var random = new Random(seed);
        List<Link> links = links(random);
        List<Decision> decisions = decisions(random);
        var one = Resolution.of(links, decisions);
        List<Link> shuffled = new ArrayList<>(links);
        Collections.shuffle(shuffled, random);
        List<Decision> others = new ArrayList<>(decisions);
        Collections.shuffle(others, random);
        var other = Resolution.of(shuffled, others);
        assertEquals(one.persons(), other.persons());
        assertEquals(new HashSet<>(one.conflicts()), new HashSet<>(other.conflicts()));
    }

    @Property(tries = 500)
    void whatHangsTogetherIsEnoughToKnow(@ForAll long seed) {
        var random = new Random(seed);
        List<Link> links = links(random);
        List<Decision> decisions = decisions(random);
        Map<UUID, UUID> apart = new HashMap<>();
        Set<Conflict> conflicts = new HashSet<>();
        for (Set<UUID> component : components(links, decisions)) {
            var found = Resolution.of(
                    links.stream()
                            .filter(link -> component.contains(link.visitor()))
                            .toList(),
                    decisions.stream()
                            .filter(one -> component.contains(one.one()))
                            .toList());
            apart.putAll(found.persons());
            conflicts.addAll(found.conflicts());
        }
        var whole = Resolution.of(links, decisions);
        assertEquals(whole.persons(), apart);
        assertEquals(new HashSet<>(whole.conflicts()), conflicts);
    }

    private static List<Set<UUID>> components(List<Link> links, List<Decision> decisions) {
        List<Set<UUID>> components = new ArrayList<>();
        links.forEach(link -> merge(components, Set.of(link.visitor())));
        for (Link link : links) {
            links.stream()
                    .filter(other -> other.identifier().equals(link.identifier()))
                    .forEach(other -> merge(components, new HashSet<>(List.of(link.visitor(), other.visitor()))));
        }
        decisions.forEach(decision -> merge(components, Set.of(decision.one(), decision.other())));
        return components;
    }

    private static void merge(List<Set<UUID>> components, Set<UUID> visitors) {
        Set<UUID> merged = new HashSet<>(visitors);
        components.removeIf(component -> {
            boolean touches = !Collections.disjoint(component, visitors);
            if (touches) {
                merged.addAll(component);
            }
            return touches;
        });
        components.add(merged);
    }

    private static List<Link> links(Random random) {
        Map<List<Object>, Link> links = new HashMap<>();
        int count = random.nextInt(25);
        for (int i = 0; i < count; i++) {
            Link link = link(
                    new UUID(0, random.nextInt(10)), random.nextInt(3), "i" + random.nextInt(6), random.nextInt(12));
            links.putIfAbsent(List.of(link.visitor(), link.identifier()), link);
        }
        return List.copyOf(links.values());
    }

    private static List<Decision> decisions(Random random) {
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            int one = random.nextInt(10);
            decisions.add(new Decision(
                    new UUID(0, one), new UUID(0, (one + 1 + random.nextInt(9)) % 10), random.nextBoolean(), 100 + i));
        }
        return decisions;
    }

    private static Resolution resolve(List<Link> links) {
        return Resolution.of(links, List.of());
    }

    private static Link link(UUID visitor, int kind, String hash, long first) {
        return new Link(visitor, new Identifier(kind, hash), first);
    }
}
