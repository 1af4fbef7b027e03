package io.warmtag.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.config.SettingsLoader.Loaded;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsLoaderTest {
    @Test
    void hasTheDocumentedDefaults() {
        Settings settings = good(Map.of("PATH", "/bin"));
        assertEquals(8080, settings.port());
        assertEquals(8081, settings.managementPort());
        assertEquals("127.0.0.1", settings.managementHost());
        assertTrue(settings.database().isEmpty());
        assertTrue(settings.demo());
        assertEquals(200, settings.ratePerSecond());
        assertEquals(new Cluster.Alone(), settings.cluster());
    }

    @Test
    void readsEverySetting() {
        Settings settings = good(Map.ofEntries(
                Map.entry("WARMTAG_PORT", "9000"),
                Map.entry("WARMTAG_MANAGEMENT_PORT", "9001"),
                Map.entry("WARMTAG_DATABASE_URL", "postgresql://ada:p%40ss@db.example:5433/shop"),
                Map.entry("WARMTAG_CLUSTER_MEMBERS", "a:5701, b:5702"),
                Map.entry("WARMTAG_CLUSTER_PORT", "5702"),
                Map.entry("WARMTAG_API_KEY", "k".repeat(32)),
                Map.entry("WARMTAG_RATE_LIMIT", "50/s"),
                Map.entry("WARMTAG_PUBLIC_URL", "https://tags.example.com/"),
                Map.entry("WARMTAG_TRUSTED_PROXIES", "10.0.0.0/8,::1"),
                Map.entry("WARMTAG_LOCAL_PORTS", "3000, 3001"),
                Map.entry("WARMTAG_ADMIN_EMAIL", "ada@shop.example"),
                Map.entry("WARMTAG_ADMIN_PASSWORD", "correct horse battery")));
        assertEquals(Set.of(3000, 3001), settings.localPorts());
        DatabaseAddress database = settings.database().orElseThrow();
        assertEquals("p@ss", database.password().value());
        assertEquals("jdbc:postgresql://db.example:5433/shop?sslmode=prefer", database.jdbcUrl());
        assertFalse(settings.demo());
        assertEquals(
                new Cluster.Members(List.of(new Cluster.HostPort("a", 5701), new Cluster.HostPort("b", 5702))),
                settings.cluster());
        assertEquals(50, settings.ratePerSecond());
        assertEquals("https://tags.example.com", settings.publicUrl().orElseThrow());
        assertTrue(settings.trustedProxies().get(0).contains(new byte[] {10, 1, 2, 3}));
    }

    @Test
    void readsHowTheWayToTheDatabaseIsEncryptedAndRefusesWhatItWouldNotFollow() {
        String base = "postgresql://ada:secret@db.example/shop";
        assertEquals(DatabaseTls.Mode.PREFER, tls(base).mode());
        for (DatabaseTls.Mode mode : DatabaseTls.Mode.values()) {
            assertEquals(mode, tls(base + "?sslmode=" + mode.code()).mode());
        }
        DatabaseTls certain = tls(base + "?sslmode=verify-full&sslrootcert=%2Fetc%2Froot+ca.pem");
        assertEquals(new DatabaseTls(DatabaseTls.Mode.VERIFY_FULL, Optional.of("/etc/root+ca.pem")), certain);
        assertEquals(
                DatabaseTls.Mode.VERIFY_CA,
                tls(base + "?sslrootcert=root.pem&sslmode=require").mode());
        var bad = assertInstanceOf(
                Loaded.Bad.class,
                SettingsLoader.load(
                        Map.of("WARMTAG_DATABASE_URL", base + "?sslmode=on&application_name=x&sslpassword=hunter2")));
        assertEquals(3, bad.mistakes().size(), bad.mistakes().toString());
        assertTrue(bad.mistakes().get(0).contains("sslmode=on must be one of disable, allow, prefer, require"));
        assertTrue(bad.mistakes().get(1).contains("application_name is not known"));
        assertTrue(bad.mistakes().get(2).contains("sslpassword is not known"));
        assertFalse(bad.mistakes().toString().contains("hunter2"));
    }

    private static DatabaseTls tls(String url) {
        return good(Map.of("WARMTAG_DATABASE_URL", url))
                .database()
                .orElseThrow()
                .tls();
    }

    @Test
    void findsPodsBehindTheirService() {
        var database = Map.entry("WARMTAG_DATABASE_URL", "postgresql://ada:secret@db.example/shop");
        var kubernetes = Map.entry("WARMTAG_CLUSTER_MEMBERS", "kubernetes");
        var service = Map.entry("WARMTAG_KUBERNETES_SERVICE", "warmtag-nodes");
        assertEquals(
                new Cluster.Pods("warmtag-nodes", 5701),
                good(Map.ofEntries(database, kubernetes, service)).cluster());
        for (var incomplete : List.of(Map.ofEntries(database, kubernetes), Map.ofEntries(database, service))) {
            var bad = assertInstanceOf(Loaded.Bad.class, SettingsLoader.load(incomplete));
            assertEquals(1, bad.mistakes().size());
            assertTrue(bad.mistakes().get(0).contains("WARMTAG_KUBERNETES_SERVICE"));
        }
    }

    @Test
    void tellsEveryMistakeAtOnceAndNoSecret() {
        var bad = assertInstanceOf(
                Loaded.Bad.class,
                SettingsLoader.load(Map.of(
                        "WARMTAG_PORT", "high",
                        "WARMTAG_PROT", "8080",
                        "WARMTAG_API_KEY", "short-secret",
                        "WARMTAG_DATABASE_URL", "mysql://root:hunter2@db/x",
                        "WARMTAG_ADMIN_EMAIL", "ada@shop.example")));
        assertEquals(5, bad.mistakes().size());
        String all = String.join("\n", bad.mistakes());
        for (String name : List.of(
                "WARMTAG_PORT=high",
                "WARMTAG_PROT",
                "WARMTAG_API_KEY",
                "WARMTAG_DATABASE_URL",
                "WARMTAG_ADMIN_PASSWORD")) {
            assertTrue(all.contains(name), name);
        }
        assertFalse(all.contains("hunter2"));
        assertFalse(all.contains("short-secret"));
    }

    @Test
    void namesWhatIsNoPortNoRateAndNoHeader() {
        List<String> mistakes = bad(Map.of(
                "WARMTAG_PORT", "9000",
                "WARMTAG_MANAGEMENT_PORT", "9000",
                "WARMTAG_LOCAL_PORTS", "3000,all",
                "WARMTAG_DATABASE_URL", "postgresql://ada:secret@db.example/shop",
                "WARMTAG_CLUSTER_MEMBERS", "a:5701,b:70000",
                "WARMTAG_RATE_LIMIT", "10/m",
                "WARMTAG_COUNTRY_HEADER", "Country: BD"));
        assertEquals(
                List.of(
                        "WARMTAG_CLUSTER_MEMBERS: 'b:70000' must look like host:5701, or all of it be kubernetes.",
                        "WARMTAG_LOCAL_PORTS=all must be a whole number from 1 to 65535.",
                        "WARMTAG_RATE_LIMIT=10/m must look like 200/s (at most 1000000/s) or be off.",
                        "WARMTAG_COUNTRY_HEADER must be the name of a header, like CF-IPCountry.",
                        "WARMTAG_PORT and WARMTAG_MANAGEMENT_PORT are both 9000: give each a port of its own."),
                mistakes);
    }

    @Test
    void aPortOfANodeThatIsAloneIsNotClaimed() {
        assertEquals(5701, good(Map.of("WARMTAG_PORT", "5701")).port());
    }

    private static List<String> bad(Map<String, String> environment) {
        return assertInstanceOf(Loaded.Bad.class, SettingsLoader.load(environment))
                .mistakes();
    }

    private static Settings good(Map<String, String> environment) {
        return assertInstanceOf(Loaded.Good.class, SettingsLoader.load(environment))
                .settings();
    }
}
