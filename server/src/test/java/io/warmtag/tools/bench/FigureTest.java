package io.warmtag.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void judgesWhatShouldBeMore() {
        Budget budget = Budget.atLeast(0.3, 0.5);

        assertEquals("MISSED", Figure.judged("ingest", 0.29, "", budget, "").verdict());
        assertEquals(
                "ok, below aim", Figure.judged("ingest", 0.3, "", budget, "").verdict());
        assertEquals("ok", Figure.judged("ingest", 0.5, "", budget, "").verdict());
    }

    @Test
    void judgesWhatShouldBeLess() {
        Budget budget = Budget.atMost(500, 500);

        assertTrue(Figure.judged("memory", 501, "bytes", budget, "").isMissed());
        assertFalse(Figure.judged("memory", 500, "bytes", budget, "").isMissed());
    }

    @Test
    void showsThreeDigitsOrWholeNumbers() {
        assertEquals("0.0375", Figure.number(0.03751));
        assertEquals("9.12", Figure.number(9.1234));
        assertEquals("72,345", Figure.number(72_345.4));
        assertEquals("50", Figure.number(50));
    }
}
