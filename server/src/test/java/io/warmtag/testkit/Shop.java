package io.warmtag.testkit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.App;
import io.warmtag.config.Cluster;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.config.Network;
import io.warmtag.config.Secret;
import io.warmtag.config.Settings;
import io.warmtag.event.UuidV7;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** A running server on ports of its own, and a visitor's browser as far as HTTP goes. */
public final class Shop implements AutoCloseable {
    public static final String KEY = "a-key-for-tests-of-32-characters";

    private final App app;
    private final HttpClient browser = HttpClient.newHttpClient();
    private final HttpClient backOffice = HttpClient.newHttpClient();
    private String cookie = "";

    private Shop(App app) {
        this.app = app;
    }

    public static Shop open(DatabaseAddress database) throws IOException {
        return open(database, new Cluster.Alone(), 0);
    }

    public static Shop open(DatabaseAddress database, Cluster cluster, int clusterPort) throws IOException {
        return open(database, cluster, clusterPort, 0, Optional.empty());
    }

    /** One behind a proxy on this machine, which names the visitor's country in a header. */
    public static Shop behindProxy(DatabaseAddress database, String countryHeader) throws IOException {
        return open(database, new Cluster.Alone(), 0, 0, Optional.of(countryHeader));
    }

    /** One that takes so many requests a second of one address. */
    public static Shop limited(DatabaseAddress database, int perSecond) throws IOException {
        return open(database, new Cluster.Alone(), 0, perSecond, Optional.empty());
    }

    private static Shop open(
            DatabaseAddress database, Cluster cluster, int clusterPort, int perSecond, Optional<String> countryHeader)
            throws IOException {
        var app = new App(new Settings(
                0,
                0,
                "127.0.0.1",
                Optional.of(database),
                Path.of("target/shop"),
                cluster,
                clusterPort,
                true,
                Set.of(),
                Optional.empty(),
                Optional.of(new Secret(KEY)),
                perSecond,
                Optional.empty(),
                countryHeader.flatMap(name -> Network.parse("127.0.0.0/8")).stream()
                        .toList(),
                countryHeader,
                Optional.empty()));
        app.start();
        return new Shop(app);
    }

    public int port() {
        return app.port();
    }

    /** A site that needs no consent; its id. The browser forgets who it was. */
    public String createSite() throws Exception {
        cookie = "";
        var draft = new JsonObject()
                .put("name", "Bakery")
                .put("domains", new JsonArray().add("bakery.example"))
                .put("consent", "none");
        HttpResponse<String> created = api("POST", "/sites", draft);
        if (created.statusCode() != 201) {
            throw new AssertionError(created.statusCode() + " " + created.body());
        }
        return new JsonObject(created.body()).getString("id");
    }

    /** The browser forgets who it was: the next event is somebody else's. */
    public void forget() {
        cookie = "";
    }

    /** The browser's cookie, as it would send it. */
    public String cookie() {
        return cookie;
    }

    public void cookie(String other) {
        cookie = other;
    }

    /** One event from the visitor's page; the answer. */
    public HttpResponse<String> send(String site, String name, JsonObject data) throws Exception {
        return send(site, UuidV7.create(System.currentTimeMillis()), name, System.currentTimeMillis(), data);
    }

    public HttpResponse<String> send(String site, UUID id, String name, long time, JsonObject data) throws Exception {
        var event = new JsonObject()
                .put("id", id.toString())
                .put("name", name)
                .put("time", time)
                .put("data", data);
        var body = new JsonObject()
                .put("site", site)
                .put("sent", System.currentTimeMillis())
                .put("events", new JsonArray().add(event));
        return post(body.encode());
    }

    public HttpResponse<String> post(String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + app.port() + "/e"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        HttpResponse<String> answer = browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        return answer;
    }

    /** Events from the shop's back office, which has a key and no cookie. */
    public HttpResponse<String> postByKey(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + app.port() + "/e"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return backOffice.send(request, HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + app.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> api(String method, String path, JsonObject body) throws Exception {
        return api(method, path, body.isEmpty() ? "" : body.encode());
    }

    public HttpResponse<String> api(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + app.port() + "/api/v1" + path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return backOffice.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** By another key than the environment's. */
    public HttpResponse<String> apiBy(String key, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + app.port() + "/api/v1" + path))
                .header("Authorization", "Bearer " + key)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return backOffice.send(request, HttpResponse.BodyHandlers.ofString());
    }

    public JsonObject api(String path) throws Exception {
        HttpResponse<String> answer = api("GET", path, new JsonObject());
        return answer.statusCode() == 200
                ? new JsonObject(answer.body())
                : new JsonObject().put("status", answer.statusCode());
    }

    /** What {@code POST /verify} of the management port reports last. */
    public JsonObject verify() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + app.managementPort() + "/verify"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        String lines =
                backOffice.send(request, HttpResponse.BodyHandlers.ofString()).body();
        String[] all = lines.strip().split("\n");
        return new JsonObject(all[all.length - 1]);
    }

    /** A counter of the management port, as Prometheus reads it. */
    public double metric(String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + app.managementPort() + "/metrics"))
                .build();
        String all =
                backOffice.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return all.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + all));
    }

    /** Waits, 20 s at most, until it is so. */
    public static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 20 s: " + what);
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() {
        app.stop();
    }
}
