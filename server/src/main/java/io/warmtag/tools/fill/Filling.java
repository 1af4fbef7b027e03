package io.warmtag.tools.fill;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.Command.Obstacle;
import io.warmtag.tools.load.Visitors;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Gives a site months of past in minutes: events in the real partitions, and everything that the server would have derived
 * from them. Folding everybody again finds no difference. For a database without events only; blocks.
 */
public final class Filling implements AutoCloseable {
    private static final long SEED = 1;
    private static final int VISITORS_PER_BOT = 40;
    private static final int STAFF_COUNT = 3;
    private static final short PERSON = 0;
    private static final short BOT = 1;
    private static final short STAFF = 2;

    private final DatabaseAddress address;
    private final Extent extent;
    private final Consumer<String> say;
    private final List<Connection> connections = new ArrayList<>();
    private final long begin;
    private final long now;
    private final long[] moments;
    private final UUID[] visitors;
    private int events;

    /** @param say told what is being done */
    public Filling(DatabaseAddress address, Extent extent, Consumer<String> say) {
        this.address = address;
        this.extent = extent;
        this.say = say;
        this.now = System.currentTimeMillis();
        this.begin = now - extent.millis();
        this.visitors = new UUID[extent.visitors() + extent.visitors() / VISITORS_PER_BOT + STAFF_COUNT];
        this.moments = new long[extent.events() + extent.events() / 10 + 10_000];
    }

    /**
     * @param site its id in the database
     * @param origin of its pages
     */
    public void run(int site, String origin) throws SQLException, IOException {
        refuseIfFilled();
        people(site);
        Arrays.sort(moments, 0, events);
        var rows = new EventRows(site, begin, now, new Shapes(origin, SEED), number -> visitors[number], this::mark);
        Connection connection = connect();
        tune(connection);
        for (long week = begin / Partition.WEEK_MS; week * Partition.WEEK_MS < now; week++) {
            var partition = new Partition(week * Partition.WEEK_MS);
            int from = first(partition.start());
            int to = first(partition.end());
            partition.fill(connection, () -> rows.copy(connection, partition.name(), moments, from, to));
            say.accept("filling: " + to + " of " + events + " events");
        }
        rows.copyCounts(connection, now);
        rejected(connection, site);
        settle(connection);
    }

    private void refuseIfFilled() throws SQLException {
        try (Statement statement = connect().createStatement();
                ResultSet found = statement.executeQuery("select exists (select from event)")) {
            if (found.next() && found.getBoolean(1)) {
                throw new Obstacle("there are events already: only an empty database can be filled.");
            }
        }
    }

    private void people(int site) throws SQLException {
        say.accept("filling: " + extent.visitors() + " visitors");
        var people = new PersonRows(List.of(connect(), connect(), connect()), site, begin, now);
        var names = new Visitors(SEED);
        var visits = new Visits(extent, begin, SEED);
        for (int number = 0; number < visitors.length; number++) {
            visitors[number] = names.next();
            long[] theirs = switch (mark(number)) {
                case BOT -> visits.nextBot();
                case STAFF -> visits.nextOfStaff();
                default -> visits.next();
            };
            if (events + theirs.length > moments.length) {
                throw new IllegalStateException("more events than planned: " + events);
            }
            System.arraycopy(theirs, 0, moments, events, theirs.length);
            events += theirs.length;
            if (mark(number) == PERSON) {
                people.add(visitors[number], theirs);
            }
        }
        people.end();
        temperatures(connect(), site, people.temperatures());
    }

    private short mark(int visitor) {
        if (visitor < extent.visitors()) {
            return PERSON;
        }
        return visitor < visitors.length - STAFF_COUNT ? BOT : STAFF;
    }

    private void temperatures(Connection connection, int site, List<long[]> days) throws SQLException {
        var rows = new BinaryCopy(connection, "temperature_day (site_id, day, hot, warm, cold)", 5, "");
        for (int i = 0; i < days.size() - 1; i++) {
            long[] counts = days.get(i);
            rows.row()
                    .whole(site)
                    .date((begin + 6 * 3_600_000L) / 86_400_000 + i)
                    .large(counts[2])
                    .large(counts[1])
                    .large(counts[0]);
        }
        rows.end();
        long[] today = days.get(days.size() - 1);
        var counts = new BinaryCopy(connection, "temperature_count (site_id, temperature, shard, count)", 4, "");
        for (int temperature = 0; temperature < today.length; temperature++) {
            counts.row().whole(site).small(temperature).small(0).large(today[temperature]);
        }
        counts.end();
    }

    /** The first one that is not before {@code time}. */
    private int first(long time) {
        int found = Arrays.binarySearch(moments, 0, events, Moment.of(Math.max(0, time - begin), 0, 0));
        return found < 0 ? -1 - found : found;
    }

    /** As many as are kept, and counts of more. */
    private static void rejected(Connection connection, int site) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into rejected_event (site_id, received, name, field, reason, body)
                    select %1$d, now() - (10000 - n) * interval '8 minutes', 'purchase', 'data.value',
                           'data.value must be a number', '{"id":"x","name":"purchase","data":{"value":"a lot","n":' || n || '}}'
                    from generate_series(1, 10000) n""".formatted(site));
            statement.execute("""
                    insert into rejected_count (site_id, hour, reason, count)
                    select %1$d, hour, 'reason ' || n, 7 * n
                    from generate_series(date_trunc('hour', now()) - interval '60 days', now(), interval '1 hour') hour,
                         generate_series(1, 5) n""".formatted(site));
        }
    }

    private static void tune(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set maintenance_work_mem = '512MB'");
            statement.execute("set synchronous_commit = off");
        }
    }

    /** What a database does by itself in time, and would otherwise do while it is being measured. */
    private void settle(Connection connection) throws SQLException {
        say.accept("filling: statistics, checkpoint");
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze) person, transition, customer_order, event_count, temperature_day,"
                    + " temperature_count, rejected_event, rejected_count");
            statement.execute("analyze event");
            statement.execute("checkpoint");
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(
                address.jdbcUrl(), address.user(), address.password().value());
        connections.add(connection);
        return connection;
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
