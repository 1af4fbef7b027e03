package io.warmtag.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void givesEachAskerAnEmptyDatabaseWithTheSchema() throws SQLException {
        var one = TestDatabase.create();
        var other = TestDatabase.create();
        assertNotEquals(one.address().database(), other.address().database());
        insertNews(one);
        assertEquals(1, countNews(one));
        assertEquals(0, countNews(other));
    }

    private static void insertNews(TestDatabase database) throws SQLException {
        try (Connection connection = connect(database);
                var statement = connection.createStatement()) {
            assertEquals(1, statement.executeUpdate("insert into news values ('a', 1)"));
        }
    }

    private static int countNews(TestDatabase database) throws SQLException {
        try (Connection connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from news")) {
            assertEquals(true, rows.next());
            return rows.getInt(1);
        }
    }

    private static Connection connect(TestDatabase database) throws SQLException {
        var address = database.address();
        return DriverManager.getConnection(
                address.jdbcUrl(), address.user(), address.password().value());
    }
}
