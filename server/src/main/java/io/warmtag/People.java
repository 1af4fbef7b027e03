package io.warmtag;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.collect.Intake;
import io.warmtag.collect.OwnEvents;
import io.warmtag.config.Settings;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.people.ContactVault;
import io.warmtag.people.Contacts;
import io.warmtag.people.JoinListener;
import io.warmtag.people.Joining;
import io.warmtag.people.Joins;
import io.warmtag.people.Learning;
import io.warmtag.people.OrderImport;
import io.warmtag.people.OrderStore;
import io.warmtag.people.Orders;
import io.warmtag.people.PeopleServices;
import io.warmtag.secret.SecretKey;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Whatever knows who people are and what they ordered. */
final class People {
    private final Learning learning;
    private final OwnEvents ownEvents;
    private final PeopleServices services;

    private People(Vertx vertx, Database database, SecretKey key, LongSupplier clock) {
        var vault = new ContactVault(key);
        learning = new Learning(database, vault);
        ownEvents = new OwnEvents(vertx, clock);
        var orders = new Orders(new OrderStore(database, vault), learning, ownEvents, clock);
        services = new PeopleServices(
                orders, new OrderImport(orders, clock), new Contacts(database, vault), new Joins(database));
    }

    /**
     * Blocks until the key is read and is the database's.
     *
     * @param listeners hear of who becomes whom
     */
    static People start(
            Vertx vertx,
            Settings settings,
            Database database,
            Leadership leadership,
            List<JoinListener> listeners,
            LongSupplier clock)
            throws IOException {
        SecretKey key = SecretKey.load(settings);
        key.check(database).await();
        new Joining(database, listeners).start(leadership);
        return new People(vertx, database, key, clock);
    }

    /** Opens the way of what the console and the API tell; blocks until it is open. */
    void take(Supplier<Future<Intake>> intakes) {
        ownEvents.start(intakes).await();
    }

    void stop() {
        ownEvents.close().await();
    }

    Learning learning() {
        return learning;
    }

    PeopleServices services() {
        return services;
    }
}
