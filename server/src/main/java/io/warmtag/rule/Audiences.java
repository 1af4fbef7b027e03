package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.occasion.Occasion;
import io.warmtag.occasion.OccasionConsumer;
import io.warmtag.rule.Weighing.Key;
import io.warmtag.rule.Weighing.Known;
import io.warmtag.rule.Weighing.Weighed;
import io.warmtag.rule.audience.model.Course;
import io.warmtag.rule.audience.model.Course.Change;
import io.warmtag.rule.audience.model.Course.Place;
import io.warmtag.rule.audience.model.Evaluator;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.rule.audience.model.Needs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the audiences' members right while things happen. A person is weighed once for each instant at which something arrived
 * of him, by what had arrived by then, however his occasions are cut into batches; so a backtest finds the same.
 */
public final class Audiences implements OccasionConsumer {
    /**
     * A row that would say nothing new is not written again: the next time the same arrivals are gone through once more and
     * come to the same. Not with more of them than this.
     */
    private static final int MOST_STEPS = 32;

    private final AudienceDirectory directory;
    private final AudienceNeeds needs;
    private final FactsStore facts;
    private final List<MembershipListener> listeners = new CopyOnWriteArrayList<>();
    private final LongSupplier clock;

    /** @param clock ms */
    public Audiences(AudienceDirectory directory, AudienceNeeds needs, FactsStore facts, LongSupplier clock) {
        this.directory = directory;
        this.needs = needs;
        this.facts = facts;
        this.clock = clock;
    }

    /** To be called before anything is taken. */
    public void tell(MembershipListener listener) {
        listeners.add(listener);
    }

    /** The names of the events that may bring anybody of a site into an audience or out of it; {@code *} is all of them. */
    public Set<String> names(int site) {
        return needs.names(site);
    }

    /** Whether changes of temperature are to be told too: those of orders that no event reports come this way. */
    public boolean transitions(int site) {
        return !directory.of(site).isEmpty();
    }

    @Override
    public Future<Void> take(SqlConnection transaction, List<Occasion> occasions) {
        Map<Integer, List<Occasion>> bySite =
                occasions.stream().collect(Collectors.groupingBy(Occasion::site, TreeMap::new, Collectors.toList()));
        Future<Void> done = Future.succeededFuture();
        for (var each : bySite.entrySet()) {
            done = done.compose(before -> take(transaction, each.getKey(), each.getValue()));
        }
        return done;
    }

    private Future<Void> take(SqlConnection transaction, int site, List<Occasion> occasions) {
        Map<UUID, Asked> asked = new HashMap<>();
        for (Occasion occasion : occasions) {
            asked.computeIfAbsent(occasion.person(), person -> new Asked()).add(occasion, clock.getAsLong());
        }
        return weigh(transaction, site, directory.of(site), asked);
    }

    /** What time alone brings to persons whose check is due. */
    Future<Void> check(SqlConnection transaction, int site, Collection<Integer> audiences, Collection<UUID> persons) {
        Map<UUID, Asked> asked = new HashMap<>();
        persons.forEach(person -> asked.put(person, Asked.by(clock.getAsLong())));
        List<Audience> due = directory.of(site).stream()
                .filter(audience -> audiences.contains(audience.id()))
                .toList();
        return weigh(transaction, site, due, asked);
    }

    private Future<Void> weigh(
            SqlConnection transaction, int site, Collection<Audience> audiences, Map<UUID, Asked> asked) {
        if (audiences.isEmpty() || asked.isEmpty()) {
            return Future.succeededFuture();
        }
        return AudienceLock.shared(transaction, site)
                .compose(locked -> AudienceVersions.read(transaction, site, clock.getAsLong()))
                .compose(state -> state.isCurrent(directory.of(site))
                        ? Future.succeededFuture(state)
                        : directory.changed().map(read -> state))
                .compose(state -> {
                    Set<Integer> ids = audiences.stream().map(Audience::id).collect(Collectors.toSet());
                    List<Audience> current = directory.of(site).stream()
                            .filter(audience -> ids.contains(audience.id()))
                            .toList();
                    return current.isEmpty()
                            ? Future.succeededFuture()
                            : attempt(transaction, round(site, current, state), asked);
                });
    }

