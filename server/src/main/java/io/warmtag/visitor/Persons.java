package io.warmtag.visitor;

import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.warmtag.db.Database;
import io.warmtag.event.Interest;
import io.warmtag.visitor.Applies.Share;
import io.warmtag.visitor.Refolds.Refold;
import io.warmtag.visitor.StoredPerson.LogEnd;
import io.warmtag.visitor.model.Explanation;
import io.warmtag.visitor.model.Folded;
import io.warmtag.visitor.model.NextChange;
import io.warmtag.visitor.model.Outcome;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.TemperatureModel;
import io.warmtag.visitor.model.Transition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    // What follows only queues: a hop to the common pool would cost more than it does.
    private static final Executor WHERE_IT_COMPLETES = Runnable::run;

    private final IMap<PersonKey, GridState> states;
    private final PersonLoader loader;
    private final PersonWriter writer;
    private final Histories histories;
    private final Refolds refolds;
    private final Refolds losses;
    private final LongSupplier clock;

    public Persons(
            Vertx vertx,
            HazelcastInstance member,
            Database database,
            Histories histories,
            Interest interest,
            LongSupplier clock) {
        this.states = member.getMap(MAP);
        this.loader = new PersonLoader(database);
        this.writer = new PersonWriter(vertx, database, interest);
        this.histories = histories;
        this.refolds = new Refolds(vertx, key -> refoldOnce(key, true));
        this.losses = new Refolds(
                vertx,
                key -> refoldOnce(key, false)
                        // The next fold must not take for lost what this one has just written.
                        .compose(refold -> refold.written().map(refold)));
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
            shares.forEach((key, share) -> states.submitToKey(key, new Step.Apply(share.events, share.fresh))
                    .whenCompleteAsync((result, failure) -> applied(key, share, result, failure), WHERE_IT_COMPLETES));
            return;
        }
        states.submitToKeys(shares.keySet(), new Step.ApplyMany(Step.ApplyMany.steps(shares)))
                .whenCompleteAsync(
                        (results, failure) -> shares.forEach((key, share) ->
                                applied(key, share, failure == null ? results.get(key) : null, failure)),
                        WHERE_IT_COMPLETES);
    }

    private void applied(PersonKey key, Share share, @Nullable StepResult result, @Nullable Throwable failure) {
        if (failure == null && result == null) {
            share.inState();
            share.inRow();
        } else if (failure == null && result != null && result.kind() == StepResult.Kind.WRITE) {
            share.inState();
            write(key, result, share.events.get(0).time(), share::inRow);
        } else {
            refolds.request(key, new Waiting(share::inState, share::inRow));
        }
    }

    /** Makes happen what is due by time alone. */
    void advance(PersonKey key, Runnable done) {
        states.submitToKey(key, new Step.Advance(clock.getAsLong())).whenComplete((result, failure) -> {
            if (failure == null && result != null && result.kind() == StepResult.Kind.WRITE) {
                write(
                        key,
                        result,
                        result.after() == null ? 0 : result.after().state().since(),
                        done);
            } else {
                refolds.request(key, Waiting.forRow(done));
            }
        });
    }

    /**
     * Folds the person again after the loss of a node, with which writes to his row and his log may have been lost: what
     * the database has is all there is, and what is missing there is written again.
     */
    void refoldAfterLoss(PersonKey key, Runnable done) {
        losses.request(key, Waiting.forRow(done));
    }

    /** How many changes wait to be written or folded: a measure of overload. */
    public int backlog() {
        return writer.waiting() + refolds.waiting();
    }

    /** Why the person has his temperature, from the stored events; empty when nobody is known by that id. */
    public Future<Optional<Explanation>> explain(int site, UUID person) {
        var key = new PersonKey(site, person);
        return loader.load(key).map(stored -> {
            if (stored.isUnknown()) {
                return Optional.<Explanation>empty();
            }
            return Optional.of(TemperatureModel.explain(
                    stored.checkpoint(), stored.events(), stored.orders(), histories.of(site), clock.getAsLong()));
        });
    }

    /** The temperature now, from memory, or folded when it is not there; empty when nobody is known by that id. */
    public Future<Optional<Reading>> reading(int site, UUID person) {
        var key = new PersonKey(site, person);
        return Future.fromCompletionStage(states.getAsync(key)).compose(state -> {
            SettingsHistory history = histories.of(site);
            long now = clock.getAsLong();
            if (state != null
                    && TemperatureModel.advance(state.state(), now, history) instanceof Outcome.Applied current) {
                return Future.succeededFuture(Optional.of(Reading.of(current.state(), history, now)));
            }
            return loader.load(key)
                    .map(stored -> stored.isUnknown()
                            ? Optional.<Reading>empty()
                            : Optional.of(Reading.of(stored.fold(history, now).state(), history, now)));
        });
    }

    /** The state as it is in memory now; null when it is not there. */
    CompletionStage<@Nullable GridState> inMemory(PersonKey key) {
        return states.getAsync(key);
    }

    /** The state as it is folded from the database now. */
    Future<StoredPerson> stored(PersonKey key) {
        return loader.load(key);
    }

    SettingsHistory history(int site) {
        return histories.of(site);
    }

    private Future<Refold> refoldOnce(PersonKey key, boolean writesAreOnTheWay) {
        return Future.fromCompletionStage(states.getAsync(key))
                .compose(before -> loader.load(key)
                        .compose(stored -> stored.isUnknown()
                                ? Future.succeededFuture(Refold.NOTHING)
                                : replace(key, before, writesAreOnTheWay ? withPendingLog(before, stored) : stored)));
    }

    /** Puts the folded state in its place, unless somebody was quicker and it has to be folded again. */
    private Future<Refold> replace(PersonKey key, @Nullable GridState before, StoredPerson person) {
        Folded folded = person.fold(histories.of(key.site()), clock.getAsLong());
        List<Transition> unlogged = person.unlogged(folded);
        var after = new GridState(
                folded.state(),
                person.log().number() + unlogged.size(),
                folded.state().lastSeen());
        return Future.fromCompletionStage(states.submitToKey(key, new Step.Replace(before, after)))
                .map(lost -> {
                    if (lost != null) {
                        return Refold.LOST;
                    }
                    var written = Promise.<Void>promise();
                    var result = new StepResult(StepResult.Kind.WRITE, after, unlogged);
                    write(key, result, person.firstSeen(folded.state()), () -> written.tryComplete());
                    return new Refold(true, written.future());
                });
    }

    /** The log's end as the memory knows it, when rows of it are still on their way to the database. */
    private static StoredPerson withPendingLog(@Nullable GridState before, StoredPerson stored) {
        if (before == null || before.logged() <= stored.log().number()) {
            return stored;
        }
        var end = new LogEnd(
                before.logged(), before.state().temperature(), before.state().since());
        return new StoredPerson(stored.checkpoint(), stored.events(), stored.orders(), end);
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
