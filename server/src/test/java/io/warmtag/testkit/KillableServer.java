package io.warmtag.testkit;

import io.vertx.core.json.JsonObject;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.machine.Child;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A Warmtag of its own process, which can be killed with {@code -9} and started again, on a database that outlives it. */
public final class KillableServer implements AutoCloseable {
    private static final String KEY = "a-key-for-tests-of-32-characters";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> settings;
    private final Path folder;
    private final int port = TwoShops.freePort();
    private final int managementPort = TwoShops.freePort();
    private Child process;

    /** Returns when it is ready. */
    public KillableServer(DatabaseAddress address, Path folder) throws Exception {
        this.folder = folder;
        this.settings = Map.of(
                "WARMTAG_DATABASE_URL",
                "postgresql://" + address.user() + ":" + address.password().value() + "@" + address.host() + ":"
                        + address.port() + "/" + address.database(),
                "WARMTAG_DATA_DIR",
                folder.toString(),
                "WARMTAG_PORT",
                "" + port,
                "WARMTAG_MANAGEMENT_PORT",
                "" + managementPort,
                "WARMTAG_API_KEY",
                KEY);
        process = launch();
    }

    private Child launch() throws Exception {
        var log = folder.resolve("server.log");
        var launched = Child.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.warmtag.Main"),
                settings,
                log);
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!isReady()) {
            if (!launched.isAlive() || System.nanoTime() > end) {
                launched.close();
                throw new AssertionError("the server did not start: " + Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return launched;
    }

    private boolean isReady() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public void kill() throws InterruptedException {
        process.kill();
    }

    /** Returns when it is ready. */
    public void restart() throws Exception {
        process = launch();
    }

    /** @param body empty: none is sent */
    public HttpResponse<String> call(String method, String path, JsonObject body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.close();
    }
}
