package io.warmtag.visitor;

import com.hazelcast.map.IMap;
import io.vertx.core.Future;
import io.warmtag.visitor.model.Explanation;
import io.warmtag.visitor.model.Outcome;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.TemperatureModel;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers how warm somebody is: the person of the visitor who is asked about. */
final class Lookups {
    // Who stands for him may change between two looks; then he is looked for again.
    private static final int MOST_HOPS = 5;

    private final IMap<PersonKey, GridState> states;
    private final FollowingCalls following;
    private final PersonLoader loader;
    private final Histories histories;

    Lookups(IMap<PersonKey, GridState> states, FollowingCalls following, PersonLoader loader, Histories histories) {
        this.states = states;
        this.following = following;
        this.loader = loader;
        this.histories = histories;
    }

    Future<Optional<Explanation>> explain(PersonKey visitor, long now) {
        return follow(visitor, MOST_HOPS)
                .map(stored -> stored.isUnknown()
                        ? Optional.empty()
                        : Optional.of(TemperatureModel.explain(
                                stored.checkpoint(),
                                stored.events(),
                                stored.orders(),
                                histories.of(visitor.site()),
                                now)));
    }

    Future<Optional<Reading>> reading(PersonKey visitor, long now) {
        SettingsHistory history = histories.of(visitor.site());
        return inMemory(visitor).compose(state -> {
            if (state != null
                    && TemperatureModel.advance(state.state(), now, history) instanceof Outcome.Applied current) {
                return Future.succeededFuture(Optional.of(Reading.of(current.state(), history, now)));
            }
            return follow(visitor, MOST_HOPS)
                    .map(stored -> stored.isUnknown()
                            ? Optional.<Reading>empty()
                            : Optional.of(Reading.of(stored.fold(history, now).state(), history, now)));
        });
    }

    /** The person's state, when it is in memory and certainly the visitor's. */
    private Future<@Nullable GridState> inMemory(PersonKey visitor) {
        return Future.fromCompletionStage(GridCalls.call(() -> states.getAsync(visitor)))
                .compose(state -> {
                    UUID joinedTo = state == null ? null : state.joinedTo();
                    if (state == null || joinedTo == null) {
                        return Future.succeededFuture(state);
                    }
                    int joins = state.joins();
                    return following
                            .call(() -> states.getAsync(new PersonKey(visitor.site(), joinedTo)))
                            .map(person -> person != null && person.joinedTo() == null && person.joins() == joins
                                    ? person
                                    : null);
                });
    }

    private Future<StoredPerson> follow(PersonKey visitor, int hops) {
        return loader.load(visitor).compose(stored -> {
            UUID joinedTo = stored.joinedTo();
            return joinedTo == null || hops == 0
                    ? Future.succeededFuture(stored)
                    : follow(new PersonKey(visitor.site(), joinedTo), hops - 1);
        });
    }
}
