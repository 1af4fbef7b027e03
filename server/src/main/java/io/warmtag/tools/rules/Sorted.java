package io.warmtag.tools.rules;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A site's rows of one kind, sorted by person (their first column), read one person after the other. */
final class Sorted<T> implements AutoCloseable {
    private static final int AT_ONCE = 5_000;

    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Reader<T> reader;
    private @Nullable UUID next;
    private long skipped;

    /** Reads what stands beside the person. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * @param connection without automatic commits, else all rows would be in memory
     * @param sql its one parameter is the site
     */
    Sorted(Connection connection, String sql, int site, Reader<T> reader) throws SQLException {
        this.statement = connection.prepareStatement(sql);
        this.reader = reader;
        statement.setFetchSize(AT_ONCE);
        statement.setInt(1, site);
        this.rows = statement.executeQuery();
        advance();
    }

    private void advance() throws SQLException {
        next = rows.next() ? rows.getObject(1, UUID.class) : null;
    }

    /** Whose rows come next; null at the end. */
    @Nullable UUID next() {
        return next;
    }

    /** A person's rows; who comes before him and was not asked for is skipped. */
    List<T> of(UUID person) throws SQLException {
        var own = new ArrayList<T>();
        while (next != null && compare(next, person) <= 0) {
            if (next.equals(person)) {
                own.add(reader.read(rows));
            } else {
                skipped++;
            }
            advance();
        }
        return own;
    }

    /** How many rows nobody has asked for, with those that are left. */
    long unasked() throws SQLException {
        while (next != null) {
            skipped++;
            advance();
        }
        return skipped;
    }

    /** As the database orders them. */
    static int compare(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
