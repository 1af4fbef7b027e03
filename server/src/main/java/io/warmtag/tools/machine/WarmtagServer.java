package io.warmtag.tools.machine;

import io.warmtag.tools.Target;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Warmtag started by {@code scripts/run} on ports and a folder of its own, without a rate limit and with an API key. */
public final class WarmtagServer implements AutoCloseable {
    public static final String KEY = "measurement-key-of-this-machine-only-0123456789";
    private static final long START_SECONDS = 120;
    private static final long LOOK_EVERY_MS = 20;

    private final Project project;
    private final Map<String, String> settings;
    private final Path dataDir;
    private final int port;
    private final int managementPort;
    private Child process;
    private double startSeconds;

    private WarmtagServer(
            Project project, Path dataDir, Map<String, String> settings, int port, int managementPort, Child process) {
        this.project = project;
        this.dataDir = dataDir;
        this.settings = settings;
        this.port = port;
        this.managementPort = managementPort;
        this.process = process;
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @param more settings besides, which may replace the usual ones
     */
    public static WarmtagServer start(Project project, Path dataDir, Map<String, String> more) throws Exception {
        int port = Ports.free();
        int managementPort = Ports.free();
        Files.createDirectories(dataDir);
        var settings = new HashMap<>(Map.of(
                "WARMTAG_DATA_DIR", dataDir.toString(),
                "WARMTAG_PORT", Integer.toString(port),
                "WARMTAG_MANAGEMENT_PORT", Integer.toString(managementPort),
                "WARMTAG_RATE_LIMIT", "off",
                "WARMTAG_API_KEY", KEY));
        settings.putAll(more);
        long begin = System.nanoTime();
        var server =
                new WarmtagServer(project, dataDir, settings, port, managementPort, launch(project, settings, dataDir));
        server.awaitReady(begin);
        return server;
    }

    /** Starts it again on the same ports and data, after {@link #kill}. */
    public void restart() throws Exception {
        long begin = System.nanoTime();
        process = launch(project, settings, dataDir);
        awaitReady(begin);
    }

    private static Child launch(Project project, Map<String, String> settings, Path dataDir) throws IOException {
        return Child.start(List.of(project.script("run").toString()), settings, dataDir.resolve("server.log"));
    }

    private void awaitReady(long begin) throws Exception {
        while (!isReady()) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (!process.isAlive() || seconds > START_SECONDS) {
                throw new IOException("the server did not start; its last words:\n" + tail(log()));
            }
            Thread.sleep(LOOK_EVERY_MS);
        }
        startSeconds = (System.nanoTime() - begin) / 1e9;
    }

    public boolean isReady() {
        try {
            var request = (HttpURLConnection)
                    URI.create(management() + "/health/ready").toURL().openConnection();
            request.setConnectTimeout(1_000);
            request.setReadTimeout(5_000);
            return request.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The end of a log, for an error message. */
    static String tail(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    /** From the call of the script to the first positive answer of {@code /health/ready}, at the newest start. */
    public double startSeconds() {
        return startSeconds;
    }

    public Target target() {
        return Target.local(port);
    }

    public Target management() {
        return Target.local(managementPort);
    }

    public Path log() {
        return dataDir.resolve("server.log");
    }

    /** The JVM's: the script has become it. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Only when it runs on its embedded database. */
    public PostgresFolder postgres() {
        return new PostgresFolder(dataDir);
    }

    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