    /**
     * Weighing some persons of one site.
     *
     * @param looks what each audience looks at
     * @param ofStrangers the audiences that somebody is in of whom nothing is known
     * @param certainUntil ms up to which it is certain what time alone brings
     */
    private record Round(
            int site,
            List<Audience> audiences,
            Map<Integer, UUID> fillAfter,
            Map<Integer, Needs> looks,
            Set<Integer> ofStrangers,
            long certainUntil) {

        private boolean concerns(Audience audience, @Nullable Known row, Asked asked) {
            return asked.everything
                    || asked.names.stream().anyMatch(looks.getOrDefault(audience.id(), Needs.NOTHING)::wants)
                    || row == null && ofStrangers.contains(audience.id());
        }
    }

    private Round round(int site, List<Audience> audiences, AudienceVersions state) {
        return new Round(
                site,
                audiences,
                state.fillAfter(),
                audiences.stream().collect(Collectors.toMap(Audience::id, needs::of)),
                audiences.stream()
                        .filter(needs::holdsForStrangers)
                        .map(Audience::id)
                        .collect(Collectors.toSet()),
                state.certainUntil());
    }

    private Future<Void> attempt(SqlConnection transaction, Round round, Map<UUID, Asked> asked) {
        Set<Integer> ids = round.audiences.stream().map(Audience::id).collect(Collectors.toSet());
        Needs wanted = round.looks.values().stream().reduce(Needs::and).orElseThrow();
        return Weighing.read(transaction, round.site, ids, asked.keySet()).compose(known -> {
            long until = clock.getAsLong();
            for (Asked each : asked.values()) {
                until = Math.max(until, each.until);
            }
            for (Known row : known.values()) {
                until = Math.max(until, row.place().seen());
            }
            return facts.lives(transaction, round.site, asked.keySet(), Instant.ofEpochMilli(until), wanted)
                    .compose(lives -> finish(transaction, round, asked, known, lives));
        });
    }

    private Future<Void> finish(
            SqlConnection transaction,
            Round round,
            Map<UUID, Asked> asked,
            Map<Key, Known> known,
            Map<UUID, Life> lives) {
        Map<Key, List<MembershipChange>> changes = new HashMap<>();
        List<Weighed> rows = new ArrayList<>();
        for (Audience audience : round.audiences) {
            asked.forEach((person, each) -> {
                Key key = new Key(audience.id(), person);
                Known row = known.get(key);
                Life life = lives.get(person);
                if (life != null && round.concerns(audience, row, each)) {
                    weigh(round, audience, key, row, life, each).ifPresent(result -> {
                        rows.add(result.row);
                        changes.put(key, result.changes);
                    });
                }
            });
        }
        return Weighing.write(transaction, round.site, rows).compose(written -> {
            List<MembershipChange> told = changes.entrySet().stream()
                    .filter(entry -> written.contains(entry.getKey()))
                    .flatMap(entry -> entry.getValue().stream())
                    .sorted(Comparator.comparing(MembershipChange::at)
                            .thenComparingInt(MembershipChange::audience)
                            .thenComparingInt(MembershipChange::number))
                    .toList();
            Map<UUID, Asked> again = new HashMap<>(asked);
            again.keySet()
                    .retainAll(rows.stream()
                            .map(Weighed::key)
                            .filter(key -> !written.contains(key))
                            .map(Key::person)
                            .collect(Collectors.toSet()));
            return tell(transaction, told)
                    .compose(done -> Weighing.persons(transaction, round.site, again.keySet()))
                    .compose(persons -> {
                        again.keySet().retainAll(persons);
                        return again.isEmpty() ? Future.succeededFuture() : attempt(transaction, round, again);
                    });
        });
    }

    private record Result(Weighed row, List<MembershipChange> changes) {}

