package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What left, what waits and what came to nothing, as people look at it; and sending it once more. */
public final class Deliveries {
    private static final String COLUMNS =
            "number, destination, event, name, person, firing, state, attempts, sandbox, code, detail, created_at, due, done_at";
    /** Found by the keys that forwarding and rules give: nothing goes over the outbox. */
    private static final String OF_EVENTS = """
            select cause, o.* from (
                select id as cause, 'e:' || id as key from unnest($4::uuid[]) asked (id)
                union all
                select f.event, 'firing:' || f.id || ':' || s.number
                from firing f join firing_step s on s.firing = f.id
                where f.site_id = $1 and f.person = any($3) and f.event = any($4)) sent
            cross join unnest($2::int[]) asked (destination)
            join outbox o on o.site_id = $1 and o.destination = asked.destination and o.key = sent.key
            order by o.number
            """;

    private static final int MOST_ATTEMPTS = 50;
    private static final int MOST_REPLAYED = 100_000;

    private final Database database;

    public Deliveries(Database database) {
        this.database = database;
    }

    /** Newest first. */
    public Future<Page<Delivery>> list(Site site, Delivery.Filter filter, Keyset after, int limit) {
        // One plan serves a statement for all values: what is filtered stands in the text.
        String where = "site_id = $1 and number < $2"
                + (filter.destination().isPresent() ? " and destination = $4" : " and $4::int is null")
                + filter.state().map(state -> " and state = " + state.code()).orElse("");
        return database.query(
                        "select " + COLUMNS + " from outbox where " + where + " order by number desc limit $3",
                        site.id(),
                        after.number(),
                        limit + 1,
                        filter.destination().orElse(null))
                .map(rows -> {
                    var found = new ArrayList<Delivery>();
                    rows.forEach(row -> found.add(delivery(row)));
                    return Page.of(found, limit, each -> Keyset.of(each.number()));
                });
    }

    /** By event, what became outside of it and of what rules did because of it; the visitors are those whose events these are. */
    public Future<Map<UUID, List<Delivery>>> ofEvents(
            Site site, List<Target> targets, Collection<UUID> visitors, Collection<UUID> events) {
        if (targets.isEmpty() || events.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return database.query(
                        OF_EVENTS,
                        site.id(),
                        targets.stream().map(Target::id).toArray(Integer[]::new),
                        visitors.toArray(UUID[]::new),
                        events.toArray(UUID[]::new))
                .map(rows -> {
                    var found = new HashMap<UUID, List<Delivery>>();
                    for (Row row : rows) {
                        found.computeIfAbsent(row.getUUID("cause"), event -> new ArrayList<>())
                                .add(delivery(row));
                    }
                    return found;
                });
    }

    public Future<Optional<Delivery.Whole>> find(Site site, long number) {
        return database.query(
                        "select " + COLUMNS + ", time, data, context from outbox where site_id = $1 and number = $2",
                        site.id(),
                        number)
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(Optional.empty())
                        : attempts(site, number).map(attempts -> {
                            Row row = rows.iterator().next();
                            var sent = new Outgoing(
                                    row.getUUID("event"),
                                    row.getString("name"),
                                    row.getOffsetDateTime("time").toInstant(),
                                    new JsonObject(row.getString("data")),
                                    new JsonObject(row.getString("context")));
                            return Optional.of(new Delivery.Whole(delivery(row), sent, attempts));
                        }));
    }

    private Future<List<Delivery.Attempt>> attempts(Site site, long number) {
        return database.query("""
                        select a.at, a.ms, a.sandbox, a.events, a.request, a.status, a.answer, a.outcome, a.code, a.detail
                        from attempt_row r join attempt a on a.site_id = r.site_id and a.number = r.attempt
                        where r.site_id = $1 and r.row = $2 order by a.number desc limit $3
                        """, site.id(), number, MOST_ATTEMPTS).map(rows -> {
            var attempts = new ArrayList<Delivery.Attempt>();
            rows.forEach(row -> attempts.add(new Delivery.Attempt(
                    row.getOffsetDateTime("at").toInstant(),
                    row.getInteger("ms"),
                    row.getBoolean("sandbox"),
                    row.getInteger("events"),
                    row.getString("request"),
                    row.getInteger("status"),
                    row.getString("answer"),
                    Tried.Kind.values()[row.getShort("outcome")].name().toLowerCase(Locale.ROOT),
                    reason(row))));
            return attempts;
        });
    }

