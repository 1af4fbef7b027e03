package io.warmtag.rule;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** The rows of a query as {@code COPY} gives them in binary, one after the other. Blocks. */
final class CopyStream implements AutoCloseable {
    private static final int HEADER = 19;

    private final CopyOut copy;
    private int header = HEADER;
    private int started;

    CopyStream(Connection connection, String query) throws SQLException {
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + query + ") to stdout (format binary)");
    }

    /** The bytes in which the next row is, from {@link #start} on; null after the last one. */
    byte @Nullable [] next() throws SQLException {
        byte[] bytes = copy.readFromCopy();
        started = header;
        // It may come alone or before the first row.
        while (bytes != null && bytes.length == header) {
            header = 0;
            started = 0;
            bytes = copy.readFromCopy();
        }
        header = 0;
        // The end is a row without columns, and then nothing.
        return bytes == null || bytes[started] >= 0 ? bytes : copy.readFromCopy();
    }

    /** Where the row that was given last begins. */
    int start() {
        return started;
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
