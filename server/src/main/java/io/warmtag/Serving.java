package io.warmtag;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.web.HttpServerVerticle;
import io.warmtag.web.HttpServerVerticle.HotPath;
import io.warmtag.web.Routes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** The ports that are listened on. */
final class Serving {
    static final Function<Vertx, Future<HotPath>> NO_HOT_PATH = loop -> Future.succeededFuture(HotPath.NONE);

    private final Vertx vertx;
    private final Deque<String> deployments = new ArrayDeque<>();

    Serving(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Serves with an instance on each of some event loops; returns the port, which the system chose when it was 0. */
    int start(String host, int port, int instances, List<Routes> routes, Function<Vertx, Future<HotPath>> hotPath) {
        // Below zero: any free port, the same for all instances of this number.
        int wanted = port == 0 ? -1 - deployments.size() : port;
        List<HttpServerVerticle> verticles = new CopyOnWriteArrayList<>();
        Supplier<HttpServerVerticle> verticle = () -> {
            var created = new HttpServerVerticle(host, wanted, routes, hotPath);
            verticles.add(created);
            return created;
        };
        deployments.push(vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances))
                .await());
        return verticles.get(0).port();
    }

    /** The last one first. */
    void stop() {
        while (!deployments.isEmpty()) {
            vertx.undeploy(deployments.pop()).await();
        }
    }
}
