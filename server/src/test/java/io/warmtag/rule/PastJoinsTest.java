package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.warmtag.rule.PastJoins.Change;
import io.warmtag.rule.PastJoins.Stay;
import io.warmtag.rule.past.Chapter.Span;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PastJoinsTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);
    private static final UUID D = new UUID(0, 4);
    private static final Span PAST = new Span(100, 200);

    @Test
    void whoWasAlwaysAloneIsHimself() {
        var joins = new PastJoins(List.of());
        assertEquals(D, joins.group(D));
        assertEquals(List.of(new Stay(D, Set.of(D), 100, 200)), joins.stays(D, List.of(D), PAST));
    }

    @Test
    void whoIsJoinedWithinThePastWasTwoBefore() {
        var joins = new PastJoins(List.of(new Change(B, B, A, 150)));
        assertEquals(joins.group(A), joins.group(B));
        assertNotEquals(joins.group(A), joins.group(C));
        assertEquals(
                Set.of(
                        new Stay(A, Set.of(A), 100, 150),
                        new Stay(B, Set.of(B), 100, 150),
                        new Stay(A, Set.of(A, B), 150, 200)),
                Set.copyOf(joins.stays(joins.group(A), List.of(A, B), PAST)));
    }

    @Test
    void whoWasJoinedBeforeIsOneFromTheBeginning() {
        var joins = new PastJoins(List.of(new Change(B, B, A, 50), new Change(C, C, A, 250)));
        assertEquals(
                Set.of(new Stay(A, Set.of(A, B), 100, 200), new Stay(C, Set.of(C), 100, 200)),
                Set.copyOf(joins.stays(joins.group(B), List.of(A, B, C), PAST)));
    }

    @Test
    void whoIsTakenApartIsTwoAgain() {
        var joins = new PastJoins(List.of(new Change(B, B, A, 50), new Change(B, A, B, 120)));
        assertEquals(
                Set.of(
                        new Stay(A, Set.of(A, B), 100, 120),
                        new Stay(A, Set.of(A), 120, 200),
                        new Stay(B, Set.of(B), 120, 200)),
                Set.copyOf(joins.stays(joins.group(B), List.of(A, B), PAST)));
    }
}
