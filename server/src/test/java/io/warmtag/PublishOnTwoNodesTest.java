package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.config.Settings.HostPort;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import io.warmtag.tools.Statistics;
import io.warmtag.tools.Target;
import io.warmtag.tools.publish.PublishRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two servers, one database, pages that load the script from both of them all the time. */
class PublishOnTwoNodesTest {
    private static final int PUBLISHES = 25;

    @Test
    void servesEachVersionWholeInOrderAndEverywhereWithinTwoSeconds() throws Exception {
        DatabaseAddress database = TestDatabase.create().address();
        var members = List.of(new HostPort("127.0.0.1", free()), new HostPort("127.0.0.1", free()));
        try (var first = Shop.open(database, members, members.get(0).port());
                var second = Shop.open(database, members, members.get(1).port())) {
            String site = first.createSite();
            var nodes = List.of(Target.local(first.port()), Target.local(second.port()));

            PublishRun.Report report = new PublishRun(nodes, Shop.KEY, site).run(PUBLISHES);

            assertEquals(List.of(), report.faults());
            assertEquals(PUBLISHES, report.delaysMs().size());
            assertTrue(Statistics.percentile(report.delaysMs(), 100) <= 2_000, report::toString);
            assertTrue(report.loads() > PUBLISHES, report::toString);
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
