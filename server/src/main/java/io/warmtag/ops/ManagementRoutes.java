package io.warmtag.ops;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.warmtag.db.Database;
import io.warmtag.web.Routes;
import java.util.concurrent.atomic.AtomicBoolean;

/** Health and metrics. Ready means: started, not stopping, and the database answers. */
public final class ManagementRoutes implements Routes {
    private final PrometheusMeterRegistry metrics;
    private final Database database;
    private final AtomicBoolean ready;

    public ManagementRoutes(PrometheusMeterRegistry metrics, Database database, AtomicBoolean ready) {
        this.metrics = metrics;
        this.database = database;
        this.ready = ready;
    }

    @Override
    public void mount(Router router) {
        router.get("/health/live").respond(ctx -> Future.succeededFuture("live"));
        router.get("/health/ready").handler(this::ready);
        router.get("/metrics").handler(this::metrics);
    }

    private void ready(RoutingContext ctx) {
        if (!ready.get()) {
            ctx.response().setStatusCode(503).end("not ready");
            return;
        }
        database.query("select 1")
                .onSuccess(rows -> ctx.response().end("ready"))
                .onFailure(cause -> ctx.response().setStatusCode(503).end("no database"));
    }

    private void metrics(RoutingContext ctx) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .end(metrics.scrape());
    }
}
