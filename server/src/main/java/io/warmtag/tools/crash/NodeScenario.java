package io.warmtag.tools.crash;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.machine.Project;
import io.warmtag.tools.machine.TwoNodes;
import io.warmtag.tools.machine.WarmtagServer;
import java.nio.file.Path;
import java.util.List;

/** Two nodes on one database; they are killed in turns. */
final class NodeScenario implements Scenario {
    private final TwoNodes nodes;

    NodeScenario(Project project, Path folder) throws Exception {
        this.nodes = TwoNodes.start(project, folder);
    }

    @Override
    public void strike(int round) throws Exception {
        WarmtagServer node = nodes.nodes().get(round % nodes.nodes().size());
        node.kill();
        node.restart();
    }

    @Override
    public List<WarmtagServer> servers() {
        return nodes.nodes();
    }

    @Override
    public DatabaseAddress database() throws Exception {
        return nodes.database();
    }

    @Override
    public void close() throws Exception {
        nodes.close();
    }
}
