package io.warmtag.people.join;

import io.warmtag.people.join.Conflict.Reason;
import io.warmtag.people.join.Link.Identifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Who is one person with whom. Links are taken in the order of their own times, so that the order in which they came doesn't
 * matter: an identifier belongs to the person who had it first, and whoever has it later is the same person unless one of both
 * is also called otherwise by the same kind of identifier. Then somebody has to decide.
 */
public final class Resolution {
    private final Map<UUID, Group> groups = new HashMap<>();
    private final Map<Identifier, UUID> owners = new HashMap<>();
    private final List<Pair> apart = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();

    private record Held(UUID owner, UUID visitor, Identifier identifier) {}

    private Resolution() {}

    /**
     * Weighs links that are complete: with each visitor all of his that join, with each identifier too, and all decisions about
     * any of the visitors.
     */
    public static Resolution of(Collection<Link> links, Collection<Decision> decisions) {
        var resolution = new Resolution();
        Map<Pair, Decision> newest = new HashMap<>();
        decisions.forEach(decision -> newest.merge(
                decision.pair(), decision, (a, b) -> a.at() > b.at() || a.at() == b.at() && !a.together() ? a : b));
        List<Decision> joins = new ArrayList<>();
        newest.values().forEach(decision -> {
            if (decision.together()) {
                joins.add(decision);
            } else {
                resolution.apart.add(decision.pair());
            }
        });
        joins.sort(Comparator.comparingLong(Decision::at)
                .thenComparing(decision -> decision.pair().one())
                .thenComparing(decision -> decision.pair().other()));
        List<Link> inOrder = new ArrayList<>(links);
        inOrder.sort(Link.IN_ORDER);
        inOrder.forEach(link -> resolution.groups.computeIfAbsent(link.visitor(), Group::new));
        joins.forEach(join -> {
            resolution.groups.computeIfAbsent(join.one(), Group::new);
            resolution.groups.computeIfAbsent(join.other(), Group::new);
        });
        resolution.take(inOrder, joins);
        return resolution;
    }

    private void take(List<Link> links, List<Decision> joins) {
        int next = 0;
        for (Link link : links) {
            while (next < joins.size() && joins.get(next).at() < link.first()) {
                join(joins.get(next++));
            }
            take(link);
        }
        joins.subList(next, joins.size()).forEach(this::join);
    }

    private void join(Decision decision) {
        Group one = group(decision.one());
        Group other = group(decision.other());
        if (one != other && !isApart(one, other)) {
            unite(one, other);
        }
    }

    private void take(Link link) {
        Group group = group(link.visitor());
        UUID owner = owners.putIfAbsent(link.identifier(), link.visitor());
        if (owner == null) {
            group.add(link);
            return;
        }
        Group owning = group(owner);
        if (owning == group || isApart(owning, group)) {
            return;
        }
        if (owning.contradicts(group)) {
            held.add(new Held(owner, link.visitor(), link.identifier()));
        } else {
            unite(owning, group);
        }
    }

    private Group group(UUID visitor) {
        return Objects.requireNonNull(groups.get(visitor));
    }

    private boolean isApart(Group one, Group other) {
        return apart.stream()
                .anyMatch(pair -> one.visitors.contains(pair.one()) && other.visitors.contains(pair.other())
                        || one.visitors.contains(pair.other()) && other.visitors.contains(pair.one()));
    }

    private void unite(Group one, Group other) {
        one.takeAll(other);
        other.visitors.forEach(visitor -> groups.put(visitor, one));
    }

    /** Each visitor's person: the visitor of his who was heard of first. */
    public Map<UUID, UUID> persons() {
        Map<UUID, UUID> persons = new HashMap<>();
        groups.forEach((visitor, group) -> persons.put(visitor, group.oldest()));
        return persons;
    }

    /** What somebody has to decide: once for two persons, as they are after all that was taken. */
    public List<Conflict> conflicts() {
        Map<Pair, Conflict> conflicts = new LinkedHashMap<>();
        for (Held one : held) {
            Group owning = group(one.owner);
            Group group = group(one.visitor);
            if (owning != group && !isApart(owning, group)) {
                conflicts.putIfAbsent(
                        Pair.of(owning.oldest(), group.oldest()),
                        new Conflict(owning.oldest(), group.oldest(), one.identifier, Reason.TWO_PEOPLE));
            }
        }
        return List.copyOf(conflicts.values());
    }
}
