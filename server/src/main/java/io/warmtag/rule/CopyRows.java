package io.warmtag.rule;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** The rows of a query as {@code COPY} gives them in binary, one after the other. The first column is a person. */
final class CopyRows implements AutoCloseable {
    private static final int HEADER = 19;
    /** PostgreSQL counts from the year 2000. */
    private static final long EPOCH_MS = 946_684_800_000L;

    private final Connection connection;
    private final CopyOut copy;
    private final int[] offsets = new int[16];
    private final int[] lengths = new int[16];
    /** Names are few and come by the million. */
    private final Map<ByteBuffer, String> names = new HashMap<>();

    private ByteBuffer row = ByteBuffer.allocate(0);
    private boolean began;
    private @Nullable UUID person;

    /**
     * @param connection is closed with this
     * @param sorts whether the database may sort: few or narrow rows are sorted sooner than found by an index; millions of wide
     *     ones would go to its disk
     */
    CopyRows(Connection connection, String query, boolean sorts) throws SQLException {
        this.connection = connection;
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sorts ? "set local work_mem = '64MB'" : "set local enable_sort = off");
                statement.execute("set local jit = off");
            }
            copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + query + ") to stdout (format binary)");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Goes to the next row. */
    void next() throws SQLException, IOException {
        byte[] bytes = copy.readFromCopy();
        int start = 0;
        if (bytes != null && !began) {
            began = true;
            start = HEADER;
        }
        if (bytes == null || bytes.length == start) {
            // The header may come alone.
            if (bytes != null) {
                next();
            } else {
                person = null;
            }
            return;
        }
        row = ByteBuffer.wrap(bytes);
        int columns = row.getShort(start);
        if (columns < 0) {
            person = null;
            return;
        }
        int at = start + 2;
        for (int i = 0; i < columns; i++) {
            lengths[i] = row.getInt(at);
            offsets[i] = at + 4;
            at += 4 + Math.max(0, lengths[i]);
        }
        person = uuid(0);
    }

    /** Of the row; null after the last one. */
    @Nullable UUID person() {
        return person;
    }

    boolean isNull(int column) {
        return lengths[column] < 0;
    }

    UUID uuid(int column) {
        return new UUID(row.getLong(offsets[column]), row.getLong(offsets[column] + 8));
    }

    long ms(int column) {
        return EPOCH_MS + Math.floorDiv(row.getLong(offsets[column]), 1_000);
    }

    /** A text of which there are few different ones. */
    String name(int column) {
        ByteBuffer key = row.slice(offsets[column], lengths[column]);
        String known = names.get(key);
        if (known == null) {
            known = text(offsets[column], lengths[column]);
            if (names.size() < 1_000) {
                names.put(ByteBuffer.wrap(bytes(column)), known);
            }
        }
        return known;
    }

    @Nullable String text(int column) {
        return isNull(column) ? null : text(offsets[column], lengths[column]);
    }

    private String text(int from, int length) {
        return new String(row.array(), from, length, StandardCharsets.UTF_8);
    }

    byte[] bytes(int column) {
        return Arrays.copyOfRange(row.array(), offsets[column], offsets[column] + lengths[column]);
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
        connection.close();
    }
}
