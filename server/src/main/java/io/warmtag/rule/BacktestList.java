package io.warmtag.rule;

import io.warmtag.rule.model.Decision;
import io.warmtag.rule.past.BacktestTally;
import io.warmtag.rule.past.Chance;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes whom a run names, while it goes on; they are there when it is done. Blocks; for one thread. */
final class BacktestList implements BacktestTally.Listener, AutoCloseable {
    /** So many are listed; all of them are counted. */
    static final long MOST = 1_000_000;

    private static final int FLUSH_AT = 64 * 1024;

    private final UUID run;
    private final AtomicLong listed;
    private final Connection connection;
    private final CopyIn copy;
    private final StringBuilder lines = new StringBuilder();
    private @Nullable Chance last;

    /** @param listed how many are by all who write for the run */
    BacktestList(UUID run, AtomicLong listed, Connection connection) throws SQLException {
        this.run = run;
        this.listed = listed;
        this.connection = connection;
        this.copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy backtest_person (backtest, at, person, held_out, bought) from stdin");
    }

    @Override
    public void happened(Chance chance, Decision decision) {
        boolean again =
                last != null && last.at() == chance.at() && last.person().equals(chance.person());
        last = chance;
        if (again || listed.incrementAndGet() > MOST) {
            return;
        }
        lines.append(run)
                .append('\t')
                .append(Instant.ofEpochMilli(chance.at()))
                .append('\t')
                .append(chance.person())
                .append('\t')
                .append(decision == Decision.HELD_OUT)
                .append('\t')
                .append(chance.bought())
                .append('\n');
        if (lines.length() > FLUSH_AT) {
            try {
                flush();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }

    /** Makes it last. */
    void end() throws SQLException {
        flush();
        copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
        connection.close();
    }
}
