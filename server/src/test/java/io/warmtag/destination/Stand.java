package io.warmtag.destination;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.sandbox.MetaAudienceDouble;
import io.warmtag.destination.sandbox.MetaDouble;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Stands where Meta would: holds what it gets against the documented rules, unless a test tells it to misbehave. */
final class Stand {
    final List<JsonObject> bodies = new CopyOnWriteArrayList<>();
    /** How often each event id was taken, in the order they came. */
    final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();
    /** What is done instead of answering by the rules; null: answer by them. */
    volatile Function<HttpServerRequest, Boolean> trouble = request -> false;
    /** An event that spoils every request it is in. */
    volatile String poison = "";

    /** Who is on the audience that was made here. */
    final StandList list = new StandList();

    private final HttpServer server;

    Stand(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(this::take)
                .listen(0, "127.0.0.1")
                .await();
    }

    String base() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    int requests() {
        return bodies.size();
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var json = body.length() == 0 ? new JsonObject() : new JsonObject(body.toString());
            bodies.add(json);
            if (!trouble.apply(request)) {
                answer(request, json);
            }
        });
    }

    private void answer(HttpServerRequest request, JsonObject body) {
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach(headers::put);
        JsonArray events = body.getJsonArray("data", new JsonArray());
        boolean poisoned = events.stream()
                .anyMatch(each -> ((JsonObject) each).getString("event_id").equals(poison));
        Reply reply = poisoned
                ? new Reply(
                        400,
                        Map.of(),
                        "{\"error\":{\"code\":100,\"error_subcode\":2804019,"
                                + "\"error_user_title\":\"Invalid Parameter\",\"error_user_msg\":\"Not this one\"}}")
                : (request.path().endsWith("/events") ? new MetaDouble() : new MetaAudienceDouble())
                        .answer(
                                new Config(Map.of(), Map.of(), "BDT", true),
                                new Request(
                                        request.method().name(),
                                        base() + request.uri(),
                                        headers,
                                        body.encode(),
                                        List.of()),
                                Instant.now());
        if (reply.isGood()) {
            list.take(request.method().name(), request.path(), body);
            events.forEach(
                    each -> taken.computeIfAbsent(((JsonObject) each).getString("event_id"), id -> new AtomicInteger())
                            .incrementAndGet());
        }
        request.response().setStatusCode(reply.status()).end(reply.body()).onFailure(cause -> {});
    }

    static boolean say(HttpServerRequest request, int status, String body, String... headers) {
        request.response().setStatusCode(status);
        for (int i = 0; i < headers.length; i += 2) {
            request.response().putHeader(headers[i], headers[i + 1]);
        }
        request.response().end(body).onFailure(cause -> {});
        return true;
    }
}
