package io.warmtag.tools.crash;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.Patience;
import io.warmtag.tools.machine.PostgresFolder;
import io.warmtag.tools.machine.Project;
import io.warmtag.tools.machine.WarmtagServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One server on its embedded database; the database is killed and the server starts it again. */
final class PostgresScenario implements Scenario {
    private static final Patience PATIENCE = new Patience(60_000, 50);

    private final WarmtagServer server;

    PostgresScenario(Project project, Path folder) throws Exception {
        this.server = WarmtagServer.start(project, folder, Map.of());
    }

    @Override
    public void strike(int round) throws Exception {
        PostgresFolder postgres = server.postgres();
        long killed = postgres.pid();
        boolean sent =
                ProcessHandle.of(killed).map(ProcessHandle::destroyForcibly).orElse(false);
        if (!sent) {
            throw new IOException("PostgreSQL, process " + killed + ", could not be killed");
        }
        PATIENCE.until(
                () -> pid(postgres) != killed && server.isReady(),
                () -> "PostgreSQL is not back; the log: " + server.log());
    }

    /** The file is away for a moment while PostgreSQL starts. */
    private static long pid(PostgresFolder postgres) {
        try {
            return postgres.pid();
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }

    @Override
    public List<WarmtagServer> servers() {
        return List.of(server);
    }

    @Override
    public DatabaseAddress database() throws Exception {
        return server.postgres().address();
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