    /** Sends a dead or withheld one once more; false when there is none of this number, or its destination is deleted. */
    public Future<Boolean> replay(Site site, long number) {
        return database.query("""
                        update outbox set state = 0, due = now(), since = now(), attempts = 0, done_at = null
                        where site_id = $1 and number = $2 and state in (2, 3)
                          and exists (select from destination d
                                      where d.site_id = $1 and d.id = outbox.destination and d.state <> 3)
                        """, site.id(), number).map(updated -> updated.rowCount() > 0);
    }

    /** Sends all dead ones of a destination once more; answers how many, at most {@value #MOST_REPLAYED} at a time. */
    public Future<Integer> replayDead(Target target) {
        return database.query("""
                        update outbox set state = 0, due = now(), since = now(), attempts = 0, done_at = null
                        where site_id = $1 and number in (select number from outbox
                            where site_id = $1 and destination = $2 and state = 2 order by number limit $3)
                        """, target.site(), target.id(), MOST_REPLAYED).map(updated -> updated.rowCount());
    }

    /** Of the destinations of a site, by their numbers. */
    public Future<Map<Integer, Health>> health(Site site, List<Target> targets) {
        Integer[] ids = targets.stream().map(Target::id).toArray(Integer[]::new);
        return database.query("""
                        select t.id, h.last_delivery, h.failing_since, h.failure_code as code, h.failure_detail as detail,
                               h.next_try, c.delivered, c.sandboxed, c.withheld, c.ms,
                               (select count(*) from (select 1 from outbox where site_id = $1 and destination = t.id
                                and state = 0 limit $3) w) as waiting,
                               (select count(*) from (select 1 from outbox where site_id = $1 and destination = t.id
                                and state = 2 limit $3) d) as dead
                        from unnest($2::int[]) t (id)
                        left join destination_health h on h.site_id = $1 and h.destination = t.id
                        cross join lateral (select coalesce(sum(delivered), 0)::bigint as delivered,
                                coalesce(sum(sandboxed), 0)::bigint as sandboxed,
                                coalesce(sum(withheld), 0)::bigint as withheld,
                                coalesce(sum(ms) / nullif(sum(requests), 0), 0)::bigint as ms
                            from destination_hour
                            where site_id = $1 and destination = t.id and hour > now() - interval '24 hours') c
                        """, site.id(), ids, Health.MOST_COUNTED).map(rows -> {
            var health = new HashMap<Integer, Health>();
            rows.forEach(row -> health.put(
                    row.getInteger("id"),
                    new Health(
                            row.getLong("waiting"),
                            row.getLong("dead"),
                            instant(row, "last_delivery"),
                            instant(row, "failing_since"),
                            reason(row),
                            instant(row, "next_try"),
                            row.getLong("delivered"),
                            row.getLong("sandboxed"),
                            row.getLong("withheld"),
                            row.getLong("ms"))));
            return health;
        });
    }

    private static Delivery delivery(Row row) {
        return new Delivery(
                row.getLong("number"),
                row.getInteger("destination"),
                row.getUUID("event"),
                row.getString("name"),
                row.getUUID("person"),
                row.getUUID("firing"),
                Delivery.State.values()[row.getShort("state")],
                row.getInteger("attempts"),
                row.getBoolean("sandbox"),
                reason(row),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("due").toInstant(),
                instant(row, "done_at"));
    }

    private static Optional<Reason> reason(Row row) {
        String code = row.getString("code");
        String detail = row.getString("detail");
        return code == null ? Optional.empty() : Optional.of(new Reason(code, detail == null ? "" : detail));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
