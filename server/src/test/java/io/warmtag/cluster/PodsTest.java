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
        HazelcastInstance first =
                HazelcastCluster.start(port, new Cluster.Pods("localhost", port), List.of(), List.of());
        try {
            // The machine's address stands for the name, and on one machine the second one can't have the same port.
            var pods = new Cluster.Pods(
                    first.getCluster().getLocalMember().getAddress().getHost(), port);
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
