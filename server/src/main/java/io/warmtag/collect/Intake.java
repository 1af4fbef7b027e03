package io.warmtag.collect;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.warmtag.collect.EventMaker.Refused;
import io.warmtag.destination.Devices;
import io.warmtag.event.EventWriter;
import io.warmtag.event.NewEvent;
import io.warmtag.event.OutcomeUnknown;
import io.warmtag.event.Refusal;
import io.warmtag.event.RefusalCode;
import io.warmtag.event.RefusalSentences;
import io.warmtag.event.Rejected;
import io.warmtag.event.RejectedWriter;
import io.warmtag.event.StorageUnavailable;
import io.warmtag.people.Learning;
import io.warmtag.site.Site;
import io.warmtag.visitor.Applies;
import io.warmtag.visitor.PersonKey;
import io.warmtag.visitor.Persons;
import io.warmtag.visitor.Progress;
import io.warmtag.visitor.Waiting;
import io.warmtag.visitor.model.PersonEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores what was made of a batch, brings the new events into their persons' states, and says what there is to say. */
public final class Intake {
    private static final int MOST_BACKLOG = 50_000;
    private static final long TEMPERATURE_WAIT_MS = 50;

    private final Vertx vertx;
    private final EventWriter events;
    private final RejectedWriter rejected;
    private final Persons persons;
    private final Applies applies;
    private final Progress progress;
    private final RefusalSentences sentences;
    private final Traces traces;
    private final Learning learning;
    private final OfferTraffic offers;
    private final Withdrawals withdrawals;

    /**
     * Whose temperature and whose offers the page wants.
     *
     * @param temperature null: nobody's
     * @param offers null: nobody's
     */
    record Wants(@Nullable UUID temperature, @Nullable UUID offers) {
        static final Wants NOTHING = new Wants(null, null);
    }

    /** What else is done with what comes in. */
    public record Beside(OfferTraffic offers, Learning learning, Devices devices, Withdrawals withdrawals) {}

    public Intake(
            Vertx vertx,
            EventWriter events,
            RejectedWriter rejected,
            Persons persons,
            Progress progress,
            RefusalSentences sentences,
            Beside beside) {
        this.vertx = vertx;
        this.events = events;
        this.rejected = rejected;
        this.persons = persons;
        this.applies = new Applies(vertx, persons);
        this.progress = progress;
        this.sentences = sentences;
        this.offers = beside.offers;
        this.learning = beside.learning;
        this.traces = new Traces(beside.devices);
        this.withdrawals = beside.withdrawals;
    }

    /**
     * Succeeds after the commit, with an empty object when there is nothing to say.
     *
     * @param fresh the visitor's id was made with this request
     */
    Future<JsonObject> take(EventMaker made, boolean fresh, Wants wants, Site site) {
        if (persons.backlog() > MOST_BACKLOG) {
            return Future.failedFuture(new StorageUnavailable("too much waits to be brought into the states"));
        }
        var said = new JsonObject();
        Future<Void> stored = made.events().isEmpty()
                ? Future.succeededFuture()
                : learn(made, site)
                        .compose(learnt -> store(made.events(), fresh, wants.temperature == null ? null : said, site));
        stored = offers.follow(stored, made.events(), wants.offers, said, site.id());
        if (made.refused().isEmpty()) {
            return stored.map(said);
        }
        return stored.compose(done -> refuse(made, said, site)).map(said);
    }

    /** Before the events: whoever acts on one finds the contact data that came with it. */
    private Future<Void> learn(EventMaker made, Site site) {
        return made.heard().isEmpty()
                ? Future.succeededFuture()
                : learning.learn(site.id(), made.heard())
                        .recover(cause -> Future.failedFuture(new StorageUnavailable("contact data can't be stored")));
    }

    private Future<Void> refuse(EventMaker made, JsonObject said, Site site) {
        var answer = new JsonArray();
        List<Rejected> kept = new ArrayList<>();
        for (Refused one : made.refused()) {
            Batch.Item item = one.item();
            String reason = sentences.english(one.why());
            answer.add(new JsonObject()
                    .put("index", one.index())
                    .put("id", item.id())
                    .put("code", one.why().code().code())
                    .put("reason", reason));
            kept.add(new Rejected(
                    site.id(),
                    made.received(),
                    item.name(),
                    one.why(),
                    reason,
                    item.json().cut()));
        }
        said.put("rejected", answer);
        return rejected.write(kept);
    }

    private Future<Void> store(List<NewEvent> batch, boolean fresh, @Nullable JsonObject temperature, Site site) {
        long received = batch.get(0).received();
        progress.enter(received);
        return write(batch).onFailure(cause -> notStored(batch, cause)).compose(stored -> {
            Promise<Void> applied = Promise.promise();
            apply(batch, stored, fresh, new Waiting(applied::tryComplete, () -> progress.exit(received)));
            return temperature == null ? Future.succeededFuture() : tell(batch, applied, temperature, site);
        });
    }

