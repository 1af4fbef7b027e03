package io.warmtag.tools.crash;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes webhooks, and counts them by their idempotency key. Now and then it takes one and says it didn't, doesn't take one, or
 * takes it and never answers.
 */
final class Receiver {
    private static final double SAYS_NO_ALL_THE_SAME = 0.01;
    // A 503 asks for a pause, and silence takes a place until it is given up: of these only a few, or there is no end
    // of it.
    private static final double TAKES_NOTHING = 0.0003;
    private static final double SAYS_NOTHING = 0.001;
    private static final int MOST_EXAMPLES = 3;

    private final Map<String, Taken> taken = new ConcurrentHashMap<>();
    private final AtomicInteger changed = new AtomicInteger();
    private final Queue<String> examples = new ConcurrentLinkedQueue<>();
    private final Random random;
    private final HttpServer server;

    /** What came under one key; the time at which it was sent aside, it must be the same each time. */
    private record Taken(String body, AtomicInteger times) {}

    Receiver(Vertx vertx, long seed) {
        this.random = new Random(seed);
        this.server = vertx.createHttpServer()
                .requestHandler(this::take)
                .listen(0, "127.0.0.1")
                .await();
    }

    int port() {
        return server.actualPort();
    }

    String address() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    private void take(HttpServerRequest request) {
        // Whose sender was killed doesn't come whole.
        request.body().onSuccess(body -> take(request, body)).onFailure(gone -> {});
    }

    private void take(HttpServerRequest request, Buffer body) {
        double luck = random.nextDouble();
        if (luck < TAKES_NOTHING) {
            request.response().setStatusCode(503).end().onFailure(gone -> {});
            return;
        }
        String content =
                new JsonObject(body).getJsonObject("data", new JsonObject()).encode();
        Taken known = taken.computeIfAbsent(
                String.valueOf(request.getHeader("webhook-id")), key -> new Taken(content, new AtomicInteger()));
        known.times.incrementAndGet();
        if (!known.body.equals(content) && changed.incrementAndGet() <= MOST_EXAMPLES) {
            examples.add("came as " + known.body + " and then as " + content);
        }
        if (luck > 1 - SAYS_NOTHING) {
            return;
        }
        boolean lies = luck < TAKES_NOTHING + SAYS_NO_ALL_THE_SAME;
        request.response().setStatusCode(lies ? 500 : 204).end().onFailure(gone -> {});
    }

    /** How often each key came. */
    Map<String, Integer> times() {
        var times = new ConcurrentHashMap<String, Integer>();
        taken.forEach((key, each) -> times.put(key, each.times.get()));
        return times;
    }

    /** How often something else came under a key that had come before. */
    int changed() {
        return changed.get();
    }

    /** Of these the first ones, as sentences. */
    List<String> examples() {
        return List.copyOf(examples);
    }
}
