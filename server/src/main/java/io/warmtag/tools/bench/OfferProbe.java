package io.warmtag.tools.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Target;
import io.warmtag.tools.Uuid7;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;

/** A page in sight: does what a rule waits for and listens until it is given the offer. */
final class OfferProbe {
    private static final Duration GIVE_UP = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Target target;
    private final String site;
    private final String event;
    private final Random random = new Random();

    /** @param event that the rule waits for */
    OfferProbe(Target target, String site, String event) {
        this.target = target;
        this.site = site;
        this.event = event;
    }

    /** Of somebody new: from the sending of his event to the offer. */
    double delayMs() throws IOException, InterruptedException {
        String cookie = send("page_view", "")
                .headers()
                .firstValue("set-cookie")
                .map(set -> set.split(";", 2)[0])
                .orElseThrow(() -> new IOException("no visitor was made"));
        HttpRequest listening =
                request("/s?site=" + site, cookie).timeout(GIVE_UP).build();
        try (var stream = new BufferedReader(new InputStreamReader(
                client.send(listening, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            // It listens from then on.
            awaitLine(stream, "retry:");
            long begin = System.nanoTime();
            HttpResponse<Void> stored = send(event, cookie);
            if (stored.statusCode() / 100 != 2) {
                throw new IOException("not stored: " + stored.statusCode());
            }
            awaitLine(stream, "event: offer");
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    private static void awaitLine(BufferedReader stream, String begin) throws IOException {
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            if (line.startsWith(begin)) {
                return;
            }
        }
        throw new IOException("the stream ended before " + begin);
    }

    private HttpResponse<Void> send(String name, String cookie) throws IOException, InterruptedException {
        long now = System.currentTimeMillis();
        var said = new JsonObject()
                .put("id", Uuid7.of(now, random).toString())
                .put("name", name)
                .put("time", now);
        var body = new JsonObject()
                .put("site", site)
                .put("sent", now)
                .put("context", new JsonObject().put("url", "http://" + target.host() + "/"))
                .put("events", new JsonArray().add(said));
        return client.send(
                request("/e", cookie)
                        .timeout(GIVE_UP)
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build(),
                BodyHandlers.discarding());
    }

    private HttpRequest.Builder request(String path, String cookie) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + path))
                .header("User-Agent", "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile");
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }
}
