package io.warmtag.tools.traffic;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the browser of one simulated visitor holds. */
final class Visitor {
    final int number;
    /** Which of the nodes he talks to, counted without end. */
    int node;

    @Nullable String cookie;
    /** His newest message: the next waits for it, so that two first ones don't make two visitors. */
    Future<Void> last = Future.succeededFuture();

    final Set<UUID> acknowledged = new HashSet<>();

    Visitor(int number) {
        this.number = number;
        this.node = number;
    }
}
