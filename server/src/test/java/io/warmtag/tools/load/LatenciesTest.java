package io.warmtag.tools.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void tellsWhatSoManyTookAtMost() {
        var latencies = new Latencies();
        for (int i = 1; i <= 100; i++) {
            latencies.add(i * 1_000_000L - 1);
        }

        assertEquals(50, latencies.percentile(50), 0.01);
        assertEquals(99, latencies.percentile(99), 0.01);
    }

    @Test
    void nothingTookNothing() {
        assertEquals(0, new Latencies().percentile(99));
    }
}
