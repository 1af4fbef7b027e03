package io.warmtag.tools.crash;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.machine.PostgresFolder;
import io.warmtag.tools.machine.Project;
import io.warmtag.tools.machine.WarmtagServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One server on its embedded database; the database is killed and the server starts it again. */
final class PostgresScenario implements Scenario {
    private static final long PATIENCE_MS = 60_000;
    private static final long LOOK_EVERY_MS = 50;

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
        long begin = System.nanoTime();
        while (pid(postgres) == killed || !server.isReady()) {
            if (System.nanoTime() - begin > PATIENCE_MS * 1_000_000) {
                throw new IOException("PostgreSQL was not back within a minute; the log: " + server.log());
            }
            Thread.sleep(LOOK_EVERY_MS);
        }
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
