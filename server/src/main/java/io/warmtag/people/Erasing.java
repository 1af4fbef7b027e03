package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.audit.AuditStore;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Leadership;
import io.warmtag.db.Page;
import io.warmtag.people.ErasureStore.Open;
import io.warmtag.people.PersonTables.Step;
import io.warmtag.site.Site;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Erases persons. All of the database lets go of one in a single transaction. What was on its way meanwhile (in another node's
 * memory, in a transaction that began before) is refused where it would be written, or taken away by the leader, who looks again
 * until the lists outside have let him go, too.
 */
public final class Erasing {
    private static final long EVERY_MS = 2_000;
    private static final int AT_ONCE = 20;

    private final Database database;
    private final Contacts contacts;
    private final List<ErasureListener> listeners;
    private final Supplier<Future<Void>> regroup;
    private final JoinStore joins = new JoinStore();
    private final ErasureStore store;

    /**
     * @param listeners asked in turn
     * @param regroup takes the states of whom it concerns out of the grid; the leader does so in any case, soon
     */
    public Erasing(
            Database database, Contacts contacts, List<ErasureListener> listeners, Supplier<Future<Void>> regroup) {
        this.database = database;
        this.contacts = contacts;
        this.listeners = List.copyOf(listeners);
        this.regroup = regroup;
        this.store = new ErasureStore(database);
    }

    public void start(Leadership leadership) {
        leadership.every(EVERY_MS, EVERY_MS, "looking after erased persons", this::look);
    }

    /**
     * Erases the person of a visitor. Whoever was erased and has not come since is not erased again: the answer tells of the time
     * when he was.
     *
     * @param actor as the audit names him
     * @return empty when nobody is known by that id
     */
    public Future<Optional<Erasure>> erase(Site site, UUID visitor, String actor) {
        return database.inTransaction(transaction -> joins.lock(transaction, site.id())
                        .compose(locked -> store.visitors(transaction, site.id(), visitor))
                        .compose(visitors -> store.isKnown(transaction, site.id(), visitors)
                                .compose(known -> known
                                        ? erase(transaction, site.id(), visitors, actor)
                                                .map(Optional::of)
                                        : store.earlier(transaction, site.id(), visitor))))
                .compose(erasure -> regroup.get().otherwiseEmpty().map(erasure));
    }

    private Future<Erasure> erase(SqlConnection transaction, int site, List<UUID> visitors, String actor) {
        UUID id = UUID.randomUUID();
        return store.hold(transaction, visitors)
                .compose(at -> contacts.of(transaction, site, visitors)
                        .compose(known -> store.begin(transaction, id, site, visitors, at, actor)
                                .compose(begun -> steps(transaction, site, visitors, null))
                                .compose(outside -> store.forgetTexts(transaction, site, visitors, all(known))
                                        .compose(done -> store.note(transaction, id, outside))))
                        .compose(erasure -> AuditStore.add(transaction, actor, "person.erase", site, id.toString())
                                .map(erasure)));
    }

    private static List<KnownContact> all(Map<UUID, List<KnownContact>> known) {
        return known.values().stream().flatMap(List::stream).toList();
    }

    /** How many lists outside may still have them. */
    private Future<Integer> steps(
            SqlConnection transaction, int site, List<UUID> visitors, @Nullable OffsetDateTime until) {
        return run(transaction, PersonTables.FOLLOWING, site, visitors, until)
                .compose(done -> tell(transaction, site, visitors, until))
                .compose(outside -> run(transaction, PersonTables.KNOWN, site, visitors, until)
                        .map(outside));
    }

    private Future<Void> run(
            SqlConnection transaction,
            List<Step> steps,
            int site,
            List<UUID> visitors,
            @Nullable OffsetDateTime until) {
        Future<Void> done = Future.succeededFuture();
        for (Step step : steps) {
            done = done.compose(before -> store.run(transaction, step, site, visitors, until));
        }
        return done;
    }

    private Future<Integer> tell(
            SqlConnection transaction, int site, List<UUID> visitors, @Nullable OffsetDateTime until) {
        Future<Integer> all = Future.succeededFuture(0);
        for (ErasureListener listener : listeners) {
            all = all.compose(before ->
                    listener.erased(transaction, site, visitors, until).map(outside -> before + outside));
        }
        return all;
    }

    /** Takes away what came behind the erasure's back, and finishes where nothing can come any more. */
    Future<Void> look() {
        return store.due(AT_ONCE).compose(due -> {
            Future<Void> done = store.forgetOld();
            for (Open one : due) {
                done = done.compose(before -> database.inTransaction(transaction -> look(transaction, one)));
            }
            return done;
        });
    }

    private Future<Void> look(SqlConnection transaction, Open one) {
        return joins.lock(transaction, one.site())
                .compose(locked -> store.visitorsOf(transaction, one.id()))
                .compose(visitors -> LateArrivals.until(transaction, one.site(), visitors, one.at())
                        .compose(until -> steps(transaction, one.site(), visitors, until))
                        .compose(outside -> store.looked(transaction, one, visitors, outside)));
    }

    /** Newest first. */
    public Future<Page<Erasure>> list(Site site, Keyset after, int limit) {
        return store.list(site.id(), after, limit);
    }
}
