package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.destination.ListPreparation.Listed;
import io.warmtag.secret.Seal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the engine knows of lists outside: their ids there, and by what each person was told there. */
final class ListStore {
    /** Who has been called so many things is taken away by the newest of them. */
    private static final int MOST_KEYS = 5;

    /** Who was ever one person with whom. */
    private static final String KIN = """
            select distinct asked.person, other.person as other
            from unnest($3::uuid[]) asked (person)
            cross join lateral (
                select visitor, before, after from join_log where site_id = $1 and visitor = asked.person
                union select visitor, before, after from join_log where site_id = $1 and before = asked.person
                union select visitor, before, after from join_log where site_id = $1 and after = asked.person) log
            cross join lateral (values (visitor), (before), (after)) other (person)
            where other.person <> asked.person""";

    private final Database database;

    /** @param outside empty until it is made there */
    record State(
            Optional<String> outside,
            boolean sandbox,
            int source,
            int version,
            @Nullable Instant fullAt,
            Instant watched) {}

    ListStore(Database database) {
        this.database = database;
    }

    /** Empty until the list is first looked after. */
    Future<Optional<State>> state(Target target) {
        return database.query("""
                        select outside, sandbox, source, version, full_at, watched from people_list
                        where site_id = $1 and destination = $2
                        """, target.site(), target.id()).map(rows -> {
            if (rows.size() == 0) {
                return Optional.empty();
            }
            Row row = rows.iterator().next();
            return Optional.of(new State(
                    Optional.ofNullable(row.getString("outside")),
                    row.getBoolean("sandbox"),
                    row.getInteger("source"),
                    row.getInteger("version"),
                    instant(row, "full_at"),
                    row.getOffsetDateTime("watched").toInstant()));
        });
    }

