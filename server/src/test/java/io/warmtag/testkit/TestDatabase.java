package io.warmtag.testkit;

import io.warmtag.config.DatabaseAddress;

/**
 * An empty database with the current schema, for one test class: made in about 50 ms by copying a migrated template.
 *
 * <p>PostgreSQL is the embedded one, once per JVM with its data under {@code target/}; with {@code
 * CONTAINER_TESTS=1} it is a container of {@code postgres:18} through Testcontainers. Databases are dropped when the
 * next run begins: dropping one waits for whoever is connecting to it at that moment, up to a minute.
 */
public final class TestDatabase {
    private final DatabaseAddress address;

    private TestDatabase(DatabaseAddress address) {
        this.address = address;
    }

    public static TestDatabase create() {
        return new TestDatabase(PostgresForTests.get().create());
    }

    public DatabaseAddress address() {
        return address;
    }
}
