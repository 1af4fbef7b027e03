package io.warmtag.rule;

import io.warmtag.rule.PastSql.Part;
import io.warmtag.rule.PastSql.Table;
import io.warmtag.rule.past.Chapter;
import io.warmtag.visitor.model.SettingsHistory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Reads a site's past, all of it as it stood at one moment. The tables are read as they lie, in parts that several threads take
 * in turn; what is of one person comes together in {@link Spill}, so that his past can be looked at as a whole. Sorting all of it
 * in the database, or finding each person's events by the index, takes many times as long. Blocks.
 */
final class PastReader implements AutoCloseable {
    /** So many events of a bucket are in memory at once, or about. */
    private static final long OF_A_BUCKET = 40_000;

    private static final int LEAST_BUCKETS = 256;
    private static final int MOST_BUCKETS = 4_096;
    private static final int REST_EVERY = 0xFFF;
    private static final byte[] NULL = {-1, -1, -1, -1};

    /** Opens a connection that the reader closes. */
    interface Connecting {
        Connection open() throws SQLException;
    }

    private final Connecting connecting;
    private final PastSql sql;
    private final SettingsHistory history;
    private final boolean asksConsent;
    private final Connection holder;
    private final String snapshot;
    private final PastJoins joins;
    private final Queue<Part> parts;
    private final int size;
    /** A power of two. */
    private final int buckets;

    private final List<Spill> spills = new ArrayList<>();
    private final AtomicInteger bucket = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    /** Takes persons, each with those whom he was one with at some time. */
    interface Persons {
        void take(List<Chapter> chapters) throws InterruptedException;
    }

    /** Takes hold of the moment. */
    PastReader(Connecting connecting, PastSql sql, SettingsHistory history, boolean asksConsent) throws SQLException {
        this.connecting = connecting;
        this.sql = sql;
        this.history = history;
        this.asksConsent = asksConsent;
        this.holder = connecting.open();
        try (Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("set transaction isolation level repeatable read, read only");
            this.snapshot = text(statement, "select pg_export_snapshot()");
            this.joins = new PastJoins(changes(statement));
            Counts counts = counts(statement);
            this.parts = new ConcurrentLinkedQueue<>(sql.parts(tables(statement), counts.isMostOfAll()));
            this.buckets = counts.buckets();
        } catch (SQLException e) {
            holder.close();
            throw e;
        }
        this.size = parts.size();
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getString(1);
        }
    }

    private List<PastJoins.Change> changes(Statement statement) throws SQLException {
        List<PastJoins.Change> changes = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(
                "select visitor, before, after, at from join_log where site_id = " + sql.site() + " order by number")) {
            while (found.next()) {
                changes.add(new PastJoins.Change(
                        found.getObject(1, UUID.class),
                        found.getObject(2, UUID.class),
                        found.getObject(3, UUID.class),
                        found.getTimestamp(4).getTime()));
            }
        }
        return changes;
    }

    private static List<Table> tables(Statement statement) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("""
                select inhrelid::regclass::text, pg_relation_size(inhrelid) / current_setting('block_size')::int
                from pg_inherits where inhparent = 'event'::regclass""")) {
            while (found.next()) {
                tables.add(new Table(found.getString(1), found.getLong(2)));
            }
        }
        return tables;
    }

    /** How many events there are. */
    private record Counts(long ofSite, long all) {
        private boolean isMostOfAll() {
            return ofSite * 8 >= all;
        }

        private int buckets() {
            long wanted = Math.max(LEAST_BUCKETS, Math.min(MOST_BUCKETS, ofSite / OF_A_BUCKET));
            return Math.toIntExact(Long.highestOneBit(2 * wanted - 1));
        }
    }

    private Counts counts(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("""
                select coalesce(sum(count) filter (where site_id = %d), 0), coalesce(sum(count), 0) from event_count""".formatted(sql.site()))) {
            found.next();
            return new Counts(found.getLong(1), found.getLong(2));
        }
    }

    /** How much has been done, of 100. */
    int progress() {
        int read = size - parts.size();
        return (75 * read / Math.max(1, size)) + 25 * done.get() / buckets;
    }

    /** Reads until nothing is left that nobody reads. */
    void collect(Pace pace, BooleanSupplier goesOn) throws SQLException, IOException, InterruptedException {
        var spill = new Spill(buckets);
        synchronized (spills) {
            spills.add(spill);
        }
        try (Connection connection = connecting.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set transaction isolation level repeatable read, read only");
            statement.execute("set transaction snapshot '" + snapshot + "'");
            statement.execute("set local jit = off");
            statement.execute("set local max_parallel_workers_per_gather = 0");
            var fields = new ContextFields(sql.needs().fields());
            Part part = parts.poll();
            while (part != null && goesOn.getAsBoolean()) {
                collect(connection, part, spill, fields, pace, goesOn);
                part = parts.poll();
            }
        }
    }

    private void collect(
            Connection connection, Part part, Spill spill, ContextFields fields, Pace pace, BooleanSupplier goesOn)
            throws SQLException, IOException, InterruptedException {
        var row = new CopyRow();
        int rows = 0;
        try (var stream = new CopyStream(connection, part.sql())) {
            for (byte[] bytes = stream.next(); bytes != null; bytes = stream.next()) {
                row.look(bytes, stream.start());
                int to = bucketOf(row.uuid(0));
                if (part.kind() == PastSql.EVENT) {
                    int end = row.offset(PastSql.CONTEXT) - 4;
                    byte[] context = row.isNull(PastSql.CONTEXT)
                            ? NULL
                            : withLength(fields.cut(bytes, row.offset(PastSql.CONTEXT)));
                    spill.add(to, part.kind(), bytes, stream.start(), end - stream.start(), context);
                } else {
                    spill.add(to, part.kind(), bytes, stream.start(), bytes.length - stream.start(), new byte[0]);
                }
                if ((++rows & REST_EVERY) == 0) {
                    if (!goesOn.getAsBoolean()) {
                        return;
                    }
                    pace.rest();
                }
            }
        }
    }

    private static byte[] withLength(byte[] text) {
        return ByteBuffer.allocate(4 + text.length)
                .putInt(text.length)
                .put(text)
                .array();
    }

    private int bucketOf(UUID visitor) {
        UUID group = joins.group(visitor);
        long mixed = (group.getMostSignificantBits() ^ group.getLeastSignificantBits()) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> (1 + Long.numberOfLeadingZeros(buckets)));
    }

    /** Nothing more is to be read. */
    void collected() throws SQLException {
        holder.close();
    }

    /** Gives persons until there are none left whom nobody was given; see {@link PastBucket#end}. */
    void persons(Persons persons, BooleanSupplier goesOn) throws IOException, InterruptedException {
        var people = new PastBucket(joins, history, asksConsent, sql.past());
        for (int next = bucket.getAndIncrement(); next < buckets; next = bucket.getAndIncrement()) {
            if (!goesOn.getAsBoolean()) {
                return;
            }
            for (Spill spill : spills) {
                spill.read(next, people);
            }
            people.end(persons);
            done.incrementAndGet();
        }
    }

    @Override
    public void close() throws SQLException, IOException {
        holder.close();
        for (Spill spill : spills) {
            spill.close();
        }
    }
}
