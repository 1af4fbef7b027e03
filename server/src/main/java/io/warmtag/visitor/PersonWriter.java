package io.warmtag.visitor;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.event.Interest;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.Transition;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes persons' rows and appends to the transition log, behind the state and in groups. While the database is away the
 * writes wait here; what a crash takes from here is made again from the events (see {@link Progress}). A row is only written
 * by who knows of its former writes: if a state was made again from the row while a write was on its way to it, then one of
 * the two is refused, and the person is folded again.
 */
final class PersonWriter {
    private static final Logger LOG = LoggerFactory.getLogger(PersonWriter.class);
    private static final int MOST_IN_A_GROUP = 500;
    private static final long RETRY_MS = 250;
    // Rows are for lists and counts: a pause makes few large commits, for which the events' commits need not wait.
    private static final long PAUSE_MS = 40;

    // A row's next change may only come nearer as long as the temperature stays, because the sweep that finds it too
    // early corrects it, and one that is too late would be missed. Answers with the rows that were refused.
    private static final String ROWS = """
            with written as (
                insert into person as known (site_id, id, temperature, since, score, first_seen, last_seen, next_change, changes,
                                              state, last_event, revision, joins)
                select site_id, id, temperature,
                       timestamptz 'epoch' + since * interval '1 millisecond', score,
                       timestamptz 'epoch' + first_seen * interval '1 millisecond',
                       timestamptz 'epoch' + last_seen * interval '1 millisecond',
                       timestamptz 'epoch' + next_change * interval '1 millisecond', changes, state, last_event, revision, joins
                from unnest($1::int[], $2::uuid[], $3::smallint[], $4::bigint[], $5::real[], $6::bigint[], $7::bigint[],
                            $8::bigint[], $9::int[], $11::bytea[], $12::uuid[], $13::int[], $14::int[])
                     as new (site_id, id, temperature, since, score, first_seen, last_seen, next_change, changes, state,
                             last_event, revision, joins)
                -- What was folded before somebody was erased doesn't bring him back.
                where not exists (select from erased_visitor e where e.site_id = new.site_id and e.visitor = new.id
                                    and e.joins > new.joins)
                order by site_id, id
                on conflict (site_id, id) do update set
                    temperature = excluded.temperature, since = excluded.since, score = excluded.score,
                    first_seen = least(known.first_seen, excluded.first_seen),
                    last_seen = greatest(known.last_seen, excluded.last_seen),
                    next_change = case when known.changes = excluded.changes
                                       then least(known.next_change, excluded.next_change) else excluded.next_change end,
                    changes = excluded.changes, state = excluded.state, last_event = excluded.last_event,
                    revision = excluded.revision
                where known.revision < excluded.revision and known.joins = excluded.joins and known.joined_to is null
                returning site_id, id, (xmax = 0) as is_new
            ), counted as (
                insert into temperature_count as counted (site_id, temperature, shard, count)
                select site_id, 0, $10::smallint, count(*) from written where is_new group by site_id order by site_id
                on conflict (site_id, temperature, shard) do update set count = counted.count + excluded.count
            )
            select number from unnest($1::int[], $2::uuid[]) with ordinality as asked (site_id, id, number)
            where (select count(*) from written) <> cardinality($2::uuid[])
              and not exists (select from written where written.site_id = asked.site_id and written.id = asked.id)""";

    private static final String LOG_AND_COUNT = """
            with logged as (
                insert into transition (site_id, person, number, from_state, to_state, at, cause, cause_id, model_version,
                                        imported)
                select new.site_id, person, number, from_state, to_state,
                       timestamptz 'epoch' + at * interval '1 millisecond', cause, cause_id, model_version,
                       -- The first two are settled from memory for nearly everybody.
                       cause in ('order', 'event')
                       and new.site_id = any (array(select site_id from order_import where last_at > now() - interval '2 hours'))
                       and exists (select from visitors_of(new.site_id, new.person) as his (visitor)
                                   join event e on e.site_id = new.site_id and e.visitor = his.visitor
                                   where e.received > now() - interval '2 hours' and e.context = '{"imported":true}'
                                     and case new.cause when 'event' then e.id = new.cause_id::uuid
                                         else e.data::json ->> 'transaction_id' = new.cause_id
                                              and e.time = timestamptz 'epoch' + new.at * interval '1 millisecond' end)
                from unnest($1::int[], $2::uuid[], $3::int[], $4::smallint[], $5::smallint[], $6::bigint[], $7::text[],
                            $8::text[], $9::int[], $11::int[])
                     as new (site_id, person, number, from_state, to_state, at, cause, cause_id, model_version, joins)
                -- The offset keeps a planner that has not heard of many persons yet from reading them all.
                left join lateral (select joined_to, joins from person
                                   where person.site_id = new.site_id and id = new.person offset 0) stands on true
                -- What was folded before somebody was joined or parted tells of nobody who is.
                where coalesce(stands.joined_to is null and stands.joins = new.joins, true)
                  and not exists (select from erased_visitor e where e.site_id = new.site_id and e.visitor = new.person
                                    and e.joins > new.joins)
                on conflict do nothing
                returning site_id, from_state, to_state%s
            )%s, moved as (
                select site_id, from_state as temperature, -1 as change from logged
                union all select site_id, to_state, 1 from logged
            )
            insert into temperature_count as counted (site_id, temperature, shard, count)
            select site_id, temperature, $10::smallint, sum(change) from moved group by 1, 2 order by 1, 2
            on conflict (site_id, temperature, shard) do update set count = counted.count + excluded.count""";

