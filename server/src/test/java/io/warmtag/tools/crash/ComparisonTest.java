package io.warmtag.tools.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);
    private static final UUID THREE = new UUID(0, 3);

    @Test
    void isRightWhenEverythingAcknowledgedIsStoredOnce() {
        Comparison comparison = Comparison.of(Set.of(ONE, TWO), Map.of(ONE, 1, TWO, 1, THREE, 1), 3);

        assertTrue(comparison.isRight());
        assertEquals(1, comparison.unheard());
    }

    @Test
    void findsTheLostAndTheDoubled() {
        Comparison comparison = Comparison.of(Set.of(ONE, TWO), Map.of(TWO, 2), 2);

        assertEquals(1, comparison.lost());
        assertEquals(1, comparison.twice());
        assertFalse(comparison.isRight());
    }

    @Test
    void findsCountsThatDriftedFromTheEvents() {
        assertEquals(4, Comparison.of(Set.of(ONE), Map.of(ONE, 1), 5).miscounted());
    }

    @Test
    void nothingAcknowledgedProvesNothing() {
        assertFalse(Comparison.of(Set.of(), Map.of(), 0).isRight());
    }
}
