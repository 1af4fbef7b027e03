package io.warmtag.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.config.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    private static final Path PROGRAMS = Path.of("target", "test-postgres");

    @Test
    void aSecondOneOnTheSameFolderLeavesTheFirstAlone(@TempDir Path folder) throws Exception {
        try (var first = EmbeddedPostgres.start(folder, PROGRAMS, List.of("fsync=off"));
                Connection connection = connect(first.address())) {
            var refused = assertThrows(
                    IOException.class, () -> EmbeddedPostgres.start(folder, PROGRAMS, List.of("fsync=off")));
            assertTrue(refused.toString().contains("in use"), refused.toString());
            try (var answer = connection.createStatement().executeQuery("select 1")) {
                assertTrue(answer.next());
                assertEquals(1, answer.getInt(1));
            }
        }
        // Once the first has ended, its folder is anybody's.
        EmbeddedPostgres.start(folder, PROGRAMS, List.of("fsync=off")).close();
    }

    private static Connection connect(DatabaseAddress address) throws Exception {
        return DriverManager.getConnection(
                address.jdbcUrl(), address.user(), address.password().value());
    }
}
