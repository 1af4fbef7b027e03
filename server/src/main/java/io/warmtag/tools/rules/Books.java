package io.warmtag.tools.rules;

import io.vertx.core.json.JsonObject;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.rules.Story.Happened;
import io.warmtag.tools.rules.Story.Ordered;
import io.warmtag.tools.rules.Story.Turned;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the database holds of one site: its rules and audiences, and its persons one after the other. */
final class Books implements AutoCloseable {
    private static final List<String> TEMPERATURES = List.of("cold", "warm", "hot");

    private static final String EVENTS = """
            select visitor, id, name, time, received, data, context from event
            where site_id = ? and visitor is not null and mark = 0 order by visitor, received, id""";

    // A past that turned out otherwise, new settings and what was noticed late make nothing follow.
    private static final String TURNS = """
            select person, number, from_state, to_state, at,
                   case cause when 'time' then at
                              when 'event' then greatest(at, (select received from event
                                                              where event.site_id = transition.site_id
                                                                and event.id = cause_id::uuid))
                              else greatest(at, logged_at) end
            from transition
            where site_id = ? and cause not in ('refold', 'settings') and at >= logged_at - interval '1 hour'
            order by person, number""";

    private static final String ORDERS = """
            select person, transaction_id, coalesce(placed_at, confirmed_at, delivered_at), delivered_at, cancelled_at, value,
                   currency
            from customer_order
            where site_id = ? and coalesce(placed_at, confirmed_at, delivered_at) is not null
            order by person, transaction_id""";

    private static final String FIRINGS = """
            select person, rule, occasion_key, decision, at from firing where site_id = ? and not test order by person""";

    private static final String HELD_OUT = """
            select person, rule from rule_person where site_id = ? and held_out order by person""";

    private final List<Connection> connections = new ArrayList<>();
    private final DatabaseAddress address;
    private final int site;
    private final boolean asksConsent;
    private final Sorted<Happened> events;
    private final Sorted<Turned> turns;
    private final Sorted<Ordered> orders;
    private final Sorted<Fired> firings;
    private final Sorted<Integer> heldOut;

    /** @param decision 0 fired, 1 held out, others: nothing was done */
    record Fired(int rule, String key, int decision, long at) {}

    /**
     * Everything about one person.
     *
     * @param heldOut the rules that do nothing for him
     */
    record Person(Story story, List<Fired> firings, List<Integer> heldOut) {}

    /** @param site the public id */
    Books(DatabaseAddress address, String site) throws SQLException {
        this.address = address;
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement("select id, consent from site where public_id = ?")) {
            statement.setString(1, site);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                this.site = row.getInt(1);
                this.asksConsent = row.getString(2).equals("ask");
            }
        }
        this.events = sorted(
                EVENTS,
                row -> new Happened(
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        ms(row, 4),
                        ms(row, 5),
                        row.getString(6),
                        row.getString(7)));
        this.turns = sorted(
                TURNS,
                row -> new Turned(
                        row.getInt(2),
                        TEMPERATURES.get(row.getInt(3)),
                        TEMPERATURES.get(row.getInt(4)),
                        ms(row, 5),
                        ms(row, 6)));
        this.orders = sorted(
                ORDERS,
                row -> new Ordered(
                        row.getString(2), ms(row, 3), time(row, 4), time(row, 5), row.getDouble(6), row.getString(7)));
        this.firings = sorted(FIRINGS, row -> new Fired(row.getInt(2), row.getString(3), row.getInt(4), ms(row, 5)));
        this.heldOut = sorted(HELD_OUT, row -> row.getInt(2));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                address.jdbcUrl(), address.user(), address.password().value());
    }

    private <T> Sorted<T> sorted(String sql, Sorted.Reader<T> reader) throws SQLException {
        Connection connection = connect();
        connections.add(connection);
        connection.setAutoCommit(false);
        return new Sorted<>(connection, sql, site, reader);
    }

    private static long ms(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column).getTime();
    }

    private static @Nullable Long time(ResultSet row, int column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : Long.valueOf(time.getTime());
    }

    int site() {
        return site;
    }

    boolean asksConsent() {
        return asksConsent;
    }

    /** The rules that are on, in the version in use. */
    List<Definition> rules() throws SQLException {
        var rules = new ArrayList<Definition>();
        query("""
                select rule.id, definition from rule
                join rule_version on rule_version.site_id = rule.site_id and rule_version.rule = rule.id
                                 and rule_version.version = rule.version
                where rule.site_id = ? and state = 'on' order by rule.id
                """, row -> rules.add(new Definition(site, row.getInt(1), new JsonObject(row.getString(2)))));
        return rules;
    }

    /** The condition of each audience by id. */
    Map<Integer, JsonObject> audiences() throws SQLException {
        var audiences = new HashMap<Integer, JsonObject>();
        query(
                "select id, condition from audience where site_id = ? and deleted_at is null",
                row -> audiences.put(row.getInt(1), new JsonObject(row.getString(2))));
        return audiences;
    }

    interface Row {
        void take(ResultSet row) throws SQLException;
    }

    /** @param sql its parameters are the site */
    void query(String sql, Row row, Object... more) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, site);
            for (int i = 0; i < more.length; i++) {
                statement.setObject(i + 2, more[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    row.take(rows);
                }
            }
        }
    }

    /** The next of the persons of whom events came in; null after the last one. */
    @Nullable Person next() throws SQLException {
        UUID person = events.next();
        if (person == null) {
            return null;
        }
        var story = new Story(person, events.of(person), turns.of(person), orders.of(person));
        return new Person(story, firings.of(person), heldOut.of(person));
    }

    /** Firings for persons of whom no event came in; asked for after the last one. */
    long firingsForNobody() throws SQLException {
        return firings.unasked();
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