    private static final String PLAIN = LOG_AND_COUNT.formatted("", "");

    // A past that turned out different, or is weighed by other settings, is no occasion; neither is what was imported
    // or noticed late.
    private static final String WANTED = LOG_AND_COUNT.formatted(", person, number, cause, at, imported", """
            , wanted as (
                insert into occasion (site_id, person, kind, transition)
                select site_id, person, 1, number from logged
                where site_id = any($12::int[]) and cause not in ('refold', 'settings', 'joined', 'parted')
                  and not imported and at >= now() - interval '1 hour'
            )""");

    private final Vertx vertx;
    private final Context context;
    private final Database database;
    private final Interest interest;
    private final short shard = (short) ThreadLocalRandom.current().nextInt(1_000);
    private final BiConsumer<PersonKey, Runnable> refused;
    private final ConcurrentLinkedQueue<PersonWrite> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    // Below: touched on the context only.
    private final ArrayDeque<PersonWrite> later = new ArrayDeque<>();
    private boolean writing;

    /** @param refused told of a person who has to be folded again, and what to do once he is */
    PersonWriter(Vertx vertx, Database database, Interest interest, BiConsumer<PersonKey, Runnable> refused) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.database = database;
        this.interest = interest;
        this.refused = refused;
    }

    /** How many writes wait: a measure of overload. */
    int waiting() {
        return waiting.get();
    }

    /** Takes a write; from any thread. */
    void write(PersonWrite write) {
        queue.add(write);
        if (waiting.getAndIncrement() == 0) {
            context.runOnContext(go -> next());
        }
    }

    private void next() {
        if (writing || (queue.isEmpty() && later.isEmpty())) {
            return;
        }
        writing = true;
        commit(group());
    }

    /** A person's second write waits for the next group: a statement may touch a row once, and each has to follow the other. */
    private List<PersonWrite> group() {
        Map<PersonKey, PersonWrite> group = new LinkedHashMap<>();
        ArrayDeque<PersonWrite> again = new ArrayDeque<>();
        PersonWrite write;
        while (group.size() < MOST_IN_A_GROUP && (write = later.isEmpty() ? queue.poll() : later.poll()) != null) {
            if (group.putIfAbsent(write.key(), write) != null) {
                again.add(write);
            }
        }
        again.addAll(later);
        later.clear();
        later.addAll(again);
        return List.copyOf(group.values());
    }

    private void commit(List<PersonWrite> group) {
        database.inTransaction(connection -> statements(connection, group)).onComplete(result -> {
            if (result.failed()) {
                LOG.warn(
                        "{} persons not written yet: {}",
                        group.size(),
                        result.cause().getMessage());
                vertx.setTimer(RETRY_MS, timer -> commit(group));
                return;
            }
            answer(group, result.result());
            if (group.stream().anyMatch(this::isWanted)) {
                interest.recorded();
            }
            if (waiting.addAndGet(-group.size()) >= MOST_IN_A_GROUP) {
                again();
            } else {
                vertx.setTimer(PAUSE_MS, timer -> again());
            }
        });
    }

    private boolean isWanted(PersonWrite write) {
        return !write.transitions().isEmpty()
                && interest.inTransitions(write.key().site());
    }

    private void answer(List<PersonWrite> group, Set<Integer> refusals) {
        for (int i = 0; i < group.size(); i++) {
            PersonWrite write = group.get(i);
            if (refusals.contains(i)) {
                refused.accept(write.key(), write.done());
            } else {
                write.done().run();
            }
        }
    }

    private void again() {
        writing = false;
        next();
    }

    /** Which of them were refused. */
    private Future<Set<Integer>> statements(SqlConnection connection, List<PersonWrite> group) {
        Future<Set<Integer>> written =
                connection.preparedQuery(ROWS).execute(rows(group)).map(PersonWriter::refusals);
        List<PersonWrite> changed =
                group.stream().filter(write -> !write.transitions().isEmpty()).toList();
        if (changed.isEmpty()) {
            return written;
        }
        Integer[] wanting = wanting(changed);
        Tuple log = transitions(changed);
        if (wanting.length > 0) {
            log.addArrayOfInteger(wanting);
        }
        return written.compose(refusals -> connection
                .preparedQuery(wanting.length == 0 ? PLAIN : WANTED)
                .execute(log)
                .map(refusals));
    }

    /** The sites in which a change of temperature is an occasion for somebody. */
    private Integer[] wanting(List<PersonWrite> changed) {
        return changed.stream()
                .map(write -> write.key().site())
                .distinct()
                .filter(interest::inTransitions)
                .toArray(Integer[]::new);
    }

    private static Set<Integer> refusals(RowSet<Row> rows) {
        Set<Integer> refusals = new HashSet<>();
        for (Row row : rows) {
            refusals.add((int) (row.getLong(0) - 1));
        }
        return refusals;
    }

    private Tuple rows(List<PersonWrite> writes) {
        int size = writes.size();
        var sites = new Integer[size];
        var ids = new UUID[size];
        var temperatures = new Short[size];
        var since = new Long[size];
        var scores = new Float[size];
        var firstSeen = new Long[size];
        var lastSeen = new Long[size];
        var nextChange = new @Nullable Long[size];
        var changes = new Integer[size];
        var states = new Buffer[size];
        var lastEvents = new @Nullable UUID[size];
        var revisions = new Integer[size];
        var joins = new Integer[size];
        for (int i = 0; i < size; i++) {
            PersonWrite write = writes.get(i);
            PersonState state = write.after().state();
            sites[i] = write.key().site();
            ids[i] = write.key().id();
            temperatures[i] = (short) state.temperature().ordinal();
            since[i] = state.since();
            scores[i] = (float) write.score();
            firstSeen[i] = write.firstSeen();
            lastSeen[i] = state.lastSeen() == PersonState.NEVER ? state.position() : state.lastSeen();
            nextChange[i] = write.nextChange() == PersonWrite.NEVER ? null : Long.valueOf(write.nextChange());
            changes[i] = write.after().logged();
            states[i] = RowState.bytes(state);
            lastEvents[i] = state.lastEvent() == null ? null : state.lastEvent().id();
            revisions[i] = write.after().revision();
            joins[i] = write.after().joins();
        }
        return Tuple.of(sites, ids, temperatures, since, scores, firstSeen)
                .addArrayOfLong(lastSeen)
                .addArrayOfLong(nextChange)
                .addArrayOfInteger(changes)
                .addShort(shard)
                .addArrayOfBuffer(states)
                .addArrayOfUUID(lastEvents)
                .addArrayOfInteger(revisions)
                .addArrayOfInteger(joins);
    }

    private Tuple transitions(List<PersonWrite> writes) {
        int size = writes.stream().mapToInt(write -> write.transitions().size()).sum();
        var sites = new Integer[size];
        var persons = new UUID[size];
        var numbers = new Integer[size];
        var from = new Short[size];
        var to = new Short[size];
        var at = new Long[size];
        var causes = new String[size];
        var causeIds = new @Nullable String[size];
        var versions = new Integer[size];
        var joins = new Integer[size];
        int i = 0;
        for (PersonWrite write : writes) {
            for (int j = 0; j < write.transitions().size(); j++, i++) {
                Transition transition = write.transitions().get(j);
                CauseText cause = CauseText.of(transition.cause());
                sites[i] = write.key().site();
                persons[i] = write.key().id();
                numbers[i] = write.number(j);
                from[i] = (short) transition.from().ordinal();
                to[i] = (short) transition.to().ordinal();
                at[i] = transition.at();
                causes[i] = cause.code();
                causeIds[i] = cause.id();
                versions[i] = transition.version();
                joins[i] = write.after().joins();
            }
        }
        return Tuple.of(sites, persons, numbers, from, to, at)
                .addArrayOfString(causes)
                .addArrayOfString(causeIds)
                .addArrayOfInteger(versions)
                .addShort(shard)
                .addArrayOfInteger(joins);
    }
}
