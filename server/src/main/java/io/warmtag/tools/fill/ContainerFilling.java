package io.warmtag.tools.fill;

import io.vertx.core.json.JsonObject;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.Api;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Gives a site a large draft, many versions of it, a live one among them, and changes since. Blocks. */
public final class ContainerFilling {
    private static final int VERSIONS = 100;

    private final DatabaseAddress address;
    private final Api api;
    private final String site;

    /** @param site its public id */
    public ContainerFilling(DatabaseAddress address, Api api, String site) {
        this.address = address;
        this.api = api;
        this.site = site;
    }

    /**
     * @param each how many tags, triggers and variables
     * @param changed how many of them differ from the live version in the end
     */
    public void run(int each, int changed) throws SQLException {
        // Asking for it makes it.
        JsonObject workspace = api.getJson(path("/workspace"));
        if (workspace.isEmpty()) {
            throw new IllegalStateException("no workspace");
        }
        try (Connection connection = DriverManager.getConnection(
                        address.jdbcUrl(), address.user(), address.password().value());
                Statement statement = connection.createStatement()) {
            entities(connection, new Container(each));
            touch(statement);
            api.post(path("/versions"), new JsonObject().put("name", "Before the holidays"));
            statement.execute("""
                    insert into version (site_id, number, name, notes, author, sha256, content)
                    select site_id, n, 'Campaign ' || n, '', author, sha256, content from version, generate_series(2, %d) n
                    where site_id = (select id from site where public_id = '%s') and number = 1""".formatted(VERSIONS, site));
            api.post(path("/environments/live/releases"), new JsonObject().put("version", VERSIONS));
            change(statement, changed);
            touch(statement);
            statement.execute("vacuum (analyze) workspace, workspace_entity, version");
        }
    }

    private String path(String rest) {
        return "/api/v1/sites/" + site + rest;
    }

    private void entities(Connection connection, Container container) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into workspace_entity (workspace_id, id, kind, content, revision, author)
                select workspace.id, ?, ?, ?::jsonb, 1, 'agency@example.com'
                from workspace join site on site.id = site_id where public_id = ?""")) {
            for (Container.Thing thing : container.things()) {
                insert.setInt(1, thing.id());
                insert.setString(2, thing.kind());
                insert.setString(3, thing.content().encode());
                insert.setString(4, site);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** A third of each kind, in something that shows in words. */
    private static void change(Statement statement, int changed) throws SQLException {
        int some = changed / 3;
        change(statement, "'{\"priority\":7,\"paused\":false}'", Container.tag(0), some);
        change(
                statement,
                "jsonb_build_object('name', 'Renamed ' || id, 'conditions', (content -> 'conditions') - 1)",
                Container.trigger(0),
                some);
        change(statement, "'{\"notes\":\"Checked.\"}'", Container.tag(some), some);
    }

    private static void change(Statement statement, String what, int first, int count) throws SQLException {
        statement.execute("update workspace_entity set revision = revision + 1, content = content || " + what
                + " where id between " + first + " and " + (first + count - 1));
    }

    /** What nodes hold in memory is read again. */
    private void touch(Statement statement) throws SQLException {
        statement.execute("update workspace set revision = revision + 1, next_id = " + Container.nextId()
                + " where site_id = (select id from site where public_id = '" + site + "')");
    }
}
