package io.warmtag.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.config.Secret;
import io.warmtag.testkit.TestSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringTest {
    private TestSite data;
    private final MemoryOffer grid = new MemoryOffer();

    @TempDir
    Path one;

    @TempDir
    Path other;

    @BeforeEach
    void start() {
        data = new TestSite();
    }

    @AfterEach
    void stop() {
        data.close();
    }

    @CanIgnoreReturnValue
    private Keyring node(Path folder, KeyOffer offer, Optional<Secret> setting) {
        var keyring = new Keyring(data.vertx(), data.database(), setting, folder, offer);
        keyring.start().await();
        return keyring;
    }

    private static String opened(Keyring keyring, byte[] sealed) {
        return keyring.seal().orElseThrow().open(sealed, "test");
    }

    @Test
    void nodesAgreeOverTheGridAndEachKeepsItInAFileOfItsOwn() throws IOException {
        Keyring first = node(one, grid, Optional.empty());
        byte[] sealed = first.seal().orElseThrow().seal("token", "test");
        Keyring second = node(other, grid, Optional.empty());
        assertEquals("token", opened(second, sealed));
        assertEquals(Files.readString(one.resolve("secret.key")), Files.readString(other.resolve("secret.key")));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(other.resolve("secret.key"))));
        // After a restart of everything nobody is there to ask.
        assertEquals("token", opened(node(other, new MemoryOffer(), Optional.empty()), sealed));
    }

    @Test
    void keepsTheKeyOutOfTheDatabase() throws IOException {
        assertTrue(node(one, grid, Optional.empty()).seal().isPresent());
        String key = Files.readString(one.resolve("secret.key")).strip();
        assertEquals(1, data.ask("select count(*) from secret_key"));
        assertEquals(
                0,
                data.ask(
                        "select count(*) from secret_key where encode(fingerprint, 'hex') like '%' || $1 || '%'", key));
        assertEquals(16, data.ask("select length(fingerprint) from secret_key"));
    }

    @Test
    void hasNoSealWithAnotherKeyThanTheOneThatIsKnown() {
        assertTrue(node(one, grid, Optional.empty()).seal().isPresent());
        assertFalse(node(other, grid, Optional.of(new Secret("ab".repeat(32))))
                .seal()
                .isPresent());
    }

    @Test
    void waitsForANodeThatHasTheKey() {
        Keyring first = node(one, grid, Optional.empty());
        var later = new MemoryOffer();
        Keyring second = node(other, later, Optional.empty());
        assertFalse(second.seal().isPresent());
        assertFalse(Files.exists(other.resolve("secret.key")));
        node(one, later, Optional.empty());
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (second.seal().isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
        }
        assertEquals("x", opened(second, first.seal().orElseThrow().seal("x", "test")));
    }
}
