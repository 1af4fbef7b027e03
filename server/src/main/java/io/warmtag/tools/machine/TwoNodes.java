package io.warmtag.tools.machine;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.db.EmbeddedPostgres;
import io.warmtag.db.PostgresOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two Warmtags on one PostgreSQL, which belongs to neither. */
public final class TwoNodes implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final List<WarmtagServer> nodes;

    private TwoNodes(EmbeddedPostgres postgres, List<WarmtagServer> nodes) {
        this.postgres = postgres;
        this.nodes = nodes;
    }

    public static TwoNodes start(Project project, Path folder) throws Exception {
        return start(project, folder, Map.of());
    }

    /** @param more settings of both besides */
    public static TwoNodes start(Project project, Path folder, Map<String, String> more) throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(
                folder.resolve("database"), folder.resolve("programs"), PostgresOptions.ofThisMachine());
        // Ctrl-C must not leave it behind; after a proper end there is nothing left to close.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(postgres)));
        try {
            int first = Ports.free();
            int second = Ports.free();
            String members = "127.0.0.1:" + first + ",127.0.0.1:" + second;
            WarmtagServer one = node(project, folder.resolve("one"), postgres.address(), members, first, more);
            WarmtagServer two = node(project, folder.resolve("two"), postgres.address(), members, second, more);
            return new TwoNodes(postgres, List.of(one, two));
        } catch (Exception e) {
            postgres.close();
            throw e;
        }
    }

    private static void closeQuietly(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            System.err.println("PostgreSQL did not stop: " + e.getMessage());
        }
    }

    private static WarmtagServer node(
            Project project,
            Path folder,
            DatabaseAddress database,
            String members,
            int clusterPort,
            Map<String, String> more)
            throws Exception {
        String url =
                "postgresql://" + database.user() + ":" + database.password().value() + "@" + database.host() + ":"
                        + database.port() + "/" + database.database();
        var settings = new HashMap<>(more);
        settings.put("WARMTAG_DATABASE_URL", url);
        settings.put("WARMTAG_CLUSTER_MEMBERS", members);
        settings.put("WARMTAG_CLUSTER_PORT", Integer.toString(clusterPort));
        return WarmtagServer.start(project, folder, settings);
    }

    public WarmtagServer first() {
        return nodes.get(0);
    }

    public WarmtagServer second() {
        return nodes.get(1);
    }

    public List<WarmtagServer> nodes() {
        return nodes;
    }

    public DatabaseAddress database() throws Exception {
        return postgres.address();
    }

    @Override
    public void close() throws Exception {
        for (WarmtagServer node : nodes) {
            node.close();
        }
        postgres.close();
    }
}
