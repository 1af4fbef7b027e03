package io.warmtag.tools.crash;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.machine.Project;
import io.warmtag.tools.machine.WarmtagServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One server on its embedded database; the server is killed and started again. */
final class ServerScenario implements Scenario {
    private final WarmtagServer server;

    ServerScenario(Project project, Path folder) throws Exception {
        this.server = WarmtagServer.start(project, folder, Map.of());
    }

    @Override
    public void strike(int round) throws Exception {
        server.kill();
        server.restart();
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
