package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;

/** The outbox as the engine works on it: times are the database's, so that nodes needn't agree about the clock. */
final class OutboxStore {
    private static final String CLAIM = """
            with ready as materialized (
                select number from outbox
                where site_id = $1 and destination = $2 and state = 0 and due <= now()
                order by due, number limit $3 for update skip locked)
            update outbox set due = now() + $4 * interval '1 ms', attempts = attempts + 1, claim = $5
            from ready where outbox.site_id = $1 and outbox.number = ready.number
            returning outbox.number, key, person, event, name, time, data, context, attempts, created_at, since
            """;
    /**
     * Of each person only what is the oldest, and what is of nobody in particular only when nothing is older; but for making
     * the list, which all others wait for.
     */
    private static final String CLAIM_IN_ORDER = CLAIM.replace(
                    "select number from outbox\n", "select number from outbox o\n")
            .replace("order by due, number", """
                and (o.name = 'list_create' or not exists (
                        select from outbox e where e.site_id = $1 and e.destination = $2 and e.state = 0
                                               and e.person = o.person and e.number < o.number)
                    and not exists (
                        select from outbox e where e.site_id = $1 and e.destination = $2 and e.state = 0
                                               and e.person = $6 and e.number < o.number)
                    and (o.person <> $6 or not exists (
                        select from outbox e where e.site_id = $1 and e.destination = $2 and e.state = 0
                                               and e.number < o.number)))
                order by number""");

    private static final String SETTLE = """
            update outbox o set state = r.state, due = now() + r.wait * interval '1 ms', code = r.code, detail = r.detail,
                   sandbox = $3, done_at = case when r.state = 0 then null else now() end,
                   attempts = attempts - case when r.code = 'waits_for_destination' then 1 else 0 end
            from unnest($4::bigint[], $5::smallint[], $6::bigint[], $7::text[], $8::text[])
                 r (number, state, wait, code, detail)
            where o.site_id = $1 and o.number = r.number and o.claim = $2 and o.state = 0
            """;
    private static final String TRY = """
            with tried as (
                insert into attempt (site_id, destination, at, ms, sandbox, events, request, status, answer, outcome,
                                     code, detail)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning number)
            insert into attempt_row (site_id, row, attempt) select $1, unnest($13::bigint[]), number from tried
            """;
    private static final String HEALTH = """
            insert into destination_health as h (site_id, destination, last_delivery, last_failure, failure_code,
                                                 failure_detail, failing_since, next_try)
            values ($1, $2, case when $3 then null else now() end, case when $3 then now() end, $4, $5,
                    case when $3 then now() end, $6)
            on conflict (site_id, destination) do update set
                last_delivery = coalesce(excluded.last_delivery, h.last_delivery),
                last_failure = coalesce(excluded.last_failure, h.last_failure),
                failure_code = coalesce(excluded.failure_code, h.failure_code),
                failure_detail = coalesce(excluded.failure_detail, h.failure_detail),
                failing_since = case when $3 then coalesce(h.failing_since, now()) end,
                next_try = excluded.next_try
            """;
    private static final String COUNT = """
            insert into destination_hour as h (site_id, destination, hour, requests, failures, ms, delivered, dead, withheld, sandboxed)
            values ($1, $2, date_trunc('hour', now()), $3, $4, $5, $6, $7, $8, $9)
            on conflict (site_id, destination, hour) do update set requests = h.requests + excluded.requests,
                failures = h.failures + excluded.failures, ms = h.ms + excluded.ms,
                delivered = h.delivered + excluded.delivered, dead = h.dead + excluded.dead,
                withheld = h.withheld + excluded.withheld, sandboxed = h.sandboxed + excluded.sandboxed
            """;

    private final Database database;

    OutboxStore(Database database) {
        this.database = database;
    }

    /** Which of the targets have something that may leave now. */
    Future<Set<Target>> ready(List<Target> targets) {
        Integer[] sites = targets.stream().map(Target::site).toArray(Integer[]::new);
        Integer[] ids = targets.stream().map(Target::id).toArray(Integer[]::new);
        return database.query("""
                        select place from unnest($1::int[], $2::int[]) with ordinality t (site, id, place)
                        where exists (select 1 from outbox o
                                      where o.site_id = t.site and o.destination = t.id and o.state = 0 and o.due <= now())
                        """, sites, ids).map(rows -> {
            var ready = new HashSet<Target>();
            rows.forEach(row -> ready.add(targets.get((int) (row.getLong(0) - 1))));
            return ready;
        });
    }

    /** Takes what is due for this node until {@code leaseMs} are over; in the order it came. */
    Future<List<Claimed>> claim(Target target, int limit, long leaseMs, UUID claim) {
        return database.query(CLAIM, target.site(), target.id(), limit, leaseMs, claim)
                .map(OutboxStore::claimed);
    }

    /** The same of a list of people, where what is of one person leaves one after the other, whichever nodes send it. */
    Future<List<Claimed>> claimInOrder(Target target, int limit, long leaseMs, UUID claim) {
        return database.query(CLAIM_IN_ORDER, target.site(), target.id(), limit, leaseMs, claim, PeopleList.EVERYBODY)
                .map(OutboxStore::claimed);
    }

    private static List<Claimed> claimed(RowSet<Row> rows) {
        var claimed = new ArrayList<Claimed>();
        rows.forEach(row -> claimed.add(claimed(row)));
        claimed.sort(Comparator.comparingLong(Claimed::number));
        return claimed;
    }

