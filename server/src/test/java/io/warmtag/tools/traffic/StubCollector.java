package io.warmtag.tools.traffic;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Speaks {@code POST /e} as a server does: a cookie for who has none, 503 first if asked to, some names rejected. */
final class StubCollector {
    final List<JsonObject> events = new ArrayList<>();
    final Set<String> cookies = new HashSet<>();
    int given;
    int refusals;
    String rejectedName = "";
    private final HttpServer server;

    StubCollector(Vertx vertx) {
        this.server = vertx.createHttpServer().requestHandler(this::handle);
    }

    Future<Target> start() {
        return server.listen(0, "127.0.0.1").map(listening -> Target.local(listening.actualPort()));
    }

    private void handle(HttpServerRequest request) {
        String cookie = request.getHeader("Cookie");
        request.body()
                .map(body -> new JsonObject(body).getJsonArray("events"))
                .onSuccess(sent -> {
                    HttpServerResponse response = request.response();
                    if (refusals > 0) {
                        refusals--;
                        response.setStatusCode(503).putHeader("Retry-After", "0");
                    } else {
                        if (cookie == null) {
                            response.putHeader("Set-Cookie", "_wt=visitor" + given++ + "; Path=/; HttpOnly");
                        } else {
                            cookies.add(cookie);
                        }
                        store(sent, response);
                    }
                    response.end().onFailure(Throwable::printStackTrace);
                })
                .onFailure(Throwable::printStackTrace);
    }

    private void store(JsonArray sent, HttpServerResponse response) {
        var rejected = new JsonArray();
        for (int i = 0; i < sent.size(); i++) {
            JsonObject event = sent.getJsonObject(i);
            if (event.getString("name").equals(rejectedName)) {
                rejected.add(new JsonObject().put("index", i).put("reason", "not wanted"));
            } else {
                events.add(event);
            }
        }
        response.setStatusCode(rejected.isEmpty() ? 204 : 200);
        if (!rejected.isEmpty()) {
            response.setChunked(true)
                    .write(new JsonObject().put("rejected", rejected).toBuffer())
                    .onFailure(Throwable::printStackTrace);
        }
    }
}
