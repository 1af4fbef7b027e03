package io.warmtag.visitor.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Merges a person's events and order milestones into one sequence and takes them in turn. */
final class Fold {

    private final PersonState checkpoint;
    private final List<PersonEvent> events;
    private final List<Milestone> milestones;
    private final Course course;
    private final OrderLedger ledger = new OrderLedger();
    private int taken;

    Fold(
            PersonState checkpoint,
            Collection<PersonEvent> events,
            Collection<OrderFacts> orders,
            SettingsHistory history) {
        this.checkpoint = checkpoint;
        this.events = sequence(checkpoint, events);
        this.milestones = Milestone.of(orders, history);
        this.course = new Course(checkpoint, history);
    }

    /** The events that the checkpoint does not hold, each once, in the order in which they are folded. */
    static List<PersonEvent> sequence(PersonState checkpoint, Collection<PersonEvent> events) {
        List<PersonEvent> sorted = new ArrayList<>(events);
        Collections.sort(sorted);
        List<PersonEvent> sequence = new ArrayList<>(sorted.size());
        Set<UUID> seen = new HashSet<>(sorted.size() * 2);
        EventKey last = checkpoint.lastEvent();
        for (PersonEvent event : sorted) {
            boolean held = event.time() < checkpoint.position()
                    || (last != null && event.key().compareTo(last) <= 0);
            if (!held && seen.add(event.id())) {
                sequence.add(event);
            }
        }
        return sequence;
    }

    /** Whether the checkpoint was made of the same orders, as far as these had come about by then. */
    boolean knowsOrdersOfCheckpoint() {
        var known = new OrderLedger();
        milestones.stream()
                .takeWhile(milestone -> milestone.at() <= checkpoint.position())
                .forEach(known::take);
        return known.counted().equals(checkpoint.orders());
    }

    Folded upTo(long now) {
        long end = events.isEmpty()
                ? now
                : Math.max(now, events.get(events.size() - 1).time());
        correctCheckpoint();
        for (PersonEvent event : events) {
            while (taken < milestones.size() && milestones.get(taken).precedesEventsAt(event.time())) {
                course.take(milestones.get(taken++), ledger);
            }
            course.take(event);
        }
        while (taken < milestones.size() && milestones.get(taken).at() <= end) {
            course.take(milestones.get(taken++), ledger);
        }
        course.advanceTo(end);
        long refoldAt = taken < milestones.size() ? milestones.get(taken).at() : PersonState.NEVER;
        return new Folded(course.state(), List.copyOf(course.transitions()), refoldAt);
    }

    private void correctCheckpoint() {
        while (taken < milestones.size() && milestones.get(taken).at() <= checkpoint.position()) {
            ledger.take(milestones.get(taken++));
        }
        course.correctSettings();
        course.correctOrders(ledger.counted());
    }
}