    /** Whether it is as it is for so long. */
    Future<Boolean> isHeardOf(Target target, long heardMs) {
        return database.query("""
                        select changed_at <= now() - $3 * interval '1 ms' from destination where site_id = $1 and id = $2
                        """, target.site(), target.id(), heardMs)
                .map(rows -> rows.size() > 0 && rows.iterator().next().getBoolean(0));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /** With the list's id there, as long as it is of the same world. */
    Future<Config> config(Target target, Config config) {
        return state(target)
                .map(state -> state.filter(known -> known.sandbox == target.sandbox())
                        .flatMap(State::outside)
                        .map(id -> config.with(PeopleList.ID, id))
                        .orElse(config));
    }

    /** Nobody is wanted for whom another visitor stands. */
    Future<Map<UUID, Listed>> listed(Target target, Collection<UUID> persons, Seal seal) {
        return database.query("""
                        select person, told, wanted and not exists (
                            select from person_visitor v
                            where v.site_id = m.site_id and v.visitor = m.person and v.person <> m.person) as wanted
                        from list_member m where site_id = $1 and destination = $2 and person = any($3)
                        """, target.site(), target.id(), persons.toArray(UUID[]::new))
                .map(rows -> {
                    var listed = new HashMap<UUID, Listed>();
                    for (Row row : rows) {
                        UUID person = row.getUUID("person");
                        Buffer told = row.getBuffer("told");
                        listed.put(
                                person,
                                new Listed(
                                        row.getBoolean("wanted"),
                                        told == null
                                                ? List.of()
                                                : rows(seal.open(told.getBytes(), purpose(target, person)))));
                    }
                    return listed;
                });
    }

    /** The first row of each that takes somebody else away who was one person with him once: they may be found by the same. */
    Future<Map<UUID, Long>> leaving(Target target, Collection<UUID> persons) {
        if (persons.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return database.query(
                        """
                        select kin.person, min(o.number) from ($KIN) kin
                        join outbox o on o.site_id = $1 and o.destination = $2 and o.person = kin.other and o.state = 0
                        where o.name = $4 group by 1
                        """.replace("$KIN", KIN),
                        target.site(),
                        target.id(),
                        persons.toArray(UUID[]::new),
                        PeopleList.REMOVE)
                .map(rows -> {
                    var leaving = new HashMap<UUID, Long>();
                    rows.forEach(row -> leaving.put(row.getUUID(0), row.getLong(1)));
                    return leaving;
                });
    }

    private static List<JsonArray> rows(String json) {
        var rows = new ArrayList<JsonArray>();
        new JsonArray(json).forEach(row -> rows.add((JsonArray) row));
        return rows;
    }

    /** What everybody's orders that hold come to, in the site's currency: of sums in others nobody knows what they are worth. */
    Future<Map<UUID, Double>> worth(int site, Collection<UUID> persons) {
        return database.query("""
                        select asked.person, sum(value)::float8
                        from unnest($2::uuid[]) asked (person)
                        join site on site.id = $1
                        cross join lateral visitors_of($1, asked.person) his (visitor)
                        join customer_order placed on placed.site_id = $1 and placed.person = his.visitor
                        where placed_at is not null and cancelled_at is null
                          and coalesce(placed.currency, site.currency) = site.currency
                        group by 1
                        """, site, persons.toArray(UUID[]::new)).map(rows -> {
            var worth = new HashMap<UUID, Double>();
            rows.forEach(row -> {
                Double sum = row.getDouble(1);
                worth.put(row.getUUID(0), sum == null ? 0 : sum);
            });
            return worth;
        });
    }

    /** Before the request leaves: whatever comes of it, they can be taken away again by these. */
    Future<Void> telling(Target target, Map<UUID, JsonArray> entries, Map<UUID, Listed> listed, Seal seal) {
        if (entries.isEmpty()) {
            return Future.succeededFuture();
        }
        var persons = new ArrayList<UUID>();
        var told = new ArrayList<Buffer>();
        entries.forEach((person, entry) -> {
            var keys =
                    new LinkedHashSet<>(listed.getOrDefault(person, Listed.NOT).told());
            keys.remove(entry);
            keys.add(entry);
            List<JsonArray> newest = new ArrayList<>(keys);
            String json = new JsonArray(newest.subList(Math.max(0, newest.size() - MOST_KEYS), newest.size())).encode();
            persons.add(person);
            told.add(Buffer.buffer(seal.seal(json, purpose(target, person))));
        });
        return database.query(
                        """
                        update list_member m set told = t.told, told_at = now()
                        from unnest($3::uuid[], $4::bytea[]) t (person, told)
                        where m.site_id = $1 and m.destination = $2 and m.person = t.person
                        """, target.site(), target.id(), persons.toArray(UUID[]::new), told.toArray(Buffer[]::new))
                .mapEmpty();
    }

    private static String purpose(Target target, UUID person) {
        return "list:" + target.site() + ":" + target.id() + ":" + person;
    }

    Future<Void> made(Target target, String id) {
        return database.query("""
                        update people_list set outside = $3
                        where site_id = $1 and destination = $2 and sandbox = $4 and outside is null
                        """, target.site(), target.id(), id, target.sandbox())
                .mapEmpty();
    }

    /** Asks for everybody to be said, and notes when. */
    static Future<Void> asked(SqlConnection transaction, Target target, String name) {
        return transaction
                .preparedQuery("update people_list set asked_at = now() where site_id = $1 and destination = $2")
                .execute(Tuple.of(target.site(), target.id()))
                .compose(done -> ListChanges.everybody(transaction, target, name));
    }

    /**
     * They are not there any more; of somebody who was erased nothing is left by {@link ListChanges#leave}. Whoever was one person
     * with one of them may have been found there by the same, and is told once more.
     */
    Future<Void> gone(Target target, Collection<UUID> persons) {
        Tuple asked = Tuple.of(target.site(), target.id(), persons.toArray(UUID[]::new));
        return database.inTransaction(transaction -> transaction
                .preparedQuery("""
                        update list_member set told = null, told_at = null
                        where site_id = $1 and destination = $2 and person = any($3)
                        """)
                .execute(asked)
                .compose(done ->
                        transaction.preparedQuery("""
                                select distinct m.person from ($KIN) kin
                                join list_member m on m.site_id = $1 and m.destination = $2 and m.person = kin.other
                                where m.wanted and m.told is not null
                                """.replace("$KIN", KIN)).execute(asked))
                .compose(rows -> {
                    var others = new HashMap<UUID, String>();
                    rows.forEach(row -> others.put(row.getUUID(0), PeopleList.ADD));
                    return others.isEmpty() ? Future.succeededFuture() : ListChanges.again(transaction, target, others);
                }));
    }

    /** Those who should be on it, by id. */
    Future<List<UUID>> wanted(Target target, UUID after, int limit) {
        return database.query("""
                        select person from list_member
                        where site_id = $1 and destination = $2 and person > $3 and wanted order by person limit $4
                        """, target.site(), target.id(), after, limit).map(rows -> {
            var persons = new ArrayList<UUID>();
            rows.forEach(row -> persons.add(row.getUUID(0)));
            return persons;
        });
    }

    /** How many should be on it and may be found there, more or less. */
    Future<Long> size(Target target) {
        return database.query(
                        "select count(*) from list_member where site_id = $1 and destination = $2 and wanted",
                        target.site(),
                        target.id())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** The database's time: what was told before it was not part of what follows. */
    Future<Instant> now() {
        return database.query("select clock_timestamp()")
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
    }

    /**
     * Everybody has been said. Who was told before and not now is gone there, or has to be taken away.
     *
     * @param replaced nobody else is there any more
     */
    Future<Void> full(Target target, Instant begun, boolean replaced, PeopleList.Counted counted) {
        var before = begun.atOffset(java.time.ZoneOffset.UTC);
        Future<?> rest = replaced
                ? database.query("""
                        update list_member set told = null, told_at = null
                        where site_id = $1 and destination = $2 and told is not null and told_at < $3
                        """, target.site(), target.id(), before)
                : database.query("""
                        insert into outbox (site_id, destination, key, person, event, name, time, data, context)
                        select site_id, destination, key, person, md5(site_id || ':' || destination || ':' || key)::uuid,
                               $4, now(), '{}', '{}'
                        from (select m.*, 'list:' || nextval('list_change') as key from list_member m
                              where site_id = $1 and destination = $2 and told is not null and told_at < $3) m
                        """, target.site(), target.id(), before, PeopleList.REMOVE);
        return rest.compose(
                        done -> database.query("""
                        update people_list set full_at = now(), received = $3, invalid = $4
                        where site_id = $1 and destination = $2
                        """, target.site(), target.id(), counted.received(), counted.invalid()))
                .mapEmpty();
    }
}
