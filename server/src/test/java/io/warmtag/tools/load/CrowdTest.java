package io.warmtag.tools.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static final List<byte[]> ALL =
            IntStream.range(0, 20_000).mapToObj(number -> new byte[22]).toList();

    @Test
    void whoIsThereSendsAsManyRequestsAsAVisitHas() {
        var crowd = new Crowd(ALL, 10, false, 1);
        Map<byte[], Integer> sent = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            sent.merge(crowd.next(), 1, Integer::sum);
        }
        double mean = sent.values().stream().mapToInt(each -> each).average().orElseThrow();
        assertEquals(10, mean, 1.5);
    }

    @Test
    void withoutVisitsAllAreThere() {
        var crowd = new Crowd(ALL, 0, false, 1);
        long different = IntStream.range(0, 100_000)
                .mapToObj(i -> crowd.next())
                .distinct()
                .count();
        assertTrue(different > 19_000, different + " visitors");
    }

    @Test
    void nobodyHasTwoRequestsUnderWayWhoIsToBeAlone() {
        var crowd = new Crowd(ALL.subList(0, 30), 0, true, 1);
        List<byte[]> underWay = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] next = crowd.next();
            assertTrue(underWay.stream().noneMatch(each -> each == next));
            underWay.add(next);
            if (underWay.size() == 20) {
                crowd.answered(underWay.remove(i % 20));
            }
        }
    }
}
