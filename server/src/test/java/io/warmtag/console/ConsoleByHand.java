package io.warmtag.console;

import io.warmtag.config.Secret;
import io.warmtag.config.Settings.FirstAdmin;
import io.warmtag.db.EmbeddedPostgres;
import io.warmtag.db.Migrations;
import io.warmtag.destination.SampleDeliveries;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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
        if (world.sites.all().isEmpty()) {
            Site shop = world.sites
                    .create(SiteDraft.of("আড়ং-এর মতো দোকান (Demo shop)", List.of("shop.example", "shop.com.bd")))
                    .await();
            new SampleShop(world.database, shop, Instant.now()).fill();
            new SampleReports(world.database, shop, Instant.now()).fill();
            new SampleDeliveries(world.vertx, world.database, world.destinations, shop).fill();
            Site empty = world.sites
                    .create(SiteDraft.of("Empty shop with a rather long name of its own", List.of("empty.example")))
                    .await();
            System.out.println("sites " + shop.publicId() + " " + empty.publicId());
        }
        Optional<String> setup = arguments.length > 2
                ? world.accounts
                        .prepare(Optional.of(new FirstAdmin(arguments[2], new Secret(arguments[3]))))
                        .await()
                : world.accounts.prepare(Optional.empty()).await();
        System.out.println("http://127.0.0.1:" + world.port + setup.orElse("/console"));
    }
}
