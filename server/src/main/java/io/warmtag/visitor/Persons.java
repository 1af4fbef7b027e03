package io.warmtag.visitor;

import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.db.Database;
import io.warmtag.event.Interest;
import io.warmtag.visitor.Applies.Share;
import io.warmtag.visitor.Refolds.Refold;
import io.warmtag.visitor.Returning.Found;
import io.warmtag.visitor.model.Explanation;
import io.warmtag.visitor.model.NextChange;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.TemperatureModel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The persons' states. They live in Hazelcast, are changed where they are owned, and are folded from PostgreSQL whenever
 * they are missing or a step can't be trusted: the memory is a cache of the fold and may be lost at any moment.
 */
public final class Persons {
    private static final String MAP = "persons";
    private static final int BYTES_PER_PERSON = 500;
    // What is on its way to row and log when something was lost must be there, or it would be taken for lost, too.
    private static final long SETTLE_MS = 1_000;
    // What follows only queues: a hop to the common pool would cost more than it does.
    private static final Executor WHERE_IT_COMPLETES = Runnable::run;

    private final IMap<PersonKey, GridState> states;
    private final FollowingCalls following;
    private final PersonLoader loader;
    private final Lookups lookups;
    private final Folding folding;
    private final PersonWriter writer;
    private final Histories histories;
    private final Refolds refolds;
    private final Refolds losses;
    private final Returns returns;
    private final OrderReads orderReads;
    private final LongSupplier clock;

    public Persons(
            Vertx vertx,
            HazelcastInstance member,
            Database database,
            Histories histories,
            Interest interest,
            LongSupplier clock) {
        this.states = member.getMap(MAP);
        this.following = new FollowingCalls(vertx);
        this.loader = new PersonLoader(database, histories);
        this.lookups = new Lookups(states, following, loader, histories);
        this.histories = histories;
        this.folding = new Folding(states, following, loader, histories, clock, this::write);
        this.refolds = new Refolds(vertx, 0, new Refolding());
        this.writer =
                new PersonWriter(vertx, database, interest, (key, done) -> refolds.request(key, Waiting.forRow(done)));
        this.losses = new Refolds(vertx, SETTLE_MS, new RefoldingAfterLoss());
        this.returns = new Returns(vertx, new BringingBack());
        this.orderReads = new OrderReads(vertx, loader::orders, this::apply, refolds::request);
        this.clock = clock;
        histories.attachTo(member);
    }

    /** How Hazelcast is to hold the states. The least recently used go first when memory is full: they can be folded again. */
    public static MapConfig mapConfig() {
        long most = Runtime.getRuntime().maxMemory() / 3 / BYTES_PER_PERSON;
        var map = new MapConfig(MAP)
                .setBackupCount(1)
                .setInMemoryFormat(InMemoryFormat.BINARY)
                .setStatisticsEnabled(true);
        map.getEvictionConfig()
                .setEvictionPolicy(EvictionPolicy.LRU)
                .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                .setSize((int) Math.min(Integer.MAX_VALUE, Math.max(most, 10_000)));
        return map;
    }

    public static List<SerializerConfig> serializers() {
        return GridSerializers.configs();
    }

    /** Brings stored events into the states of their persons, in the order of their times. Returns at once. */
    void apply(Map<PersonKey, Share> shares) {
        if (shares.size() == 1) {
            shares.forEach((key, share) -> GridCalls.call(() -> states.submitToKey(key, share.step()))
                    .whenCompleteAsync((result, failure) -> applied(key, share, result, failure), WHERE_IT_COMPLETES));
            return;
        }
        var steps = new Step.ApplyMany(Step.ApplyMany.steps(shares));
        GridCalls.call(() -> states.submitToKeys(shares.keySet(), steps))
                .whenCompleteAsync(
                        (results, failure) -> shares.forEach((key, share) ->
                                applied(key, share, failure == null ? results.get(key) : null, failure)),
                        WHERE_IT_COMPLETES);
    }

