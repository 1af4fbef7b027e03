package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TwoShops;
import io.warmtag.tools.Statistics;
import io.warmtag.tools.Target;
import io.warmtag.tools.publish.PublishRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two servers, one database, pages that load the script from both of them all the time. */
class PublishOnTwoNodesTest {
    private static final int PUBLISHES = 25;

    @Test
    void servesEachVersionWholeInOrderAndEverywhereWithinTwoSeconds() throws Exception {
        try (var both = TwoShops.open()) {
            Shop first = both.first();
            Shop second = both.second();
            String site = first.createSite();
            var nodes = List.of(Target.local(first.port()), Target.local(second.port()));

            PublishRun.Report report = new PublishRun(nodes, Shop.KEY, site).run(PUBLISHES);

            assertEquals(List.of(), report.faults());
            assertEquals(PUBLISHES, report.delaysMs().size());
            assertTrue(Statistics.percentile(report.delaysMs(), 100) <= 2_000, report::toString);
            assertTrue(report.loads() > PUBLISHES, report::toString);
        }
    }
}
