package io.warmtag.tools.rules;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.Command.Obstacle;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;

/** How far rules are behind what has come in, looked at from outside. */
public final class Backlog implements AutoCloseable {
    private static final long LOOK_EVERY_MS = 500;
    /** Changes of temperature are logged behind the events: while none comes for so long, there is none on its way. */
    private static final int QUIET_LOOKS = 8;

    private static final String OLDEST = """
            select coalesce(extract(epoch from now() - min(first.recorded_at)), 0)
            from generate_series(0, 15) as shard
            cross join lateral (select recorded_at from occasion where occasion.shard = shard.shard
                                order by number limit 1) as first""";

    private static final String UNDONE = """
            select exists (select from occasion)
                or exists (select from rule_wait where due <= least(now(), ?::timestamptz))
                or exists (select from audience_member where next_check <= least(now(), ?::timestamptz))
                or exists (select from firing_step where state = 'waiting' and due <= now()),
                (select count(*) from transition)""";

    private final Connection connection;

    public Backlog(DatabaseAddress address) throws SQLException {
        this.connection = DriverManager.getConnection(
                address.jdbcUrl(), address.user(), address.password().value());
    }

    /** How many seconds ago the oldest occasion was recorded that nobody has taken yet; 0 when there is none. */
    public double seconds() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OLDEST);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getDouble(1);
        }
    }

    /** How many could not be taken and were put away. */
    public long parked() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select count(*) from occasion_parked");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Waits until everything is done that came in or was due by an instant.
     *
     * @param until ms
     * @return seconds that it took, without the time that shows that nothing more comes
     */
    public double await(long until, long patienceSeconds) throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        long last = begin;
        long turns = -1;
        int quiet = 0;
        while (quiet < QUIET_LOOKS) {
            try (PreparedStatement statement = connection.prepareStatement(UNDONE)) {
                statement.setTimestamp(1, new Timestamp(until));
                statement.setTimestamp(2, new Timestamp(until));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    boolean idle = !row.getBoolean(1) && row.getLong(2) == turns;
                    turns = row.getLong(2);
                    quiet = idle ? quiet + 1 : 0;
                }
            }
            long now = System.nanoTime();
            last = quiet == 0 ? now : last;
            if (now - begin > patienceSeconds * 1_000_000_000L) {
                throw new Obstacle("the rules have not caught up within " + patienceSeconds + " s");
            }
            Thread.sleep(LOOK_EVERY_MS);
        }
        return (last - begin) / 1e9;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
