package io.warmtag.tools.machine;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The embedded PostgreSQL in a server's data folder, found from outside of that server. */
public final class PostgresFolder {
    private static final int PORT_LINE = 3;

    private final Path folder;

    public PostgresFolder(Path dataDir) {
        this.folder = dataDir;
    }

    /** The process that all its others are children of. */
    public long pid() throws IOException {
        return Long.parseLong(pidFileLine(0));
    }

    public DatabaseAddress address() throws IOException {
        var password = new Secret(Files.readString(folder.resolve("postgres.password")));
        return new DatabaseAddress(
                "127.0.0.1", Integer.parseInt(pidFileLine(PORT_LINE)), "postgres", "postgres", password);
    }

    private String pidFileLine(int line) throws IOException {
        return Files.readAllLines(folder.resolve("postgres").resolve("postmaster.pid"))
                .get(line)
                .trim();
    }
}
