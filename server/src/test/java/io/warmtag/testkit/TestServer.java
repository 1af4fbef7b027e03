package io.warmtag.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.warmtag.web.HttpServerVerticle;
import io.warmtag.web.HttpServerVerticle.HotPath;
import io.warmtag.web.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Routes on the real HTTP server, on a free port, and a client for them. */
public final class TestServer {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServerVerticle verticle;

    private TestServer(HttpServerVerticle verticle) {
        this.verticle = verticle;
    }

    /** Serves until {@code vertx} is closed. */
    public static TestServer start(Vertx vertx, List<Routes> routes) {
        var verticle = new HttpServerVerticle("127.0.0.1", 0, routes, loop -> Future.succeededFuture(HotPath.NONE));
        if (vertx.deployVerticle(verticle).await().isEmpty()) {
            throw new IllegalStateException("not deployed");
        }
        return new TestServer(verticle);
    }

    /** An answer with its body as it came. */
    public record Reply(int status, HttpResponse<byte[]> http) {
        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        public byte[] bytes() {
            return http.body();
        }

        public String text() {
            return new String(http.body(), StandardCharsets.UTF_8);
        }

        public JsonObject json() {
            return new JsonObject(text());
        }
    }

    public int port() {
        return verticle.port();
    }

    public String base() {
        return "http://127.0.0.1:" + port();
    }

    /** @param headers names and values in turn */
    public Reply get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /** @param headers names and values in turn */
    public Reply send(String method, String path, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base() + path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response);
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
