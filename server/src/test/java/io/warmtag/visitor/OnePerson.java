package io.warmtag.visitor;

import io.warmtag.event.UuidV7;
import io.warmtag.visitor.Returning.Found;
import io.warmtag.visitor.StoredPerson.LogEnd;
import io.warmtag.visitor.model.Folded;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.Outcome;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.Temperature;
import io.warmtag.visitor.model.TemperatureModel;
import io.warmtag.visitor.model.Transition;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person in two nodes, a memory grid and a database, each step of which may come at any time: what {@link Persons} does,
 * with the real steps and loads, but without threads.
 */
final class OnePerson {
    static final PersonKey KEY = new PersonKey(1, new UUID(7, 7));

    private final Random random;
    private final List<Node> nodes = List.of(new Node(), new Node());
    // The database.
    private final List<PersonEvent> events = new ArrayList<>();
    private final List<OrderFacts> orders = new ArrayList<>();
    private final TreeMap<Integer, Transition> log = new TreeMap<>();
    private PersonState checkpoint = PersonState.EMPTY;
    private @Nullable RowState row;
    private long rowSeen;
    private SettingsHistory history;
    // The memory.
    private @Nullable GridState memory;
    private long now;
    private int losses;
    private int repaired;
    private boolean settled;

    /** What a node has under way. */
    private static final class Node {
        final List<Runnable> underWay = new ArrayList<>();
        final ArrayDeque<PersonWrite> writes = new ArrayDeque<>();
        /** Grows when it dies: what was under way then never comes. */
        int life;
    }

    OnePerson(SettingsHistory history, long now, Random random) {
        this.history = history;
        this.now = now;
        this.random = random;
    }

    /** Something happens. */
    void step() {
        Node node = nodes.get(random.nextInt(2));
        switch (random.nextInt(17)) {
            case 0, 1, 2, 3 -> store(node);
            case 4, 5, 6, 7, 8, 9 -> goOn(node);
            case 10, 11 -> writeNext(node);
            case 12 -> memory = null;
            case 13 -> advance(node);
            case 14 -> letGo();
            case 15 -> repair(node);
            default -> die(node);
        }
    }

    /** The versions that hold from now on. */
    void settings(SettingsHistory other) {
        history = other;
        advance(nodes.get(0));
    }

    /** Everything that is under way comes to its end. */
    void settle() {
        settled = true;
        finishAll();
        repair(nodes.get(0));
        finishAll();
        advance(nodes.get(0));
        finishAll();
    }

