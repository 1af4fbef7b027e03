package io.warmtag.tools.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;

/** What HTTP alone costs: reads the body and answers 204, on an event loop for each core. */
final class BareServer extends VerticleBase {
    private final int port;

    private BareServer(int port) {
        this.port = port;
    }

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        int loops = Runtime.getRuntime().availableProcessors();
        String id = vertx.deployVerticle(() -> new BareServer(port), new DeploymentOptions().setInstances(loops))
                .await();
        System.out.println("listening on " + port + " as " + id);
    }

    @Override
    public Future<?> start() {
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(port).setTcpNoDelay(true);
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.body()
                        .compose(body -> request.response().setStatusCode(204).end())
                        .onFailure(cause -> request.connection().close().onFailure(Throwable::printStackTrace)))
                .listen();
    }
}
