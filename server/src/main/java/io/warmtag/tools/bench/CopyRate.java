package io.warmtag.tools.bench;

import io.warmtag.config.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** How fast PostgreSQL itself takes the newest stored events into a table with the same columns, partitions and indexes. */
final class CopyRate implements AutoCloseable {
    private static final int ROWS = 100_000;
    private static final String NEWEST = "select * from event order by id desc limit " + ROWS;

    private final Connection connection;
    private final Path rows;

    /** @param rows where the rows wait in between */
    CopyRate(DatabaseAddress address, Path rows) throws SQLException {
        this.connection = DriverManager.getConnection(
                address.jdbcUrl(), address.user(), address.password().value());
        this.rows = rows;
    }

    double rowsPerSecond() throws SQLException, IOException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try (OutputStream file = Files.newOutputStream(rows)) {
            copy.copyOut("copy (" + NEWEST + ") to stdout", file);
        }
        createTable();
        try (InputStream file = Files.newInputStream(rows)) {
            long begin = System.nanoTime();
            long copied = copy.copyIn("copy event_copy from stdin", file);
            return copied / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private void createTable() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists event_copy");
            statement.execute("create table event_copy (like event including all) partition by range (id)");
            var partitions = new ArrayList<String>();
            try (ResultSet bounds = statement.executeQuery("""
                    select pg_get_expr(child.relpartbound, child.oid)
                    from pg_inherits join pg_class child on child.oid = inhrelid
                    where inhparent = 'event'::regclass
                    """)) {
                while (bounds.next()) {
                    partitions.add(bounds.getString(1));
                }
            }
            for (int i = 0; i < partitions.size(); i++) {
                statement.execute("create table event_copy_" + i + " partition of event_copy " + partitions.get(i));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
