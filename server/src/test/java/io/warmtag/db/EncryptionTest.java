package io.warmtag.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.config.DatabaseTls;
import io.warmtag.config.DatabaseTls.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both drivers against a PostgreSQL with a certificate of its own for 127.0.0.1, and against one without. */
class EncryptionTest {
    private static final Path PROGRAMS = Path.of("target", "test-postgres");
    private static final char[] PASSWORD = "for tests".toCharArray();
    private static final String IS_ENCRYPTED = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres encrypted;
    private static EmbeddedPostgres clear;

    @BeforeAll
    static void start() throws Exception {
        certificate("127.0.0.1", "server");
        certificate("127.0.0.1", "other");
        Path key = folder.resolve("server.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        encrypted = EmbeddedPostgres.start(
                Files.createDirectory(folder.resolve("encrypted")),
                PROGRAMS,
                List.of("fsync=off", "ssl=on", "ssl_cert_file=" + folder.resolve("server.pem"), "ssl_key_file=" + key));
        clear = EmbeddedPostgres.start(Files.createDirectory(folder.resolve("clear")), PROGRAMS, List.of("fsync=off"));
    }

    @AfterAll
    static void stop() throws IOException {
        encrypted.close();
        clear.close();
    }

    /** Makes {@code <name>.pem} and {@code <name>.key}. */
    private static void certificate(String address, String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=IP:" + address,
                        "-ext",
                        "BC=ca:true",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertEquals(true, keytool.waitFor(60, TimeUnit.SECONDS));
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        pem(name + ".pem", "CERTIFICATE", keys.getCertificate("it").getEncoded());
        pem(name + ".key", "PRIVATE KEY", keys.getKey("it", PASSWORD).getEncoded());
    }

    private static void pem(String name, String kind, byte[] bytes) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }

    private static DatabaseAddress at(EmbeddedPostgres server, String host, Mode mode, String root) throws IOException {
        DatabaseAddress it = server.address();
        Optional<String> certificate = root.isEmpty()
                ? Optional.empty()
                : Optional.of(folder.resolve(root).toString());
        var tls = new DatabaseTls(mode, certificate);
        return new DatabaseAddress(host, it.port(), it.database(), it.user(), it.password(), tls);
    }

    /** What both drivers find; fails when one of them gets no connection, or they differ. */
    private static boolean isEncrypted(EmbeddedPostgres server, String host, Mode mode, String root) throws Exception {
        DatabaseAddress address = at(server, host, mode, root);
        boolean byVertx = byVertx(address);
        assertEquals(byVertx, byJdbc(address), "as JDBC");
        return byVertx;
    }

    private static boolean byVertx(DatabaseAddress address) {
        Vertx vertx = Vertx.vertx();
        try {
            return new Database(vertx, address)
                    .query(IS_ENCRYPTED)
                    .map(rows -> rows.iterator().next().getBoolean(0))
                    .await();
        } finally {
            vertx.close().await();
        }
    }

    private static boolean byJdbc(DatabaseAddress address) throws Exception {
        try (var connection = DriverManager.getConnection(
                        address.jdbcUrl(), address.user(), address.password().value());
                ResultSet row = connection.createStatement().executeQuery(IS_ENCRYPTED)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void refused(EmbeddedPostgres server, String host, Mode mode, String root) throws Exception {
        DatabaseAddress address = at(server, host, mode, root);
        assertThrows(Exception.class, () -> byVertx(address), "Vert.x connects by " + mode);
        assertThrows(Exception.class, () -> byJdbc(address), "JDBC connects by " + mode);
    }

    @Test
    void encryptsAsIsAsked() throws Exception {
        assertEquals(false, isEncrypted(encrypted, "127.0.0.1", Mode.DISABLE, ""));
        assertEquals(false, isEncrypted(encrypted, "127.0.0.1", Mode.ALLOW, ""));
        assertEquals(true, isEncrypted(encrypted, "127.0.0.1", Mode.PREFER, ""));
        assertEquals(true, isEncrypted(encrypted, "127.0.0.1", Mode.REQUIRE, ""));
        assertEquals(true, isEncrypted(encrypted, "localhost", Mode.VERIFY_CA, "server.pem"));
        assertEquals(true, isEncrypted(encrypted, "127.0.0.1", Mode.VERIFY_FULL, "server.pem"));
        assertEquals(false, isEncrypted(clear, "127.0.0.1", Mode.PREFER, ""));
    }

    @Test
    void goesNowhereInClearOrToSomebodyElseWhenThatWasRuledOut() throws Exception {
        refused(clear, "127.0.0.1", Mode.REQUIRE, "");
        refused(clear, "127.0.0.1", Mode.VERIFY_FULL, "server.pem");
        refused(encrypted, "127.0.0.1", Mode.VERIFY_CA, "other.pem");
        refused(encrypted, "127.0.0.1", Mode.VERIFY_FULL, "other.pem");
        refused(encrypted, "localhost", Mode.VERIFY_FULL, "server.pem");
        // Whom Java trusts has signed none of them.
        refused(encrypted, "127.0.0.1", Mode.VERIFY_FULL, "");
    }
}