    private void store(Node node) {
        now += switch (random.nextInt(4)) {
            case 0 -> random.nextInt(20 * 86_400_000);
            case 1 -> random.nextInt(90_000);
            // Rows are not written for every sighting.
            default -> random.nextInt(3_000);
        };
        List<String> names =
                List.of("page_view", "page_view", "view_item", "add_to_cart", "remove_from_cart", "purchase");
        List<PersonEvent> batch = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            long time = random.nextInt(6) == 0 ? now - random.nextInt(10 * 86_400_000) : now - random.nextInt(4);
            // A clock that is wrong shows in the id and is corrected in the time.
            long clock = random.nextInt(6) == 0 ? time + random.nextInt(600_000) - 300_000 : time;
            // Who imports makes ids long after.
            clock += random.nextInt(12) == 0 ? random.nextInt(30) * 86_400_000L : 0;
            String name = names.get(random.nextInt(names.size()));
            batch.add(new PersonEvent(
                    new UUID(UuidV7.bound(clock).getMostSignificantBits(), random.nextLong()), name, time));
            if (name.equals("purchase")) {
                orders.add(OrderFacts.placed("T" + orders.size(), time));
            }
        }
        events.addAll(batch);
        later(node, () -> apply(node, batch, false));
    }

    private void apply(Node node, List<PersonEvent> batch, boolean fresh) {
        List<PersonEvent> sorted = batch.stream().sorted().toList();
        var entry = new SimpleEntry<PersonKey, @Nullable GridState>(KEY, memory);
        StepResult result = new Step.Apply(sorted, fresh).process(entry, history);
        memory = entry.getValue();
        after(node, result, sorted, () -> {});
    }

    private void advance(Node node) {
        if (row == null) {
            return;
        }
        var entry = new SimpleEntry<PersonKey, @Nullable GridState>(KEY, memory);
        StepResult result = new Step.Advance(now, row.logged()).process(entry, history);
        memory = entry.getValue();
        after(node, result, List.of(), () -> {});
    }

    private void after(Node node, @Nullable StepResult result, List<PersonEvent> batch, Runnable done) {
        if (isAnswerLost()) {
            losses++;
        } else if (result == null) {
            done.run();
        } else if (result.kind() == StepResult.Kind.WRITE) {
            later(
                    node,
                    () -> write(node, java.util.Objects.requireNonNull(result.after()), result.transitions(), done));
        } else if (result.kind() == StepResult.Kind.MISSING) {
            later(node, () -> bringBack(node, batch, done));
        } else {
            boolean writesAreOnTheWay = result.kind() != StepResult.Kind.UNWRITTEN;
            later(node, () -> foldEverything(node, writesAreOnTheWay, done));
        }
    }

    private void bringBack(Node node, List<PersonEvent> batch, Runnable done) {
        Returning returning = returning(batch.stream().anyMatch(PersonEvent::concernsOrder));
        later(node, () -> {
            Found found = returning.find(batch, history, now);
            if (returning.isUnknown()) {
                done.run();
            } else if (found == null) {
                foldEverything(node, true, done);
            } else {
                put(node, null, found, true, done);
            }
        });
    }

    private void foldEverything(Node node, boolean writesAreOnTheWay, Runnable done) {
        GridState before = memory;
        later(node, () -> {
            StoredPerson stored = Folding.withPending(before, stored(), writesAreOnTheWay);
            later(node, () -> {
                if (stored.isUnknown()) {
                    done.run();
                    return;
                }
                Folded folded = stored.fold(history, now);
                put(node, before, Returning.found(stored, folded, stored.unlogged(folded)), writesAreOnTheWay, done);
            });
        });
    }

    private void put(Node node, @Nullable GridState before, Found found, boolean writesAreOnTheWay, Runnable done) {
        var entry = new SimpleEntry<PersonKey, @Nullable GridState>(KEY, memory);
        if (new Step.Replace(before, found.state()).process(entry) != null) {
            foldEverything(node, writesAreOnTheWay, done);
            return;
        }
        memory = entry.getValue();
        if (isAnswerLost()) {
            losses++;
            return;
        }
        later(node, () -> write(node, found.state(), found.unlogged(), done));
    }

    /** The step was done, and nobody hears of it. */
    private boolean isAnswerLost() {
        return !settled && random.nextInt(20) == 0;
    }

    private void write(Node node, GridState after, List<Transition> transitions, Runnable done) {
        node.writes.add(new PersonWrite(KEY, after, 0, 0, PersonWrite.NEVER, transitions, done));
    }

    private void writeNext(Node node) {
        PersonWrite write = node.writes.poll();
        if (write == null) {
            return;
        }
        for (int i = 0; i < write.transitions().size(); i++) {
            log.putIfAbsent(write.number(i), write.transitions().get(i));
        }
        int known = row == null ? 0 : row.revision();
        if (known < write.after().revision()) {
            PersonState state = write.after().state();
            rowSeen = state.lastSeen();
            row = RowState.read(
                            RowState.bytes(state),
                            write.after().logged(),
                            write.after().revision(),
                            0)
                    .orElseThrow();
            write.done().run();
        } else {
            foldEverything(node, true, write.done());
        }
    }

    /** Sometimes the memory of all dies with a node. */
    private void die(Node node) {
        node.life++;
        node.underWay.clear();
        node.writes.clear();
        if (random.nextBoolean()) {
            memory = null;
        }
        losses++;
    }

    /** A dead node is only forgotten, and a call without an answer only let go, once this is done. */
    private void repair(Node node) {
        if (repaired < losses) {
            finishAll();
            int all = losses;
            foldEverything(node, false, () -> repaired = Math.max(repaired, all));
        }
    }

    private void finishAll() {
        while (nodes.stream().anyMatch(node -> !node.underWay.isEmpty() || !node.writes.isEmpty())) {
            nodes.forEach(node -> {
                goOn(node);
                writeNext(node);
            });
        }
    }

    /** Retention: a checkpoint, then the older events are gone. */
    private void letGo() {
        long before = now - 30 * 86_400_000L;
        List<PersonEvent> old =
                events.stream().filter(event -> event.time() < before).toList();
        if (!old.isEmpty()) {
            StoredPerson all = stored();
            checkpoint = new StoredPerson(all.checkpoint(), old, all.orders(), all.log(), all.revision())
                    .fold(history, before - 1)
                    .state();
            events.removeAll(old);
        }
    }

    private void later(Node node, Runnable work) {
        int life = node.life;
        node.underWay.add(() -> {
            if (node.life == life) {
                work.run();
            }
        });
    }

    private void goOn(Node node) {
        if (!node.underWay.isEmpty()) {
            node.underWay.remove(random.nextInt(node.underWay.size())).run();
        }
    }

    StoredPerson stored() {
        LogEnd end = log.isEmpty()
                ? LogEnd.NONE
                : new LogEnd(
                        log.lastKey(),
                        log.lastEntry().getValue().to(),
                        log.lastEntry().getValue().at());
        return new StoredPerson(
                checkpoint, List.copyOf(events), List.copyOf(orders), end, row == null ? 0 : row.revision());
    }

    private Returning returning(boolean withOrders) {
        if (row == null) {
            return new Returning(Optional.empty(), true, true, stored());
        }
        var last = row.state().lastEvent();
        List<PersonEvent> newer = events.stream()
                .filter(event -> last == null || event.key().hasGreaterIdThan(last))
                .filter(event -> event.key().idTime() < rowSeen + GridState.IDS_AHEAD_MS)
                .toList();
        return new Returning(
                Optional.of(row),
                false,
                withOrders,
                new StoredPerson(
                        PersonState.EMPTY,
                        newer,
                        withOrders ? List.copyOf(orders) : List.of(),
                        LogEnd.NONE,
                        row.revision()));
    }

    PersonState truth() {
        return stored().fold(history, now).state();
    }

    @Nullable PersonState resumed() {
        Found found = returning(true).find(List.of(), history, now);
        return found == null ? null : found.state().state();
    }

    @Nullable PersonState inMemory() {
        return memory != null
                        && TemperatureModel.advance(memory.state(), now, history) instanceof Outcome.Applied applied
                ? applied.state()
                : null;
    }

    boolean isRemembered() {
        return memory != null;
    }

    Temperature logged() {
        return stored().log().temperature();
    }

    boolean isUnknown() {
        return stored().isUnknown();
    }
}
