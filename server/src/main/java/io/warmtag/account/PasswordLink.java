package io.warmtag.account;

import io.vertx.core.Vertx;
import io.warmtag.audit.AuditStore;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.config.Secret;
import io.warmtag.config.Settings;
import io.warmtag.config.SettingsLoader;
import io.warmtag.config.SettingsLoader.Loaded;
import io.warmtag.db.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The command for a forgotten password, where there is no mail: prints a link with which its holder sets a new one, once,
 * within 24 hours. Whoever may run it on the server may read the database anyway.
 */
public final class PasswordLink {
    /** In PostgreSQL's {@code postmaster.pid}, counted from 0. */
    private static final int PORT_LINE = 3;

    private PasswordLink() {}

    public static void main(String[] arguments) {
        if (arguments.length != 1 || !arguments[0].contains("@")) {
            giveUp("usage: scripts/password-link <e-mail address of the account>");
        }
        Loaded loaded = SettingsLoader.load(System.getenv());
        if (loaded instanceof Loaded.Bad bad) {
            bad.mistakes().forEach(mistake -> System.err.println("warmtag: " + mistake));
            System.exit(1);
        } else if (loaded instanceof Loaded.Good good) {
            print(arguments[0], good.settings());
        }
    }

    private static void print(String email, Settings settings) {
        try {
            Optional<String> path = path(email, address(settings));
            if (path.isEmpty()) {
                giveUp("nobody here has the e-mail address " + email);
            }
            String base = settings.publicUrl().orElse("http://localhost:" + settings.port());
            System.out.println(base + path.orElseThrow());
        } catch (IOException e) {
            giveUp(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            giveUp("the database can't be reached: " + e.getMessage());
        }
    }

    /** Where the database is: as set, or that of the server that runs on this data folder. */
    static DatabaseAddress address(Settings settings) throws IOException {
        if (settings.database().isPresent()) {
            return settings.database().get();
        }
        Path pid = settings.dataDir().resolve("postgres").resolve("postmaster.pid");
        if (!Files.exists(pid)) {
            throw new IOException("the server does not run on " + settings.dataDir()
                    + ": start it first, or set WARMTAG_DATA_DIR or WARMTAG_DATABASE_URL as it has them");
        }
        List<String> lines = Files.readAllLines(pid);
        String password = Files.readString(settings.dataDir().resolve("postgres.password"));
        return new DatabaseAddress(
                "127.0.0.1",
                Integer.parseInt(lines.get(PORT_LINE).trim()),
                "postgres",
                "postgres",
                new Secret(password));
    }

    static Optional<String> path(String email, DatabaseAddress address) {
        Vertx vertx = Vertx.vertx();
        try {
            var database = new Database(vertx, address);
            var accounts = new Accounts(
                    new AccountStore(database),
                    new SessionStore(database),
                    new LoginFailureStore(database),
                    new Passwords(vertx),
                    new AuditStore(database));
            return accounts.passwordLink(email).await();
        } finally {
            vertx.close().await();
        }
    }

    private static void giveUp(String reason) {
        System.err.println("warmtag: " + reason);
        System.exit(1);
    }
}
