package io.warmtag.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.config.Settings;
import io.warmtag.config.SettingsLoader;
import io.warmtag.config.SettingsLoader.Loaded;
import io.warmtag.testkit.TestSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command for a forgotten password does on the machine of a server. */
class PasswordLinkTest {
    @TempDir
    private Path data;

    private Settings settings(String... more) {
        var environment = new HashMap<>(Map.of("WARMTAG_DATA_DIR", data.toString()));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return assertInstanceOf(Loaded.Good.class, SettingsLoader.load(environment))
                .settings();
    }

    @Test
    void makesALinkForAnAccountAndNoneForAStranger() {
        try (var site = new TestSite()) {
            site.run("insert into account (email, password_hash) values ('ada@example.com', 'x')");
            Optional<String> path = PasswordLink.path("Ada@example.com", site.address());
            assertTrue(path.orElseThrow().startsWith("/console/password?token="), path.get());
            assertEquals(Optional.empty(), PasswordLink.path("eve@example.com", site.address()));
        }
    }

    @Test
    void findsTheDatabaseOfTheServerThatRunsOnTheFolder() throws IOException {
        Files.createDirectory(data.resolve("postgres"));
        Files.writeString(
                data.resolve("postgres/postmaster.pid"), "4711\n/data/postgres\n1763760000\n54321\n\n127.0.0.1\n");
        Files.writeString(data.resolve("postgres.password"), "only-of-this-folder");
        DatabaseAddress found = PasswordLink.address(settings());
        assertEquals("127.0.0.1", found.host());
        assertEquals(54_321, found.port());
        assertEquals("only-of-this-folder", found.password().value());
    }

    @Test
    void prefersTheDatabaseThatIsSet() throws IOException {
        DatabaseAddress found = PasswordLink.address(
                settings("WARMTAG_DATABASE_URL", "postgresql://shop:secret@db.example:5433/warmtag"));
        assertEquals("db.example", found.host());
    }

    @Test
    void saysThatNoServerRunsThere() {
        String reason = String.valueOf(assertThrows(IOException.class, () -> PasswordLink.address(settings()))
                .getMessage());
        assertTrue(reason.contains(data.toString()) && reason.contains("WARMTAG_DATABASE_URL"), reason);
    }
}
