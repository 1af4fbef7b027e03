package io.warmtag.web;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP server per event loop, all on one port, each with a router of its own.
 *
 * <p>The hot path is asked first: it costs a router's worth of time to find {@code POST /e} among a hundred routes.
 */
public final class HttpServerVerticle extends VerticleBase {
    // Long campaign links in GET beacons and custom HTML in forms need more than the defaults of 4 KiB and 8 KiB.
    private static final int MOST_REQUEST_LINE_BYTES = 16 * 1024;
    private static final int MOST_HEADER_BYTES = 32 * 1024;
    private static final int MOST_FORM_FIELD_BYTES = 4 * 1024 * 1024;
    private static final int IDLE_SECONDS = 75;
    // Whoever stops containers usually gives them ten seconds before he kills them.
    private static final int DRAIN_SECONDS = 5;

    private final String host;
    private final int port;
    private final List<Routes> routes;
    private final Function<Vertx, Future<HotPath>> hotPath;
    private @Nullable HttpServer server;
    private HotPath hot = HotPath.NONE;

    /** Requests that are answered without a router. */
    public interface HotPath {
        HotPath NONE = request -> false;

        /** Handles the request, or returns false and leaves it untouched. */
        boolean handle(HttpServerRequest request);

        /** Ends what is under way. */
        default Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    public HttpServerVerticle(String host, int port, List<Routes> routes, Function<Vertx, Future<HotPath>> hotPath) {
        this.host = host;
        this.port = port;
        this.routes = routes;
        this.hotPath = hotPath;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        ErrorAnswers.mount(router);
        routes.forEach(each -> each.mount(router));
        var options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setMaxInitialLineLength(MOST_REQUEST_LINE_BYTES)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setMaxFormAttributeSize(MOST_FORM_FIELD_BYTES)
                .setTcpNoDelay(true)
                // There are no WebSockets here: their handler need not look at every request.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setIdleTimeout(IDLE_SECONDS);
        HttpServer created = vertx.createHttpServer(options);
        server = created;
        return hotPath.apply(vertx).compose(first -> {
            hot = first;
            return created.requestHandler(request -> {
                        if (!first.handle(request) && !Malformed.answered(request)) {
                            router.handle(request);
                        }
                    })
                    .listen();
        });
    }

    /** Stops listening and lets the requests under way end, for a while. */
    @Override
    public Future<?> stop() {
        Future<Void> drained =
                server == null ? Future.succeededFuture() : server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
        return drained.compose(done -> hot.close());
    }

    public int port() {
        return server == null ? 0 : server.actualPort();
    }
}