    private Optional<Result> weigh(
            Round round, Audience audience, Key key, @Nullable Known row, Life life, Asked asked) {
        Evaluator evaluator = directory.evaluator(round.site);
        boolean old = row != null && row.version() < audience.version();
        Place from = row != null && !old ? row.place() : start(round, audience, key, life, asked, row);
        Course course = Course.from(from, evaluator, audience.condition(), life);
        if (asked.first <= from.seen() || asked.everything) {
            course.lookAgain(asked.quiet && !asked.everything);
        }
        // Also what has arrived but has not been handed on yet: each at its instant, so it makes no difference.
        course.advanceTo(life.until(), round.certainUntil);
        return result(round, audience, key, row, from, course);
    }

    /**
     * Whom nobody has weighed yet is where he stood before; who has been weighed and has no row is not in it, until something of
     * his came in too late to be handed on. Since it changed who belongs to him, he is where that put him, whenever somebody gets
     * round to it: what time brought since, it brought him.
     */
    private Place start(Round round, Audience audience, Key key, Life life, Asked asked, @Nullable Known row) {
        Evaluator evaluator = directory.evaluator(round.site);
        if (row != null && row.version() == JoinedMembers.VERSION) {
            return Course.at(row.place().seen(), evaluator, audience.condition(), life);
        }
        long first = Math.max(
                asked.begin(life), row == null ? Long.MIN_VALUE : row.place().seen());
        UUID after = round.fillAfter.get(audience.id());
        boolean weighed = after == null || Weighing.compare(key.person(), after) <= 0;
        if (weighed) {
            Needs looks = round.looks.getOrDefault(audience.id(), Needs.NOTHING);
            return new Place(false, row == null ? life.beforeLate(first, looks) : first, Evaluator.NEVER);
        }
        return Course.at(first - 1, evaluator, audience.condition(), life);
    }

    private Optional<Result> result(
            Round round, Audience audience, Key key, @Nullable Known row, Place from, Course course) {
        int number = row == null ? 0 : row.changes();
        boolean was = row != null && row.since() != null;
        Long since = row == null ? null : row.since();
        List<MembershipChange> changes = new ArrayList<>();
        // What changed because the audience means something else now is told to nobody; because somebody is one person
        // with others now, or no longer, to lists only.
        if (from.in() != was) {
            number++;
            since = from.in() ? Long.valueOf(from.seen()) : null;
            if (row != null && row.version() == JoinedMembers.VERSION) {
                Instant at = Instant.ofEpochMilli(from.seen());
                changes.add(MembershipChange.of(round.site, audience.id(), key.person(), from.in(), number, at, true));
            }
        }
        for (Change change : course.changes()) {
            number++;
            since = change.entered() ? Long.valueOf(change.at()) : null;
            changes.add(MembershipChange.of(
                    round.site,
                    audience.id(),
                    key.person(),
                    change.entered(),
                    number,
                    Instant.ofEpochMilli(change.at()),
                    change.quiet()));
        }
        Place place = course.place();
        if (row != null && course.steps() < MOST_STEPS && row.equals(after(audience, row, since, number, place))) {
            return Optional.empty();
        }
        boolean worthARow = row != null
                || since != null
                || number > 0
                || place.nextCheck() != Evaluator.NEVER
                || round.ofStrangers.contains(audience.id());
        return worthARow
                ? Optional.of(new Result(new Weighed(key, audience.version(), row, since, number, place), changes))
                : Optional.empty();
    }

    /** What a row would be by now, but for the instant at which he was looked at. */
    private static Known after(Audience audience, Known row, @Nullable Long since, int number, Place place) {
        var same = new Place(place.in(), row.place().seen(), place.nextCheck());
        return new Known(audience.version(), since, number, same, row.row());
    }

    private Future<Void> tell(SqlConnection transaction, List<MembershipChange> changes) {
        Future<Void> told = Future.succeededFuture();
        for (MembershipListener listener : changes.isEmpty() ? List.<MembershipListener>of() : listeners) {
            told = told.compose(before -> listener.changed(transaction, changes));
        }
        return told;
    }
}
