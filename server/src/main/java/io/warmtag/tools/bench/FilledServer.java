package io.warmtag.tools.bench;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.Api;
import io.warmtag.tools.Command.Obstacle;
import io.warmtag.tools.fill.ContainerFilling;
import io.warmtag.tools.fill.Extent;
import io.warmtag.tools.fill.Filling;
import io.warmtag.tools.fill.ShopFilling;
import io.warmtag.tools.machine.Scratch;
import io.warmtag.tools.machine.WarmtagServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server with months of past, filled when first asked for and shared by the benchmarks that need one. */
final class FilledServer implements AutoCloseable {
    static final String EMAIL = "ada@example.com";
    static final String PASSWORD = "correct-horse-battery";
    /** Tags, triggers and variables each. */
    static final int ENTITIES = 500;

    private static final String FOLDER = "filled";
    private static final int CHANGED = 120;
    /** Rows, indexes and the log that is written first, with room to spare. */
    private static final long BYTES_PER_EVENT = 1_600;

    private final Workbench bench;
    private final Extent extent;
    private @Nullable Filled filled;

    /**
     * The server and its site.
     *
     * @param site the public id
     */
    record Filled(WarmtagServer server, String site) {}

    FilledServer(Workbench bench, Extent extent) {
        this.bench = bench;
        this.extent = extent;
    }

    Workbench bench() {
        return bench;
    }

    Extent extent() {
        return extent;
    }

    /** Blocks, the first time for minutes. */
    Filled get() throws Exception {
        Filled known = filled;
        if (known == null) {
            known = fill();
            filled = known;
        }
        return known;
    }

    private Filled fill() throws Exception {
        refuseTooSmallDisk();
        WarmtagServer server =
                bench.server("filled", Map.of("WARMTAG_ADMIN_EMAIL", EMAIL, "WARMTAG_ADMIN_PASSWORD", PASSWORD));
        try {
            String site = bench.site(server);
            Api api = bench.api(server);
            DatabaseAddress database = server.postgres().address();
            try (var filling = new Filling(database, extent, bench::say)) {
                filling.run(number(database, site), server.target().origin());
            }
            bench.say("filling: " + ENTITIES + " tags, triggers and variables each");
            new ContainerFilling(database, api, site).run(ENTITIES, CHANGED);
            bench.say("filling: products, deliveries, firings");
            new ShopFilling(database, api, site).run();
            // From here on it is a server that finds its past in the database, as after a deployment.
            server.close();
            server.restart();
            return new Filled(server, site);
        } catch (Exception e) {
            drop(server);
            throw e;
        }
    }

    /** Its log may be worth a look when something went wrong; its gigabytes are not. */
    private void drop(WarmtagServer server) throws IOException {
        server.close();
        Scratch.delete(bench.folder(FOLDER).resolve("postgres"));
    }

    private void refuseTooSmallDisk() throws IOException {
        Path folder = Files.createDirectories(bench.folder(FOLDER));
        long needed = extent.events() * BYTES_PER_EVENT;
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw new Obstacle("filling needs " + (needed >> 30) + " GB in " + folder + ", where " + (free >> 30)
                    + " are free: set TMPDIR to a larger place, or use a smaller --events.");
        }
    }

    private static int number(DatabaseAddress database, String site) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.user(), database.password().value());
                PreparedStatement statement = connection.prepareStatement("select id from site where public_id = ?")) {
            statement.setString(1, site);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getInt(1);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (filled != null) {
            drop(filled.server());
        }
    }
}
