package io.warmtag.visitor;

import com.hazelcast.map.IMap;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.warmtag.visitor.Refolds.Refold;
import io.warmtag.visitor.Returning.Found;
import io.warmtag.visitor.StoredPerson.LogEnd;
import io.warmtag.visitor.model.Folded;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds persons from the database and puts what came of it into memory, where nobody has changed anything meanwhile. */
final class Folding {
    private static final Logger LOG = LoggerFactory.getLogger(Folding.class);

    private final IMap<PersonKey, GridState> states;
    private final FollowingCalls following;
    private final PersonLoader loader;
    private final Histories histories;
    private final LongSupplier clock;
    private final Writes writes;

    /** Has rows written. */
    interface Writes {
        void write(PersonKey key, StepResult result, long firstSeen, Runnable done);
    }

    Folding(
            IMap<PersonKey, GridState> states,
            FollowingCalls following,
            PersonLoader loader,
            Histories histories,
            LongSupplier clock,
            Writes writes) {
        this.states = states;
        this.following = following;
        this.loader = loader;
        this.histories = histories;
        this.clock = clock;
        this.writes = writes;
    }

    /**
     * Folds once.
     *
     * @param writesAreOnTheWay what the memory knows and the database doesn't will be there soon; else it is taken for lost
     */
    Future<Refold> fold(PersonKey key, boolean writesAreOnTheWay) {
        return Future.fromCompletionStage(GridCalls.call(() -> states.getAsync(key)))
                .compose(before -> {
                    if (before == null || before.joinedTo() == null) {
                        return foldFrom(key, before, writesAreOnTheWay);
                    }
                    // What comes from here on must not be led away by what may no longer hold.
                    return following
                            .call(() -> states.submitToKey(key, new Step.Replace(before, null)))
                            .compose(lost -> lost != null
                                    ? Future.succeededFuture(Refold.LOST)
                                    : foldFrom(key, null, writesAreOnTheWay));
                });
    }

    private Future<Refold> foldFrom(PersonKey key, @Nullable GridState before, boolean writesAreOnTheWay) {
        return loader.load(key).compose(stored -> {
            UUID joinedTo = stored.joinedTo();
            if (joinedTo != null) {
                return putPointer(key, before, joinedTo, stored.joins())
                        .map(put -> put ? Refold.moved(new PersonKey(key.site(), joinedTo)) : Refold.LOST);
            }
            return stored.isUnknown()
                    ? forget(key, before)
                    : replace(key, before, withPending(before, stored, writesAreOnTheWay));
        });
    }

    /** Nothing is stored of him any more: what the memory has goes too. */
    private Future<Refold> forget(PersonKey key, @Nullable GridState before) {
        return before == null
                ? Future.succeededFuture(Refold.NOTHING)
                : following
                        .call(() -> states.submitToKey(key, new Step.Replace(before, null)))
                        .map(lost -> lost == null ? Refold.NOTHING : Refold.LOST);
    }

    /** Notes in memory that somebody else's state is his; says whether it did. */
    Future<Boolean> putPointer(PersonKey key, @Nullable GridState before, UUID joinedTo, int joins) {
        var step = new Step.Replace(before, GridState.joined(joinedTo, joins));
        return submit(key, step).map(lost -> lost == null);
    }

    /** Puts the folded state in its place, unless somebody was quicker and it has to be folded again. */
    private Future<Refold> replace(PersonKey key, @Nullable GridState before, StoredPerson person) {
        Folded folded = person.fold(histories.of(key.site()), clock.getAsLong());
        return put(key, before, Returning.found(person, folded, person.unlogged(folded)));
    }

    /** Puts a state into memory, unless somebody was quicker, and has its row written. A call without an answer is no failure. */
    Future<Refold> put(PersonKey key, @Nullable GridState before, Found found) {
        return submit(key, new Step.Replace(before, found.state())).transform(call -> {
            if (call.failed()) {
                LOG.debug(
                        "no answer about {} in site {}: {}",
                        key.id(),
                        key.site(),
                        call.cause().toString());
                return Future.succeededFuture(Refold.UNKNOWN);
            }
            return Future.succeededFuture(call.result() == null ? written(key, found) : Refold.LOST);
        });
    }

    private Refold written(PersonKey key, Found found) {
        var written = Promise.<Void>promise();
        var result = new StepResult(StepResult.Kind.WRITE, found.state(), found.unlogged());
        writes.write(key, result, found.firstSeen(), () -> written.tryComplete());
        return new Refold(written.future());
    }

    private Future<@Nullable StepResult> submit(PersonKey key, Step step) {
        return Future.fromCompletionStage(GridCalls.call(() -> states.submitToKey(key, step)));
    }

    /** What the memory knows of his log and his row, when they are still on their way to the database. */
    static StoredPerson withPending(@Nullable GridState before, StoredPerson stored, boolean writesAreOnTheWay) {
        if (before == null) {
            return stored;
        }
        // What was on its way when somebody was joined or parted is refused and will not come.
        boolean come = writesAreOnTheWay && before.joins() == stored.joins();
        LogEnd end = come && before.logged() > stored.log().number()
                ? new LogEnd(
                        before.logged(),
                        before.state().temperature(),
                        before.state().since())
                : stored.log();
        int revision = Math.max(before.revision(), stored.revision());
        return stored.withEnd(end, revision);
    }
}
