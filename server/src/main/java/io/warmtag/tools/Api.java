package io.warmtag.tools;

import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Command.Obstacle;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Single calls to a server, made before or after the load; blocks. */
public final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Target target;
    private final Optional<String> key;

    /** @param key an API key, sent with every call */
    public Api(Target target, Optional<String> key) {
        this.target = target;
        this.key = key;
    }

    /** The answer to a GET, whatever its status. */
    public HttpResponse<byte[]> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public JsonObject getJson(String path) {
        return json(path, get(path));
    }

    /** Fails when the answer is not 2xx. */
    public void post(String path, JsonObject body) {
        HttpResponse<byte[]> answer = send(jsonRequest(path, body));
        if (answer.statusCode() / 100 != 2) {
            throw refusal(path, answer);
        }
    }

    /** Fails when the answer is not 2xx. */
    public void patch(String path, JsonObject body) {
        HttpResponse<byte[]> answer = send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body.encode())));
        if (answer.statusCode() / 100 != 2) {
            throw refusal(path, answer);
        }
    }

    /** Fails when the answer is not 2xx. */
    public void put(String path, JsonObject body) {
        HttpResponse<byte[]> answer = send(
                request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body.encode())));
        if (answer.statusCode() / 100 != 2) {
            throw refusal(path, answer);
        }
    }

    public JsonObject postJson(String path, JsonObject body) {
        return json(path, send(jsonRequest(path, body)));
    }

    private HttpRequest.Builder jsonRequest(String path, JsonObject body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.encode()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(target + path)).timeout(PATIENCE);
        key.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new Obstacle("no answer from " + target + " (" + e + "): is the server running there?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Obstacle("interrupted");
        }
    }

    private JsonObject json(String path, HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw refusal(path, answer);
        }
        return new JsonObject(text(answer));
    }

    private Obstacle refusal(String path, HttpResponse<byte[]> answer) {
        return new Obstacle(target + path + " answered " + answer.statusCode() + ": "
                + text(answer).strip());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