    private void applied(PersonKey key, Share share, @Nullable StepResult result, @Nullable Throwable failure) {
        PersonKey visitor = share.visitor == null ? key : share.visitor;
        if (failure == null && result == null) {
            share.inState();
            share.inRow();
        } else if (failure == null && result != null && result.kind() == StepResult.Kind.WRITE) {
            share.inState();
            write(key, result, share.events.get(0).time(), share::inRow);
        } else if (failure == null && result != null && result.kind() == StepResult.Kind.ORDERS) {
            orderReads.request(key, share);
        } else if (failure == null && result != null && isElsewhere(result) && share.visitor == null) {
            GridState where = Objects.requireNonNull(result.after());
            var person = new PersonKey(key.site(), Objects.requireNonNull(where.joinedTo()));
            following.run(() -> apply(Map.of(person, share.forwarded(key, where.joins()))));
        } else {
            var waiting = new Waiting(share::inState, share::inRow);
            again(key, new Returns.Call(visitor, share.events, waiting), result, failure);
        }
    }

    private static boolean isElsewhere(StepResult result) {
        return result.kind() == StepResult.Kind.JOINED;
    }

    /** After a step that was not done, or of which it isn't known whether it was. */
    private void again(PersonKey key, Returns.Call call, @Nullable StepResult result, @Nullable Throwable failure) {
        if (failure != null) {
            // If it was done, what was to be logged has gone with the answer.
            losses.request(call.visitor(), call.waiting());
        } else if (result != null && result.kind() == StepResult.Kind.MISSING) {
            returns.request(key, call);
        } else {
            refolds.request(call.visitor(), call.waiting());
        }
    }

    /**
     * Makes happen what is due by time alone.
     *
     * @param logged how many transitions his row knows of
     */
    void advance(PersonKey key, int logged, Runnable done) {
        var advance = new Step.Advance(clock.getAsLong(), logged);
        GridCalls.call(() -> states.submitToKey(key, advance)).whenComplete((result, failure) -> {
            if (failure == null && result != null && result.kind() == StepResult.Kind.WRITE) {
                write(
                        key,
                        result,
                        result.after() == null ? 0 : result.after().state().since(),
                        done);
            } else if (failure == null && result != null && result.kind() == StepResult.Kind.UNWRITTEN) {
                refoldAfterLoss(key, done);
            } else {
                again(key, new Returns.Call(key, List.of(), Waiting.forRow(done)), result, failure);
            }
        });
    }

    /**
     * Folds the person again, a second from now, after the loss of a node, with which writes to his row and his log may have
     * been lost: what the database has then is all there is, and what is missing there is written again.
     */
    public void refoldAfterLoss(PersonKey key, Runnable done) {
        losses.request(key, Waiting.forRow(done));
    }

    /** How many changes wait to be written or folded: a measure of overload. */
    public int backlog() {
        return writer.waiting() + refolds.waiting() + losses.waiting() + returns.waiting() + orderReads.waiting();
    }

    /** Why the person of a visitor has his temperature, from the stored events; empty when nobody is known by that id. */
    public Future<Optional<Explanation>> explain(int site, UUID visitor) {
        return lookups.explain(new PersonKey(site, visitor), clock.getAsLong());
    }

    /** The temperature now, from memory, or folded when it is not there; empty when nobody is known by that id. */
    public Future<Optional<Reading>> reading(int site, UUID visitor) {
        return lookups.reading(new PersonKey(site, visitor), clock.getAsLong());
    }

    /**
     * Forgets what is in memory under these ids, because who belongs together has changed. What comes of them from here on is
     * asked of the database.
     */
    Future<Void> forget(Collection<PersonKey> keys) {
        return Future.all(keys.stream()
                        .map(key -> Future.fromCompletionStage(GridCalls.call(() -> states.removeAsync(key))))
                        .toList())
                .mapEmpty();
    }

