package io.warmtag.rule;

import io.warmtag.rule.past.Chapter.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Who was one person with whom, and when: what the log of joining says. Whoever isn't in it was always alone. */
final class PastJoins {
    private final Map<UUID, UUID> parents = new HashMap<>();
    private final Map<UUID, List<Change>> byGroup = new HashMap<>();

    /**
     * A visitor became another person's.
     *
     * @param at ms
     */
    record Change(UUID visitor, UUID before, UUID after, long at) {}

    /** For how long a person was made of which visitors: from after an instant up to another one, in ms. */
    record Stay(UUID person, Set<UUID> visitors, long from, long until) {}

    /** @param changes in their order */
    PastJoins(List<Change> changes) {
        for (Change change : changes) {
            unite(change.visitor, change.before);
            unite(change.visitor, change.after);
        }
        changes.forEach(change -> byGroup.computeIfAbsent(group(change.visitor), key -> new ArrayList<>())
                .add(change));
    }

    private void unite(UUID one, UUID other) {
        UUID first = group(one);
        UUID second = group(other);
        parents.putIfAbsent(first, first);
        parents.putIfAbsent(second, second);
        parents.put(second, first);
    }

    /** One id for all who ever were or became one person with a visitor. */
    UUID group(UUID visitor) {
        UUID at = visitor;
        UUID parent = parents.get(at);
        while (parent != null && !parent.equals(at)) {
            at = parent;
            parent = parents.get(at);
        }
        return at;
    }

    /** Who the visitors of a group were, by the beginnings. */
    List<Stay> stays(UUID group, Collection<UUID> visitors, Span past) {
        List<Change> changes = byGroup.get(group);
        if (changes == null) {
            return visitors.stream()
                    .map(visitor -> new Stay(visitor, Set.of(visitor), past.start(), past.end()))
                    .toList();
        }
        Map<UUID, UUID> persons = first(visitors, changes);
        Map<UUID, Stay> open = new LinkedHashMap<>();
        List<Stay> stays = new ArrayList<>();
        for (Change change : changes) {
            if (change.at > past.end()) {
                break;
            }
            if (change.at > past.start()) {
                settle(persons, open, stays, past.start());
            }
            persons.put(change.visitor, change.after);
            if (change.at > past.start()) {
                settle(persons, open, stays, change.at);
            }
        }
        settle(persons, open, stays, past.start());
        open.values().forEach(stay -> stays.add(new Stay(stay.person, stay.visitors, stay.from, past.end())));
        stays.removeIf(stay -> stay.from >= stay.until);
        stays.sort(Comparator.comparingLong(Stay::from));
        return stays;
    }

    private static Map<UUID, UUID> first(Collection<UUID> visitors, List<Change> changes) {
        Map<UUID, UUID> persons = new TreeMap<>();
        visitors.forEach(visitor -> persons.put(visitor, visitor));
        for (int i = changes.size() - 1; i >= 0; i--) {
            persons.put(changes.get(i).visitor, changes.get(i).before);
        }
        return persons;
    }

    /** Ends what is no longer so, and begins what is. */
    private static void settle(Map<UUID, UUID> persons, Map<UUID, Stay> open, List<Stay> stays, long at) {
        Map<UUID, Set<UUID>> now = new TreeMap<>();
        persons.forEach((visitor, person) ->
                now.computeIfAbsent(person, key -> new TreeSet<>()).add(visitor));
        open.values().removeIf(stay -> {
            boolean goesOn = stay.visitors.equals(now.get(stay.person));
            if (!goesOn) {
                stays.add(new Stay(stay.person, stay.visitors, stay.from, at));
            }
            return !goesOn;
        });
        now.forEach((person, visitors) -> open.putIfAbsent(person, new Stay(person, visitors, at, Long.MAX_VALUE)));
    }
}
