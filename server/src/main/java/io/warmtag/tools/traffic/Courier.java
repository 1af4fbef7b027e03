package io.warmtag.tools.traffic;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Delivers steps as pages do: one message of a visitor after another, the visitor's cookie kept, what got no good answer
 * sent again with the same ids. Lives on one event loop.
 */
final class Courier {
    private static final int CONNECTIONS = 128;
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 2_000;
    private static final int PATIENCE_MS = 20_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final List<Target> targets;
    private final Audience audience;
    private final Acknowledged acknowledged;
    private final Tally tally;
    private final RandomGenerator random = new Random();
    private volatile boolean givingUp;

    /** @param targets the nodes; a visitor stays with one until it doesn't answer */
    Courier(Vertx vertx, List<Target> targets, Audience audience, Acknowledged acknowledged, Tally tally) {
        this.vertx = vertx;
        this.targets = targets;
        this.audience = audience;
        this.acknowledged = acknowledged;
        this.tally = tally;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(2_000), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** Succeeds when the message has been answered, refused or given up; what became of it stands in the tally. */
    Future<Void> deliver(Visitor visitor, Step step) {
        var beacon = Beacon.of(step, System.currentTimeMillis(), random);
        Future<Void> delivered = visitor.last.transform(before -> deliver(visitor, beacon));
        visitor.last = delivered;
        return delivered;
    }

    /** What is under way is tried once more at most. */
    void giveUp() {
        givingUp = true;
    }

    private Future<Void> deliver(Visitor visitor, Beacon beacon) {
        Future<Void> first = attempt(visitor, beacon, 0);
        if (!beacon.step().twice()) {
            return first;
        }
        tally.copied();
        return first.compose(done -> attempt(visitor, beacon, 0));
    }

    private Future<Void> attempt(Visitor visitor, Beacon beacon, int tries) {
        return post(visitor, beacon).transform(answer -> {
            if (answer.succeeded()) {
                tally.answered(answer.result().status());
            }
            if (answer.failed() || answer.result().isTemporary()) {
                return again(
                        visitor,
                        beacon,
                        tries,
                        answer.failed() ? 0 : answer.result().retryAfterMs());
            }
            settle(visitor, beacon, answer.result());
            return Future.succeededFuture();
        });
    }

    private Future<Void> again(Visitor visitor, Beacon beacon, int tries, long askedMs) {
        if (givingUp) {
            tally.gaveUp(beacon.ids().size());
            return Future.succeededFuture();
        }
        tally.retried();
        visitor.node++;
        long pause = Math.min(FIRST_PAUSE_MS << Math.min(tries, 10), LONGEST_PAUSE_MS);
        return vertx.timer(Math.max(askedMs, pause / 2 + random.nextLong(pause)), TimeUnit.MILLISECONDS)
                .compose(waited -> attempt(visitor, beacon, tries + 1));
    }

    private void settle(Visitor visitor, Beacon beacon, Answer answer) {
        if (!answer.isGood()) {
            tally.refused(answer.status(), answer.body(), beacon.ids().size());
            return;
        }
        answer.cookie().ifPresent(cookie -> visitor.cookie = cookie);
        Set<Integer> rejected = rejected(answer);
        String cookie = visitor.cookie == null ? "" : visitor.cookie;
        for (int i = 0; i < beacon.ids().size(); i++) {
            if (!rejected.contains(i) && visitor.acknowledged.add(beacon.ids().get(i))) {
                tally.acknowledged(beacon.step().acts().get(i).name());
                acknowledged.add(beacon.ids().get(i), cookie);
            }
        }
    }

    private Set<Integer> rejected(Answer answer) {
        var indexes = new HashSet<Integer>();
        if (answer.status() == 200) {
            JsonArray rejected = new JsonObject(answer.body()).getJsonArray("rejected", new JsonArray());
            for (int i = 0; i < rejected.size(); i++) {
                indexes.add(rejected.getJsonObject(i).getInteger("index"));
                tally.rejected(rejected.getJsonObject(i).getString("reason"));
            }
        }
        return indexes;
    }

    private Future<Answer> post(Visitor visitor, Beacon beacon) {
        Target target = targets.get(Math.floorMod(visitor.node, targets.size()));
        JsonObject body = beacon.body(audience.site(), audience.origin(), System.currentTimeMillis());
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(target.host())
                .setPort(target.port())
                .setURI(target.prefix() + "/e")
                .setTimeout(PATIENCE_MS);
        if (beacon.step().sender() == Step.Sender.BACK_OFFICE) {
            if (visitor.cookie != null) {
                body.put("visitor", visitor.cookie);
            }
            options.putHeader("Content-Type", "application/json")
                    .putHeader("Authorization", "Bearer " + audience.key().orElse(""));
        } else {
            headers(options, visitor, beacon.step().persona());
        }
        return client.request(options).compose(request -> send(request, body.toBuffer()));
    }

    private void headers(RequestOptions options, Visitor visitor, Persona persona) {
        options.putHeader("Content-Type", "text/plain;charset=UTF-8")
                .putHeader("User-Agent", persona.userAgent())
                .putHeader("Accept-Language", persona.language())
                .putHeader("Origin", audience.origin())
                .putHeader("Referer", audience.origin() + "/");
        if (visitor.cookie != null) {
            options.putHeader("Cookie", "_wt=" + visitor.cookie);
        }
    }

    private static Future<Answer> send(HttpClientRequest request, Buffer body) {
        return request.send(body).compose(response -> response.body().map(text -> answer(response, text)));
    }

    private static Answer answer(HttpClientResponse response, @Nullable Buffer body) {
        return new Answer(
                response.statusCode(),
                body == null ? "" : body.toString(),
                response.cookies(),
                response.getHeader("Retry-After"));
    }
}
