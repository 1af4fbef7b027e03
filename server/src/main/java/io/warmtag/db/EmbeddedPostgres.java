package io.warmtag.db;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.config.FolderLock;
import io.warmtag.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own: its data stays in a folder, it listens on 127.0.0.1 only and asks for a password that stands in
 * that folder. It outlives a killed server and is taken over by the next one; a killed PostgreSQL is started again.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String VERSION = "18.6";
    private static final String USER = "postgres";

    private final Path folder;
    private final Path programs;
    private final Path data;
    private final List<String> options;
    private final int port;
    private final FolderLock lock;
    private volatile boolean closing;

    private EmbeddedPostgres(Path folder, Path programs, List<String> options, int port, FolderLock lock) {
        this.folder = folder;
        this.programs = programs;
        this.data = folder.resolve("postgres");
        this.options = options;
        this.port = port;
        this.lock = lock;
    }

    /**
     * Starts PostgreSQL and returns when it takes connections.
     *
     * @param folder holds the data, the password and the log
     * @param programs where the PostgreSQL programs are unpacked, shared by all folders
     * @param options server settings as {@code name=value}
     */
    public static EmbeddedPostgres start(Path folder, Path programs, List<String> options) throws IOException {
        FolderLock lock = FolderLock.take(folder)
                .orElseThrow(() -> new IOException("the folder " + folder + " is in use by another process"));
        try {
            Path bin = PostgresBinaries.unpack(programs.resolve("postgresql-" + VERSION));
            var postgres = new EmbeddedPostgres(folder, bin, options, freePort(), lock);
            postgres.initialise();
            postgres.stopLeftOver();
            postgres.launch();
            return postgres;
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    public DatabaseAddress address() throws IOException {
        return new DatabaseAddress("127.0.0.1", port, "postgres", USER, new Secret(Files.readString(passwordFile())));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void initialise() throws IOException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.deleteIfExists(passwordFile());
        Files.createFile(passwordFile(), ownerOnly);
        Files.writeString(
                passwordFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        run(
                "initdb",
                "--pgdata=" + data,
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile(),
                "--encoding=UTF8",
                "--locale=C");
    }

    /** After a kill of the server PostgreSQL runs on; it is stopped, so that this start decides its port and settings. */
    private void stopLeftOver() throws IOException {
        if (runningProcess() != null) {
            LOG.info("stopping the PostgreSQL that an earlier start left behind");
            run("pg_ctl", "--pgdata=" + data, "--mode=fast", "--wait", "stop");
        }
    }

    private void launch() throws IOException {
        var settings = new StringBuilder("-p " + port + " -h 127.0.0.1 -k ''");
        options.forEach(option -> settings.append(" -c ").append(option));
        run(
                "pg_ctl",
                "--pgdata=" + data,
                "--wait",
                "--timeout=60",
                "--log=" + folder.resolve("postgres.log"),
                "--options=" + settings,
                "start");
        ProcessHandle process = runningProcess();
        if (process != null) {
            var watch = process.onExit().thenAcceptAsync(gone -> relaunch());
            LOG.debug("watching PostgreSQL {}: {}", process.pid(), watch);
        }
    }

    private void relaunch() {
        for (int attempt = 1; !closing; attempt++) {
            try {
                LOG.warn("PostgreSQL is gone; starting it again (attempt {})", attempt);
                launch();
                return;
            } catch (IOException e) {
                // Its children may still hold the shared memory for a moment.
                LOG.warn("PostgreSQL did not start: {}", e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable ProcessHandle runningProcess() throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return null;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
        // After a crash the number may belong to any other program.
        return ProcessHandle.of(pid)
                .filter(process ->
                        process.isAlive() && process.info().command().orElse("").endsWith("postgres"))
                .orElse(null);
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, with root's files.
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("warmtag-", "." + program);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(program + " failed: "
                        + Files.readString(output, StandardCharsets.UTF_8).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + program, e);
        } finally {
            Files.delete(output);
        }
    }

    private Path passwordFile() {
        return folder.resolve("postgres.password");
    }

    @Override
    public void close() throws IOException {
        closing = true;
        if (runningProcess() != null) {
            run("pg_ctl", "--pgdata=" + data, "--mode=fast", "--wait", "stop");
        }
        lock.close();
    }
}