    /** What may be stored although nobody said so is known to nobody: whoever it is of is folded with what there is. */
    private void notStored(List<NewEvent> batch, Throwable cause) {
        long received = batch.get(0).received();
        if (!(cause instanceof OutcomeUnknown unknown)) {
            progress.exit(received);
            return;
        }
        Set<PersonKey> concerned =
                batch.stream().filter(NewEvent::isClassified).map(Intake::key).collect(Collectors.toSet());
        Runnable done = lastOf(concerned.size() + 1, () -> progress.exit(received));
        unknown.settled().onComplete(known -> {
            concerned.forEach(key -> persons.refoldAfterLoss(key, done));
            done.run();
        });
    }

    private Future<BitSet> write(List<NewEvent> batch) {
        return events.write(batch).recover(cause -> {
            if (cause instanceof PgException && batch.size() > 1) {
                // A value that only the database refuses: the others of the batch are stored without it.
                return oneByOne(batch);
            }
            if (cause instanceof PgException) {
                NewEvent event = batch.get(0);
                Refusal why = Refusal.of("data", RefusalCode.DATA_UNSTORABLE);
                var kept = new Rejected(
                        event.site(), event.received(), event.name(), why, sentences.english(why), event.data());
                return rejected.write(List.of(kept)).map(new BitSet());
            }
            return Future.failedFuture(cause);
        });
    }

    private Future<BitSet> oneByOne(List<NewEvent> batch) {
        var all = new BitSet();
        Future<Void> done = Future.succeededFuture();
        for (int i = 0; i < batch.size(); i++) {
            int index = i;
            done = done.compose(before -> write(List.of(batch.get(index))))
                    .onSuccess(stored -> all.set(index, stored.get(0)))
                    .mapEmpty();
        }
        return done.map(all)
                .recover(cause -> Future.failedFuture(
                        // Those before are stored, and will come again with the others.
                        all.isEmpty() || cause instanceof OutcomeUnknown
                                ? cause
                                : new OutcomeUnknown(Future.succeededFuture())));
    }

    private void apply(List<NewEvent> batch, BitSet stored, boolean fresh, Waiting caller) {
        if (batch.size() == 1) {
            NewEvent event = batch.get(0);
            if (stored.get(0) && event.isClassified()) {
                applies.add(key(event), List.of(personEvent(event)), fresh, caller);
            } else {
                nothingToDo(caller);
            }
            return;
        }
        Map<PersonKey, List<PersonEvent>> byPerson = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            NewEvent event = batch.get(i);
            if (stored.get(i) && event.isClassified()) {
                byPerson.computeIfAbsent(key(event), person -> new ArrayList<>())
                        .add(personEvent(event));
            }
        }
        if (byPerson.isEmpty()) {
            nothingToDo(caller);
            return;
        }
        Waiting each = new Waiting(lastOf(byPerson.size(), caller.inState()), lastOf(byPerson.size(), caller.inRow()));
        byPerson.forEach((key, events) -> applies.add(key, events, fresh, each));
    }

    private static void nothingToDo(Waiting caller) {
        caller.inState().run();
        caller.inRow().run();
    }

    private static Runnable lastOf(int calls, Runnable action) {
        var left = new AtomicInteger(calls);
        return () -> {
            if (left.decrementAndGet() == 0) {
                action.run();
            }
        };
    }

    /** The temperature after these events, if it is known in time: a page must not wait for it. */
    private Future<Void> tell(List<NewEvent> batch, Promise<Void> applied, JsonObject said, Site site) {
        UUID visitor = batch.get(0).visitor();
        if (visitor == null) {
            return Future.succeededFuture();
        }
        Context context = vertx.getOrCreateContext();
        Promise<Void> answered = Promise.promise();
        long timer = vertx.setTimer(TEMPERATURE_WAIT_MS, late -> answered.tryComplete());
        applied.future()
                .compose(done -> persons.reading(site.id(), visitor))
                .onComplete(reading -> context.runOnContext(go -> {
                    vertx.cancelTimer(timer);
                    if (!answered.future().isComplete() && reading.succeeded()) {
                        reading.result().ifPresent(known -> said.put("temperature", known.toJson()));
                    }
                    answered.tryComplete();
                }));
        return answered.future();
    }

    private static PersonKey key(NewEvent event) {
        return new PersonKey(event.site(), Objects.requireNonNull(event.visitor()));
    }

    private static PersonEvent personEvent(NewEvent event) {
        return new PersonEvent(event.id(), event.name(), event.time());
    }

    Traces traces() {
        return traces;
    }

    Withdrawals withdrawals() {
        return withdrawals;
    }

    Future<Void> close() {
        return events.close();
    }
}
