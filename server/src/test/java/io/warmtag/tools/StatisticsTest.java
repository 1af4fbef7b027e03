package io.warmtag.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void medianIsTheMiddleOrTheMeanOfTheMiddleTwo() {
        assertEquals(3, Statistics.median(List.of(9, 1, 3)));
        assertEquals(2.5, Statistics.median(List.of(4, 1, 3, 2)));
    }

    @Test
    void percentileIsTheNearestRank() {
        List<Integer> hundred = IntStream.rangeClosed(1, 100).boxed().toList();

        assertEquals(99, Statistics.percentile(hundred, 99));
        assertEquals(100, Statistics.percentile(hundred, 100));
        assertEquals(1, Statistics.percentile(hundred, 0));
        assertEquals(7, Statistics.percentile(List.of(7), 99));
    }

    @Test
    void saysSoWhenThereIsNothing() {
        assertThrows(IllegalArgumentException.class, () -> Statistics.median(List.of()));
    }
}
