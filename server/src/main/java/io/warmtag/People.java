package io.warmtag;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.campaign.GrantRetention;
import io.warmtag.collect.Intake;
import io.warmtag.collect.OwnEvents;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.people.ContactList;
import io.warmtag.people.ContactVault;
import io.warmtag.people.Contacts;
import io.warmtag.people.Erasing;
import io.warmtag.people.ErasureListener;
import io.warmtag.people.JoinListener;
import io.warmtag.people.Joining;
import io.warmtag.people.Joins;
import io.warmtag.people.Learning;
import io.warmtag.people.OrderImport;
import io.warmtag.people.OrderStore;
import io.warmtag.people.Orders;
import io.warmtag.people.PeopleServices;
import io.warmtag.people.PersonExport;
import io.warmtag.people.PersonFinder;
import io.warmtag.people.PersonServices;
import io.warmtag.rule.JoinedMembers;
import io.warmtag.secret.SecretKey;
import io.warmtag.visitor.Persons;
import io.warmtag.visitor.Regrouped;
import io.warmtag.visitor.Regrouping;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whatever knows who people are and what they ordered. */
final class People {
    private final Learning learning;
    private final OwnEvents ownEvents;
    private final PeopleServices services;
    private final Database database;
    private final ContactVault vault;
    private @Nullable Regrouping regrouping;

    /** @param key empty while this node doesn't have it: what needs it then fails, to be tried again */
    People(Vertx vertx, Database database, Supplier<Optional<SecretKey>> key, LongSupplier clock) {
        this.database = database;
        vault = new ContactVault(key);
        learning = new Learning(database, vault);
        ownEvents = new OwnEvents(vertx, clock);
        var orders = new Orders(new OrderStore(database, vault), learning, ownEvents, clock);
        services = new PeopleServices(
                orders, new OrderImport(orders, clock), new Contacts(database, vault), new Joins(database));
    }

    /**
     * Finds out who is one person, from now on, and has what follows from that followed.
     *
     * @param lists outside
     */
    void start(Leadership leadership, Persons persons, JoinListener lists) {
        var states = new Regrouping(database, leadership, persons);
        states.start();
        regrouping = states;
        JoinListener regroup = (transaction, site, changes) -> states.changed(
                transaction,
                site,
                changes.stream()
                        .map(change -> new Regrouped(change.visitor(), change.before(), change.after()))
                        .toList());
        new Joining(database, List.of(regroup, new JoinedMembers(), lists)).start(leadership);
    }

    /** What finds, exports and erases persons, everywhere where something of them is; to be called after {@link #start}. */
    PersonServices persons(Leadership leadership, Outward outward) {
        Contacts contacts = services.contacts();
        ErasureListener grants = (transaction, site, visitors, until) ->
                GrantRetention.erase(transaction, site, visitors, until).map(0);
        ErasureListener lists = (transaction, site, visitors, until) ->
                outward.lists().erased(transaction, site, visitors, until != null);
        var erasing =
                new Erasing(database, contacts, List.of(grants, lists), Objects.requireNonNull(regrouping)::finish);
        erasing.start(leadership);
        return new PersonServices(
                new PersonFinder(database, vault),
                new ContactList(database, contacts),
                new PersonExport(database, contacts, outward.devices()::of),
                erasing);
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
