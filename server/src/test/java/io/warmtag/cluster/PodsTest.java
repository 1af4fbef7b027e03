package io.warmtag.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hazelcast.core.HazelcastInstance;
import io.warmtag.config.Cluster;
import io.warmtag.testkit.TwoShops;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that know nothing of each other but a name which resolves to all of their addresses. */
class PodsTest {
    @Test
    void nodesFindEachOtherByTheNameOfTheirService() throws Exception {
        int port = TwoShops.freePort();
        var pods = new Cluster.Pods("localhost", port);
        HazelcastInstance first = HazelcastCluster.start(port, pods, List.of(), List.of());
        try {
            // On one machine the second one can't have the same port; what it looks for is the first one's.
            HazelcastInstance second = HazelcastCluster.start(TwoShops.freePort(), pods, List.of(), List.of());
            try {
                assertEquals(2, second.getCluster().getMembers().size());
                assertEquals(2, first.getCluster().getMembers().size());
            } finally {
                second.shutdown();
            }
        } finally {
            first.shutdown();
        }
    }
}
