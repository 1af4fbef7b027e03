package io.warmtag.tools.fill;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** A week of the event table. It is filled before it is one, so that its indexes are built at once. */
record Partition(long start) {
    static final long WEEK_MS = 7 * 24 * 3_600_000L;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

    /** As the server calls it. */
    String name() {
        return "event_" + DAY.format(Instant.ofEpochMilli(start).atOffset(ZoneOffset.UTC));
    }

    long end() {
        return start + WEEK_MS;
    }

    interface Filling {
        void run() throws SQLException;
    }

    /** Puts a filled one in the place of the empty one that there may be. */
    void fill(Connection connection, Filling filling) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists " + name());
            statement.execute("create table " + name() + " (like event including all excluding indexes)");
            filling.run();
            statement.execute("alter table event attach partition " + name() + " for values from ('" + bound(start)
                    + "') to ('" + bound(end()) + "')");
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static UUID bound(long time) {
        return new UUID(time << 16, 0);
    }
}