    /** Folds the person of a visitor from everything. */
    void refold(PersonKey key, Runnable done) {
        refolds.request(key, Waiting.forRow(done));
    }

    /** The state as it is in memory now; null when it is not there. */
    CompletionStage<@Nullable GridState> inMemory(PersonKey key) {
        return states.getAsync(key);
    }

    /** What the database has of a person now. */
    Future<StoredPerson> stored(PersonKey key) {
        return loader.load(key);
    }

    /** What the database has of one visitor now, whoever he is one person with. */
    Future<StoredPerson> storedAlone(PersonKey key) {
        return loader.loadAlone(key);
    }

    /** What a return of the person would begin with now. */
    Future<Returning> returning(PersonKey key) {
        return loader.loadReturning(List.of(key), Set.of()).map(found -> Objects.requireNonNull(found.get(key)));
    }

    SettingsHistory history(int site) {
        return histories.of(site);
    }

    private final class Refolding implements Refolds.Work {
        @Override
        public Future<Refold> fold(PersonKey key) {
            return folding.fold(key, true);
        }

        @Override
        public void foldAfterLoss(PersonKey key, Waiting caller) {
            losses.request(key, caller);
        }
    }

    private final class RefoldingAfterLoss implements Refolds.Work {
        @Override
        public Future<Refold> fold(PersonKey key) {
            return folding.fold(key, false)
                    // The next fold must not take for lost what this one has just written.
                    .compose(refold -> refold.written().map(refold));
        }

        @Override
        public void foldAfterLoss(PersonKey key, Waiting caller) {
            losses.request(key, caller);
        }
    }

    /** What {@link Returns} has to do with the memory and the database. */
    private final class BringingBack implements Returns.Work {
        @Override
        public Future<Map<PersonKey, Returning>> load(List<PersonKey> keys, Set<PersonKey> ordered) {
            return loader.loadReturning(keys, ordered);
        }

        @Override
        public @Nullable Found find(PersonKey key, Returning returning, Collection<PersonEvent> events) {
            return returning.find(events, histories.of(key.site()), clock.getAsLong());
        }

        @Override
        public Future<Refold> putBack(PersonKey key, Found found) {
            return folding.put(key, null, found);
        }

        @Override
        public void foldEverything(PersonKey key, Waiting waiting) {
            refolds.request(key, waiting);
        }

        @Override
        public void foldAfterLoss(PersonKey key, Waiting waiting) {
            losses.request(key, waiting);
        }

        @Override
        public Future<Void> putPointer(PersonKey key, Returning returning) {
            UUID joinedTo = Objects.requireNonNull(returning.joinedTo());
            return folding.putPointer(key, null, joinedTo, returning.stored().joins())
                    .otherwiseEmpty()
                    .mapEmpty();
        }

        @Override
        public void apply(Returns.Call call) {
            if (call.events().isEmpty()) {
                // Nothing but time was to be brought in.
                refolds.request(call.visitor(), call.waiting());
                return;
            }
            Share share = new Share();
            share.events.addAll(call.events());
            share.waiting.add(call.waiting());
            Persons.this.apply(Map.of(call.visitor(), share));
        }
    }

    private void write(PersonKey key, StepResult result, long firstSeen, Runnable done) {
        GridState after = Objects.requireNonNull(result.after());
        PersonState state = after.state();
        SettingsHistory history = histories.of(key.site());
        long next = TemperatureModel.isCurrent(state, history)
                ? TemperatureModel.nextChange(state, history)
                        .map(NextChange::at)
                        .orElse(PersonWrite.NEVER)
                : clock.getAsLong();
        double score = TemperatureModel.score(state, history, Math.max(clock.getAsLong(), state.position()));
        writer.write(new PersonWrite(key, after, score, firstSeen, next, result.transitions(), done));
    }
}
