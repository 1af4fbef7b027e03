package io.warmtag.tools.verify;

import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Command.Obstacle;
import io.warmtag.tools.Target;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Has a running server fold its persons again and hears how many differ; blocks. */
public final class Verification {
    private final Target management;

    public Verification(Target management) {
        this.management = management;
    }

    /** How many persons were folded, and how many of them differ from what the server holds. */
    public record Outcome(long persons, long differences) {}

    /**
     * @param site the public id of one site; empty: all of them
     * @param progress gets every line that the server says, as it comes
     */
    public Outcome run(Optional<String> site, Consumer<String> progress) {
        String query = site.map(id -> "?site=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                .orElse("");
        HttpRequest request = HttpRequest.newBuilder(URI.create(management + "/verify" + query))
                .POST(BodyPublishers.noBody())
                .build();
        HttpResponse<Stream<String>> answer = send(request);
        try (Stream<String> lines = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new Obstacle(management + "/verify answered " + answer.statusCode() + ": "
                        + lines.findFirst().orElse(""));
            }
            var count = new VerificationCount();
            lines.filter(line -> !line.isBlank()).forEach(line -> {
                progress.accept(line);
                count.add(new JsonObject(line));
            });
            return count.outcome().orElseThrow(() -> new Obstacle(management + "/verify said nothing"));
        }
    }

    private HttpResponse<Stream<String>> send(HttpRequest request) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new Obstacle(
                    "no answer from the management port " + management + " (" + e + "): is the server running?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Obstacle("interrupted");
        }
    }
}
