package io.warmtag.testkit;

import io.warmtag.config.Cluster;
import io.warmtag.config.Cluster.HostPort;
import io.warmtag.config.DatabaseAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** Two servers with one database and one grid. Either may be closed before. */
public record TwoShops(DatabaseAddress database, Shop first, Shop second) implements AutoCloseable {
    public static TwoShops open() throws IOException {
        var database = TestDatabase.create().address();
        var members = List.of(new HostPort("127.0.0.1", freePort()), new HostPort("127.0.0.1", freePort()));
        var cluster = new Cluster.Members(members);
        return new TwoShops(
                database,
                Shop.open(database, cluster, members.get(0).port()),
                Shop.open(database, cluster, members.get(1).port()));
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
