package io.warmtag.db;

import io.warmtag.config.DatabaseAddress;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date; several nodes may do so at once, Flyway's lock lets one of them. Blocks. */
public final class Migrations {
    private Migrations() {}

    public static void run(DatabaseAddress address) {
        Flyway.configure()
                .dataSource(
                        address.jdbcUrl(), address.user(), address.password().value())
                .locations("classpath:db/migration")
                .loggers("slf4j")
                .load()
                .migrate();
    }
}