    private static Claimed claimed(Row row) {
        var event = new Outgoing(
                row.getUUID("event"),
                row.getString("name"),
                row.getOffsetDateTime("time").toInstant(),
                new JsonObject(row.getString("data")),
                new JsonObject(row.getString("context")));
        return new Claimed(
                row.getLong("number"),
                row.getString("key"),
                row.getUUID("person"),
                event,
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("since").toInstant());
    }

    /** False when some of them are gone, or another node's. */
    Future<Boolean> isOurs(Target target, List<Claimed> rows, UUID claim) {
        Long[] numbers = rows.stream().map(Claimed::number).toArray(Long[]::new);
        return database.query(
                        "select count(*) from outbox where site_id = $1 and number = any($2) and claim = $3 and state = 0",
                        target.site(),
                        numbers,
                        claim)
                .map(found -> found.iterator().next().getLong(0) == numbers.length);
    }

    /** False when another node has claimed some of them since: they are its to send. */
    Future<Boolean> renew(Target target, List<Claimed> rows, long leaseMs, UUID claim) {
        Long[] numbers = rows.stream().map(Claimed::number).toArray(Long[]::new);
        return database.query("""
                        update outbox set due = now() + $4 * interval '1 ms'
                        where site_id = $1 and number = any($2) and claim = $3 and state = 0
                        """, target.site(), numbers, claim, leaseMs)
                .map(updated -> updated.rowCount() == numbers.length);
    }

    /** Writes down what became of rows that no request was made for. */
    Future<Void> settle(Target target, UUID claim, List<Fate> fates) {
        if (fates.isEmpty()) {
            return Future.succeededFuture();
        }
        return database.inTransaction(transaction ->
                settle(transaction, target, claim, fates).compose(done -> count(transaction, target, fates, 0, 0, 0)));
    }

    /** Writes down a request and what became of its rows, together. */
    Future<Void> settle(Target target, UUID claim, List<Fate> fates, Tried tried, Optional<Instant> nextTry) {
        return database.inTransaction(transaction -> keep(transaction, target, fates, tried)
                .compose(done -> settle(transaction, target, claim, fates))
                .compose(done -> transaction.preparedQuery(HEALTH).execute(Tuple.from(new Object[] {
                    target.site(),
                    target.id(),
                    tried.isFailure(),
                    tried.isFailure() ? tried.why().map(Reason::code).orElse(null) : null,
                    tried.isFailure() ? tried.why().map(Reason::detail).orElse(null) : null,
                    nextTry.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null)
                })))
                .compose(done -> count(transaction, target, fates, 1, tried.isFailure() ? 1 : 0, tried.ms())));
    }

    private static Future<Void> keep(SqlConnection transaction, Target target, List<Fate> fates, Tried tried) {
        return transaction
                .preparedQuery(TRY)
                .execute(Tuple.from(new Object[] {
                    target.site(),
                    target.id(),
                    OffsetDateTime.ofInstant(Instant.ofEpochMilli(tried.at()), ZoneOffset.UTC),
                    (int) tried.ms(),
                    tried.sandbox(),
                    fates.size(),
                    tried.request(),
                    tried.status().orElse(null),
                    tried.answer().orElse(null),
                    tried.outcome().code(),
                    tried.why().map(Reason::code).orElse(null),
                    tried.why().map(Reason::detail).orElse(null),
                    fates.stream().map(fate -> fate.row().number()).toArray(Long[]::new)
                }))
                .mapEmpty();
    }

    private static Future<Void> settle(SqlConnection transaction, Target target, UUID claim, List<Fate> fates) {
        return transaction
                .preparedQuery(SETTLE)
                .execute(Tuple.from(new Object[] {
                    target.site(),
                    claim,
                    target.sandbox(),
                    fates.stream().map(fate -> fate.row().number()).toArray(Long[]::new),
                    fates.stream().map(fate -> fate.state().code()).toArray(Short[]::new),
                    fates.stream().map(Fate::waitMs).toArray(Long[]::new),
                    fates.stream()
                            .map(fate -> fate.why().map(Reason::code).orElse(null))
                            .toArray(String[]::new),
                    fates.stream()
                            .map(fate -> fate.why().map(Reason::detail).orElse(null))
                            .toArray(String[]::new)
                }))
                .mapEmpty();
    }

    /** Of what the double answers it only counts how much that is: nobody else was reached, and nothing was waited for. */
    private static Future<Void> count(
            SqlConnection transaction, Target target, List<Fate> fates, long requests, long failures, long ms) {
        long delivered = number(fates, Fate.State.DELIVERED);
        long withheld = number(fates, Fate.State.WITHHELD);
        return target.sandbox()
                ? count(transaction, target.site(), target.id(), 0, 0, 0, 0, 0, withheld, delivered)
                : count(
                        transaction,
                        target.site(),
                        target.id(),
                        requests,
                        failures,
                        ms,
                        delivered,
                        number(fates, Fate.State.DEAD),
                        withheld,
                        0);
    }

    /** @param counts in the order of the columns */
    private static Future<Void> count(SqlConnection transaction, int site, int destination, long... counts) {
        Tuple parameters = Tuple.of(site, destination);
        LongStream.of(counts).forEach(parameters::addLong);
        return transaction.preparedQuery(COUNT).execute(parameters).mapEmpty();
    }

    private static long number(List<Fate> fates, Fate.State state) {
        return fates.stream().filter(fate -> fate.state() == state).count();
    }

    /** Counts events that were never put into the outbox: the filter or the missing consent held them back. */
    static Future<Void> countWithheld(SqlConnection transaction, int site, int destination, long events) {
        return count(transaction, site, destination, 0, 0, 0, 0, 0, events, 0);
    }
}
