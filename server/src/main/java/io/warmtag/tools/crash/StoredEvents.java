package io.warmtag.tools.crash;

import io.warmtag.config.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What the database holds of one site. */
final class StoredEvents {
    private final DatabaseAddress address;
    private final String site;

    StoredEvents(DatabaseAddress address, String site) {
        this.address = address;
        this.site = site;
    }

    /** How often each event is stored. */
    Map<UUID, Integer> timesById() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement("""
                        select event.id, count(*) from event join site on site.id = event.site_id
                        where site.public_id = ? group by event.id
                        """)) {
            query.setString(1, site);
            var times = new HashMap<UUID, Integer>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    times.put(rows.getObject(1, UUID.class), rows.getInt(2));
                }
            }
            return times;
        }
    }

    /** The sum of the counts by hour and name, which are kept beside the events. */
    long counted() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement("""
                        select coalesce(sum(event_count.count), 0)
                        from event_count join site on site.id = event_count.site_id where site.public_id = ?
                        """)) {
            query.setString(1, site);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                address.jdbcUrl(), address.user(), address.password().value());
    }
}
