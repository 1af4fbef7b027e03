package io.warmtag.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What the machine says to the settings: taken ports, an unreachable database, a folder that can't be written. */
public final class Preflight {
    private static final int CONNECT_SECONDS = 5;

    private Preflight() {}

    /** Every obstacle to a start, one line each with its remedy; empty when there is none. Blocks for at most seconds. */
    public static List<String> check(Settings settings) {
        var obstacles = new ArrayList<String>();
        port(obstacles, "WARMTAG_PORT", null, settings.port());
        managementPort(obstacles, settings.managementHost(), settings.managementPort());
        if (!(settings.cluster() instanceof Cluster.Alone)) {
            port(obstacles, "WARMTAG_CLUSTER_PORT", null, settings.clusterPort());
        }
        settings.database().ifPresent(address -> database(obstacles, address));
        folder(obstacles, settings);
        return obstacles;
    }

    private static void port(List<String> obstacles, String setting, @Nullable String host, int port) {
        if (port == 0) {
            return;
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(
                    host == null
                            ? new InetSocketAddress(port)
                            : new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            obstacles.add("port " + port + " is taken or can't be used (" + e.getMessage()
                    + "): stop what listens there or set " + setting + " to another one.");
        }
    }

    /** The management port, once it is certain that there is such an address: else the port would seem to be at fault. */
    private static void managementPort(List<String> obstacles, String host, int port) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            port(obstacles, "WARMTAG_MANAGEMENT_PORT", host, port);
        } catch (IOException e) {
            obstacles.add("WARMTAG_MANAGEMENT_HOST=" + host + " is no address of this machine: set it to one, like"
                    + " 127.0.0.1 or 0.0.0.0.");
        }
    }

    private static void database(List<String> obstacles, DatabaseAddress address) {
        var properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password().value());
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", String.valueOf(CONNECT_SECONDS));
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), properties)) {
            if (connection.getMetaData().getDatabaseMajorVersion() < 15) {
                obstacles.add("the database at " + address.host() + ":" + address.port() + " is PostgreSQL "
                        + connection.getMetaData().getDatabaseMajorVersion() + ": Warmtag needs 15 or newer.");
            }
        } catch (SQLException e) {
            obstacles.add("the database " + address.database() + " at " + address.host() + ":" + address.port()
                    + " can't be reached as " + address.user() + " (" + firstLine(e)
                    + "): check WARMTAG_DATABASE_URL.");
        }
    }

    private static String firstLine(SQLException e) {
        Throwable cause = e.getCause();
        if (cause instanceof UnknownHostException) {
            return "there is no such host";
        }
        if (cause instanceof SocketTimeoutException) {
            return "no answer within " + CONNECT_SECONDS + " s";
        }
        String message = e.getMessage() == null ? e.getSQLState() : e.getMessage();
        return message.lines().findFirst().orElse("");
    }

    private static void folder(List<String> obstacles, Settings settings) {
        Path folder = settings.dataDir();
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw new IOException("no right to write");
            }
            if (settings.database().isEmpty() && isInUse(folder)) {
                obstacles.add("the folder " + folder + " is in use by a Warmtag that runs: stop that one or set"
                        + " WARMTAG_DATA_DIR to another folder.");
            }
        } catch (IOException e) {
            obstacles.add("the folder " + folder + " can't be written (" + e.getMessage()
                    + "): give the right or set WARMTAG_DATA_DIR to another one.");
        }
    }

    /** Two servers would take the embedded PostgreSQL away from each other. */
    private static boolean isInUse(Path folder) throws IOException {
        Optional<FolderLock> free = FolderLock.take(folder);
        if (free.isPresent()) {
            free.get().close();
        }
        return free.isEmpty();
    }
}
