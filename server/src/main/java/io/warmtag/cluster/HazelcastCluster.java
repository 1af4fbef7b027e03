package io.warmtag.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.warmtag.config.Cluster;
import java.util.List;

/** Starts this node's member of the cluster. Everything about it is explicit: no multicast, no guessing where it runs, no calls home. */
public final class HazelcastCluster {
    private HazelcastCluster() {}

    /** Must run before anything touches the common pool: with one thread in it Hazelcast starts a thread per call. */
    public static void prepareCommonPool() {
        String property = "java.util.concurrent.ForkJoinPool.common.parallelism";
        if (System.getProperty(property) == null && Runtime.getRuntime().availableProcessors() <= 3) {
            System.setProperty(property, "2");
        }
    }

    /**
     * Blocks until the member has joined, or stands alone. It holds no data and does none of others' steps before
     * {@link #takePart}.
     *
     * @param cluster where the others are; a node that is alone listens nowhere else but on loopback
     */
    public static HazelcastInstance start(
            int port, Cluster cluster, List<MapConfig> maps, List<SerializerConfig> serializers) {
        var config = new Config();
        config.setClusterName("warmtag");
        config.setLiteMember(true);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        // What a commit stored goes to the grid in one call, which then looks at all its keys in each partition: with
        // Hazelcast's 271 a third of a call's time went into that. Every node must have the same number.
        config.setProperty("hazelcast.partition.count", "17");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        // A dead node is noticed in seconds: its persons are folded again from the database.
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
        // An answer that died with a node is given up after twice this time, and the person folded again.
        config.setProperty("hazelcast.operation.call.timeout.millis", "5000");
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        maps.forEach(config::addMapConfig);
        serializers.forEach(config.getSerializationConfig()::addSerializerConfig);
        network(config, port, cluster);
        return Hazelcast.newHazelcastInstance(config);
    }

    /** Has the member take its share of the data, now that everything is there that others' steps need on it. Blocks. */
    public static void takePart(HazelcastInstance member) {
        member.getCluster().promoteLocalLiteMember();
    }

    private static void network(Config config, int port, Cluster cluster) {
        var network = config.getNetworkConfig();
        network.setPort(port).setPortAutoIncrement(false);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        if (cluster instanceof Cluster.Members members) {
            join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2);
            members.addresses().forEach(address -> join.getTcpIpConfig().addMember(address.toString()));
        } else if (cluster instanceof Cluster.Pods pods) {
            // The name's addresses are asked for, not Kubernetes' API: a pod needs no rights for that.
            join.getKubernetesConfig()
                    .setEnabled(true)
                    .setProperty("service-dns", pods.service())
                    .setProperty("service-port", String.valueOf(pods.port()));
        } else {
            network.setPort(0);
            network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        }
    }
}
