package io.warmtag.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.config.SettingsLoader.Loaded;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    @TempDir
    private Path folder;

    @Test
    void findsNothingWhereNothingIsInTheWay() {
        assertEquals(List.of(), obstacles(Map.of()));
    }

    @Test
    void tellsEveryObstacleAtOnceBesideWhatIsWrongWithTheSettings() throws Exception {
        try (var site = new ServerSocket(0);
                var management = new ServerSocket(0)) {
            List<String> obstacles = obstacles(Map.of(
                    "WARMTAG_NOTHING", "1",
                    "WARMTAG_PORT", String.valueOf(site.getLocalPort()),
                    "WARMTAG_MANAGEMENT_PORT", String.valueOf(management.getLocalPort()),
                    "WARMTAG_MANAGEMENT_HOST", "0.0.0.0",
                    "WARMTAG_DATABASE_URL", "postgresql://ada:hunter2@127.0.0.1:1/shop"));
            assertEquals(3, obstacles.size(), obstacles.toString());
            assertTrue(obstacles.get(0).contains("WARMTAG_PORT"));
            assertTrue(obstacles.get(1).contains("WARMTAG_MANAGEMENT_PORT"));
            assertTrue(obstacles.get(2).contains("the database shop at 127.0.0.1:1 can't be reached as ada"));
            assertTrue(obstacles.stream().noneMatch(text -> text.contains("hunter2") || text.contains("\n")));
        }
    }

    @Test
    void tellsAnAddressThatIsNoneFromAPortThatIsTaken() {
        List<String> obstacles = obstacles(Map.of("WARMTAG_MANAGEMENT_HOST", "192.0.2.1"));
        assertEquals(1, obstacles.size(), obstacles.toString());
        assertTrue(obstacles.get(0).startsWith("WARMTAG_MANAGEMENT_HOST=192.0.2.1 is no address of this machine"));
    }

    @Test
    void leavesTheDataOfARunningServerAlone() throws Exception {
        try (FolderLock running = FolderLock.take(folder).orElseThrow()) {
            assertTrue(FolderLock.take(folder).isEmpty(), () -> running + " has it");
            List<String> obstacles = obstacles(Map.of());
            assertEquals(1, obstacles.size(), obstacles.toString());
            assertTrue(obstacles.get(0).contains("in use"), obstacles.get(0));
            // With a database elsewhere nothing in it is needed by one process alone.
            assertEquals(
                    1,
                    obstacles(Map.of("WARMTAG_DATABASE_URL", "postgresql://ada:x@127.0.0.1:1/shop"))
                            .size());
        }
        assertEquals(List.of(), obstacles(Map.of()));
    }

    @Test
    void saysThatAFolderCannotBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        List<String> obstacles = obstacles(Map.of("WARMTAG_DATA_DIR", file.toString()));
        assertEquals(1, obstacles.size(), obstacles.toString());
        assertTrue(obstacles.get(0).contains("WARMTAG_DATA_DIR"), obstacles.get(0));
    }

    private List<String> obstacles(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(
                Map.of("WARMTAG_PORT", "0", "WARMTAG_MANAGEMENT_PORT", "0", "WARMTAG_DATA_DIR", folder.toString()));
        all.putAll(environment);
        Loaded loaded = SettingsLoader.load(all);
        return Preflight.check(
                loaded instanceof Loaded.Bad bad
                        ? bad.readable()
                        : assertInstanceOf(Loaded.Good.class, loaded).settings());
    }
}
