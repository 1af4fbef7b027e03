package io.warmtag.ops;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.warmtag.visitor.Verification;
import io.warmtag.web.Routes;

/** {@code POST /verify} on the management port: folds everybody again, telling its progress as lines of JSON. */
public final class VerifyRoutes implements Routes {
    private final Verification verification;

    public VerifyRoutes(Verification verification) {
        this.verification = verification;
    }

    @Override
    public void mount(Router router) {
        router.post("/verify").handler(this::verify);
    }

    private void verify(RoutingContext ctx) {
        HttpServerResponse response = ctx.response().setChunked(true).putHeader("Content-Type", "application/x-ndjson");
        verification
                .run(done ->
                        response.write(new JsonObject().put("progress", done).encode() + "\n"))
                .onSuccess(report -> response.end(new JsonObject()
                                .put("persons", report.persons())
                                .put("differences", report.differences())
                                .put("examples", new JsonArray(report.examples()))
                                .encode()
                        + "\n"))
                .onFailure(cause ->
                        response.end(new JsonObject()
                                        .put("error", String.valueOf(cause.getMessage()))
                                        .encode() + "\n"));
    }
}
