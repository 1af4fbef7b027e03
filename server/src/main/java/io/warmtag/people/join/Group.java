package io.warmtag.people.join;

import io.warmtag.people.join.Link.Identifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Visitors who are one person, while it is being found out. */
final class Group {
    final Set<UUID> visitors = new HashSet<>();
    private final Set<Identifier> identifiers = new HashSet<>();
    private UUID oldest;
    private long since = Long.MAX_VALUE;

    Group(UUID visitor) {
        visitors.add(visitor);
        oldest = visitor;
    }

    void add(Link link) {
        identifiers.add(link.identifier());
        older(link.visitor(), link.first());
    }

    private void older(UUID visitor, long first) {
        if (first < since || first == since && visitor.compareTo(oldest) < 0) {
            oldest = visitor;
            since = first;
        }
    }

    /** Whether both together would be called two things of one kind. */
    boolean contradicts(Group other) {
        Map<Integer, Identifier> byKind = new HashMap<>();
        for (Set<Identifier> all : java.util.List.of(identifiers, other.identifiers)) {
            for (Identifier identifier : all) {
                Identifier known = byKind.putIfAbsent(identifier.kind(), identifier);
                if (known != null && !known.equals(identifier)) {
                    return true;
                }
            }
        }
        return false;
    }

    void takeAll(Group other) {
        visitors.addAll(other.visitors);
        identifiers.addAll(other.identifiers);
        older(other.oldest, other.since);
    }

    UUID oldest() {
        return oldest;
    }
}
