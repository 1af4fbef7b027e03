package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.people.JoinListener.Change;
import io.warmtag.people.JoinStore.Found;
import io.warmtag.people.JoinStore.Unweighed;
import io.warmtag.people.join.Conflict;
import io.warmtag.people.join.Resolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Finds out who is one person with whom, soon after something new was heard. Leader's work; whoever does it twice comes to the
 * same.
 */
public final class Joining {
    private static final long EVERY_MS = 500;
    private static final int AT_ONCE = 200;
    // By then the changes of temperature that came with it are in the log: they are occasions, what a join changes is
    // none.
    private static final long SETTLE_MS = 2_000;

    private final Database database;
    private final JoinStore store = new JoinStore();
    private final List<JoinListener> listeners;

    /** @param listeners told in turn, in the transaction of the change */
    public Joining(Database database, List<JoinListener> listeners) {
        this.database = database;
        this.listeners = List.copyOf(listeners);
    }

    public void start(Leadership leadership) {
        leadership.every(EVERY_MS, EVERY_MS, "joining persons", () -> weigh(SETTLE_MS));
    }

    /** Weighs what is new, until nothing is. */
    public Future<Void> weigh() {
        return weigh(0);
    }

    private Future<Void> weigh(long settleMs) {
        return database.onOneConnection(connection -> store.unweighed(connection, settleMs, AT_ONCE))
                .compose(found ->
                        found.isEmpty() ? Future.succeededFuture() : all(found).compose(done -> weigh(settleMs)));
    }

    private Future<Void> all(List<Unweighed> found) {
        Future<Void> done = Future.succeededFuture();
        for (Unweighed one : found) {
            done = done.compose(
                    before -> database.inTransaction(transaction -> weigh(transaction, one.site(), one.visitor())));
        }
        return done;
    }

    private Future<Void> weigh(SqlConnection transaction, int site, UUID visitor) {
        return store.lock(transaction, site)
                .compose(locked -> store.find(transaction, site, visitor))
                .compose(found -> store.persons(transaction, site, found.visitors())
                        .compose(before -> settle(transaction, site, found, before)));
    }

    private Future<Void> settle(SqlConnection transaction, int site, Found found, Map<UUID, UUID> before) {
        Resolution resolution = Resolution.of(found.links(), found.decisions());
        Map<UUID, UUID> after = resolution.persons();
        Map<UUID, UUID> together = together(after);
        List<Conflict> conflicts = new ArrayList<>(resolution.conflicts());
        conflicts.addAll(found.stopped());
        List<Change> changes = new ArrayList<>();
        found.visitors().forEach(visitor -> {
            UUID was = before.getOrDefault(visitor, visitor);
            UUID is = after.getOrDefault(visitor, visitor);
            if (!was.equals(is)) {
                changes.add(new Change(visitor, was, is));
            }
        });
        // They hung together with these before and don't any more: what they are now has to be found out too.
        Set<UUID> left = new HashSet<>(before.keySet());
        left.removeAll(found.visitors());
        return store.write(transaction, site, found.visitors(), together, changes)
                .compose(done -> store.conflicts(transaction, site, found.visitors(), conflicts))
                .compose(done -> store.weighed(transaction, site, found.looked()))
                .compose(done -> left.isEmpty() ? Future.succeededFuture() : store.weighAgain(transaction, site, left))
                .compose(done -> tell(transaction, site, changes));
    }

    /** Persons of one visitor need no row. */
    private static Map<UUID, UUID> together(Map<UUID, UUID> persons) {
        Map<UUID, Integer> sizes = new HashMap<>();
        persons.values().forEach(person -> sizes.merge(person, 1, Integer::sum));
        Map<UUID, UUID> together = new HashMap<>();
        persons.forEach((visitor, person) -> {
            if (sizes.getOrDefault(person, 0) > 1) {
                together.put(visitor, person);
            }
        });
        return together;
    }

    private Future<Void> tell(SqlConnection transaction, int site, List<Change> changes) {
        Future<Void> done = Future.succeededFuture();
        if (!changes.isEmpty()) {
            for (JoinListener listener : listeners) {
                done = done.compose(before -> listener.changed(transaction, site, changes));
            }
        }
        return done;
    }
}
