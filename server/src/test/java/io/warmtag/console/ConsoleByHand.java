package io.warmtag.console;

import io.warmtag.config.Secret;
import io.warmtag.config.Settings.FirstAdmin;
import io.warmtag.db.EmbeddedPostgres;
import io.warmtag.db.Migrations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs the console with sample rows, for whoever works on pages: arguments are a data folder and a port. */
final class ConsoleByHand {
    private ConsoleByHand() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, folder, List.of("fsync=off"));
        Migrations.run(postgres.address());
        var world = new ConsoleWorld(postgres.address(), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                world.close();
                postgres.close();
            } catch (IOException e) {
                System.err.println(e.getMessage());
            }
        }));
        Optional<String> setup = arguments.length > 2
                ? world.accounts
                        .prepare(Optional.of(new FirstAdmin(arguments[2], new Secret(arguments[3]))))
                        .await()
                : world.accounts.prepare(Optional.empty()).await();
        System.out.println("http://127.0.0.1:" + world.port + setup.orElse("/console"));
    }
}
