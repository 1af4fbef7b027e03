package io.warmtag.tools.crash;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.Target;
import io.warmtag.tools.machine.WarmtagServer;
import java.util.List;

/** A set-up of which something is killed again and again. */
interface Scenario extends AutoCloseable {

    /** Kills with {@code SIGKILL}, and returns when everything is up again. */
    void strike(int round) throws Exception;

    List<WarmtagServer> servers();

    /** Where the events are; asked for after the last strike. */
    DatabaseAddress database() throws Exception;

    default List<Target> targets() {
        return servers().stream().map(WarmtagServer::target).toList();
    }
}
