package io.warmtag.testkit;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.config.Secret;
import io.warmtag.db.EmbeddedPostgres;
import io.warmtag.db.Migrations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The one PostgreSQL of this JVM, with a migrated template database from which others are copied. */
final class PostgresForTests {
    private static final String TEMPLATE = "template_warmtag";
    private static final List<String> FAST_NOT_DURABLE = List.of(
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "autovacuum=off",
            "max_connections=300",
            "shared_buffers=64MB",
            "jit=off");

    private final DatabaseAddress server;
    private final AtomicInteger made = new AtomicInteger();

    private record Place(Path folder, FileLock lock) {}

    /** Started when a test first asks. */
    private static final class Holder {
        static final PostgresForTests ONLY = start();
    }

    private PostgresForTests(DatabaseAddress server) throws SQLException {
        this.server = server;
        dropLeftOvers();
        execute("create database " + TEMPLATE);
        Migrations.run(at(TEMPLATE));
    }

    static PostgresForTests get() {
        return Holder.ONLY;
    }

    private static PostgresForTests start() {
        try {
            return new PostgresForTests("1".equals(System.getenv("CONTAINER_TESTS")) ? container() : embedded());
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("no PostgreSQL for the tests", e);
        }
    }

    private static DatabaseAddress container() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException("CONTAINER_TESTS=1, but no container engine answers:"
                    + " start one, or run the tests without this setting");
        }
        var container = new PostgreSQLContainer("postgres:18").withPassword("only-for-tests");
        container.start();
        // Where Testcontainers' own reaper is switched off, nobody else would.
        atExit(container::stop);
        return new DatabaseAddress(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getDatabaseName(),
                container.getUsername(),
                new Secret(container.getPassword()));
    }

    private static DatabaseAddress embedded() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "test-postgres"));
        Place place = freePlace(folder);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(place.folder(), folder, FAST_NOT_DURABLE);
        atExit(() -> {
            postgres.close();
            place.lock().release();
        });
        return postgres.address();
    }

    /**
     * A data folder that no other test run uses now. It is used again by later runs, which saves making a new one and stops
     * the PostgreSQL of a run that was killed.
     */
    private static Place freePlace(Path folder) throws IOException {
        for (int number = 1; ; number++) {
            Path data = Files.createDirectories(folder.resolve("data-" + number));
            FileChannel file =
                    FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = file.tryLock();
            if (lock != null) {
                return new Place(data, lock);
            }
            file.close();
        }
    }

    private static void atExit(AutoCloseable end) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                end.close();
            } catch (Exception e) {
                System.err.println("after the tests: " + e);
            }
        }));
    }

    DatabaseAddress create() {
        String name = "test_" + made.incrementAndGet();
        execute("create database " + name + " template " + TEMPLATE);
        return at(name);
    }

    private DatabaseAddress at(String database) {
        return new DatabaseAddress(server.host(), server.port(), database, server.user(), server.password());
    }

    private void dropLeftOvers() throws SQLException {
        var names = new ArrayList<String>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            var rows = statement.executeQuery(
                    "select datname from pg_database where datname = '" + TEMPLATE + "' or datname like 'test\\_%'");
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        names.forEach(name -> execute("drop database " + name + " with (force)"));
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            if (rows) {
                throw new IllegalArgumentException("not a query: " + sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(), server.user(), server.password().value());
    }
}
