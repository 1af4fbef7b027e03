package io.warmtag.visitor;

import io.warmtag.visitor.model.EventKey;
import io.warmtag.visitor.model.Folded;
import io.warmtag.visitor.model.Outcome;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.TemperatureModel;
import io.warmtag.visitor.model.Transition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose state is not in memory.
 *
 * @param row the state in his row
 * @param isWhole whether {@code stored} is all that is stored of him; else it has only the events that came after the state
 *     in the row
 * @param withOrders whether all of his orders were read
 */
record Returning(Optional<RowState> row, boolean isWhole, boolean withOrders, StoredPerson stored) {

    /**
     * What becomes his state in memory, and what of it is not logged yet.
     *
     * @param firstSeen ms, as far as is known here
     */
    record Found(GridState state, List<Transition> unlogged, long firstSeen) {}

    boolean isUnknown() {
        return isWhole && stored.joinedTo() == null && stored.isUnknown();
    }

    /** Who stands for him, when it is another one. */
    @Nullable UUID joinedTo() {
        return stored.joinedTo();
    }

    /** Whether these events were among those that were read. */
    boolean holds(Collection<PersonEvent> asked) {
        Set<UUID> read = new HashSet<>(stored.events().size() * 2);
        stored.events().forEach(event -> read.add(event.id()));
        return asked.stream().allMatch(event -> read.contains(event.id()));
    }

    /**
     * His state now.
     *
     * @param asked events that are stored and have to be in it
     * @return null when only a fold of everything tells
     */
    @Nullable Found find(Collection<PersonEvent> asked, SettingsHistory history, long now) {
        if (isWhole) {
            Folded folded = stored.fold(history, now);
            return holds(asked) ? found(stored, folded, stored.unlogged(folded)) : null;
        }
        return row.map(from -> goOn(from, asked, history, now)).orElse(null);
    }

    private @Nullable Found goOn(RowState from, Collection<PersonEvent> asked, SettingsHistory history, long now) {
        EventKey last = from.state().lastEvent();
        // One that is stored and has no greater id came late.
        if (last != null && !asked.stream().allMatch(event -> event.key().hasGreaterIdThan(last))) {
            return null;
        }
        // Who was away for long isn't looked for up to now: what he came back with is known.
        Map<UUID, PersonEvent> byId = new HashMap<>();
        stored.events().forEach(event -> byId.put(event.id(), event));
        asked.forEach(event -> byId.putIfAbsent(event.id(), event));
        Collection<PersonEvent> newer = byId.values();
        boolean ordered = newer.stream().anyMatch(PersonEvent::concernsOrder);
        // A person of several visitors has the orders of all of them.
        if (ordered && !(withOrders && from.joins() == 0)) {
            return null;
        }
        Outcome outcome = ordered
                ? TemperatureModel.resume(from.state(), newer, stored.orders(), history, now)
                : TemperatureModel.resume(from.state(), newer, history, now);
        if (!(outcome instanceof Outcome.Applied applied)) {
            return null;
        }
        int logged = from.logged() + applied.transitions().size();
        var state = new GridState(
                applied.state(), logged, applied.state().lastSeen(), from.revision() + 1, from.joins(), null);
        return new Found(state, applied.transitions(), applied.state().since());
    }

    /** After a fold of everything. */
    static Found found(StoredPerson stored, Folded folded, List<Transition> unlogged) {
        var state = new GridState(
                folded.state(),
                stored.log().number() + unlogged.size(),
                folded.state().lastSeen(),
                stored.revision() + 1,
                stored.joins(),
                null);
        return new Found(state, unlogged, stored.firstSeen(folded.state()));
    }
}
