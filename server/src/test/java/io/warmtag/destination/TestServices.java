package io.warmtag.destination;

import io.vertx.core.Vertx;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.people.ContactVault;
import io.warmtag.people.Contacts;
import io.warmtag.secret.Keyring;
import io.warmtag.secret.MemoryOffer;
import java.util.Optional;

/** Destinations as the server has them, on a test's database. */
public final class TestServices {
    private TestServices() {}

    public static Keyring keyring(Vertx vertx, Database database) {
        var keyring = new Keyring(vertx, database, Optional.empty(), DestinationWorld.folder(), new MemoryOffer());
        keyring.start().await();
        return keyring;
    }

    public static DestinationServices of(Vertx vertx, Database database, News news) {
        return of(vertx, database, news, keyring(vertx, database));
    }

    public static DestinationServices of(Vertx vertx, Database database, News news, Keyring keyring) {
        Kinds kinds = Kinds.real();
        var targets = new Targets(database, news, keyring, kinds);
        targets.start().await();
        return new DestinationServices(
                kinds,
                targets,
                new Deliveries(database),
                new DryRun(database, new Contacts(database, new ContactVault(keyring::key)), keyring, targets, kinds),
                new Connection(database),
                new Lists(database, targets, kinds, new Outbox(), 0));
    }

    /** Puts an event on its way. */
    public static void put(Database database, Outbound outbound) {
        database.inTransaction(transaction -> new Outbox().add(transaction, java.util.List.of(outbound)))
                .await();
    }
}
