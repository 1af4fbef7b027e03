package io.warmtag;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.collect.Intake;
import io.warmtag.collect.OwnEvents;
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
import io.warmtag.rule.JoinedMembers;
import io.warmtag.secret.SecretKey;
import io.warmtag.visitor.Persons;
import io.warmtag.visitor.Regrouped;
import io.warmtag.visitor.Regrouping;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Whatever knows who people are and what they ordered. */
final class People {
    private final Learning learning;
    private final OwnEvents ownEvents;
    private final PeopleServices services;
    private final Database database;

    /** @param key empty while this node doesn't have it: what needs it then fails, to be tried again */
    People(Vertx vertx, Database database, Supplier<Optional<SecretKey>> key, LongSupplier clock) {
        this.database = database;
        var vault = new ContactVault(key);
        learning = new Learning(database, vault);
        ownEvents = new OwnEvents(vertx, clock);
        var orders = new Orders(new OrderStore(database, vault), learning, ownEvents, clock);
        services = new PeopleServices(
                orders, new OrderImport(orders, clock), new Contacts(database, vault), new Joins(database));
    }

    /** Finds out who is one person, from now on, and has what follows from that followed. */
    void start(Leadership leadership, Persons persons) {
        var regrouping = new Regrouping(database, leadership, persons);
        regrouping.start();
        JoinListener states = (transaction, site, changes) -> regrouping.changed(
                transaction,
                site,
                changes.stream()
                        .map(change -> new Regrouped(change.visitor(), change.before(), change.after()))
                        .toList());
        new Joining(database, List.of(states, new JoinedMembers())).start(leadership);
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
