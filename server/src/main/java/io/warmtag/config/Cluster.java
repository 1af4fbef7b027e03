package io.warmtag.config;

import java.util.List;

/** How a node finds the others that share its database. */
public sealed interface Cluster {
    /** There are no others; the node listens to nobody. */
    record Alone() implements Cluster {}

    /** Every node's address, this one's too. */
    record Members(List<HostPort> addresses) implements Cluster {}

    /**
     * The pods behind a headless service: its name resolves to all of their addresses.
     *
     * @param service the service's DNS name; without a namespace, one of the pod's own namespace
     * @param port on which each of them listens for the others
     */
    record Pods(String service, int port) implements Cluster {}

    /** A network address of a node. */
    record HostPort(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
