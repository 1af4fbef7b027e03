package io.warmtag.tools.fill;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into a table in COPY's binary format, which spares both sides the text. Blocks. */
final class BinaryCopy {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    /** Microseconds from 1970 to 2000, where PostgreSQL's times begin. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private static final int NULL = -1;
    private static final short DIGIT = 10_000;

    private final CopyIn copy;
    private final int columns;
    private final ByteBuffer out = ByteBuffer.allocate(256 * 1024);

    /** @param target the table with its columns, {@code person (site_id, id, …)}; options may follow after {@code with} */
    BinaryCopy(Connection connection, String target, int columns, String options) throws SQLException {
        this.copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + target + " from stdin with (format binary" + options + ")");
        this.columns = columns;
        out.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** Begins the next row; its columns follow in their order. */
    @CanIgnoreReturnValue
    BinaryCopy row() throws SQLException {
        room(2).putShort((short) columns);
        return this;
    }

    @CanIgnoreReturnValue
    BinaryCopy whole(int value) throws SQLException {
        room(8).putInt(4).putInt(value);
        return this;
    }

    @CanIgnoreReturnValue
    BinaryCopy large(long value) throws SQLException {
        room(12).putInt(8).putLong(value);
        return this;
    }

    @CanIgnoreReturnValue
    BinaryCopy small(int value) throws SQLException {
        room(6).putInt(2).putShort((short) value);
        return this;
    }

    @CanIgnoreReturnValue
    BinaryCopy real(double value) throws SQLException {
        room(8).putInt(4).putFloat((float) value);
        return this;
    }

    /** A numeric of one or two of PostgreSQL's digits, from 1 to 99,999,999. */
    @CanIgnoreReturnValue
    BinaryCopy numeric(int value) throws SQLException {
        int digits = value < DIGIT ? 1 : 2;
        ByteBuffer to = room(16).putInt(8 + 2 * digits);
        to.putShort((short) digits)
                .putShort((short) (digits - 1))
                .putShort((short) 0)
                .putShort((short) 0);
        if (digits == 2) {
            to.putShort((short) (value / DIGIT));
        }
        to.putShort((short) (value % DIGIT));
        return this;
    }

    @CanIgnoreReturnValue
    BinaryCopy uuid(UUID value) throws SQLException {
        room(20).putInt(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    /** An instant in ms; null where there is none. */
    @CanIgnoreReturnValue
    BinaryCopy time(@Nullable Long ms) throws SQLException {
        return ms == null ? nothing() : large(ms * 1_000 - EPOCH_MICROS);
    }

    /** A date in days since 1970. */
    @CanIgnoreReturnValue
    BinaryCopy date(long day) throws SQLException {
        return whole((int) (day - EPOCH_MICROS / 86_400_000_000L));
    }

    @CanIgnoreReturnValue
    BinaryCopy text(@Nullable String value) throws SQLException {
        return value == null ? nothing() : bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A text, or JSON, in UTF-8. */
    @CanIgnoreReturnValue
    BinaryCopy bytes(byte[] value) throws SQLException {
        room(4 + value.length).putInt(value.length).put(value);
        return this;
    }

    @CanIgnoreReturnValue
    BinaryCopy nothing() throws SQLException {
        room(4).putInt(NULL);
        return this;
    }

    private ByteBuffer room(int bytes) throws SQLException {
        if (out.remaining() < bytes) {
            flush();
        }
        return out;
    }

    private void flush() throws SQLException {
        copy.writeToCopy(out.array(), 0, out.position());
        out.clear();
    }

    /** Sends the rest. */
    void end() throws SQLException {
        room(2).putShort((short) NULL);
        flush();
        copy.endCopy();
    }
}
