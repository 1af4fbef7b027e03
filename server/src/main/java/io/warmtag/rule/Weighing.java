package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.rule.audience.model.Course.Place;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows that say who is in which audience of a site, read and written for many at a time. */
final class Weighing {
    // Nobody holds these rows: most are only looked at, and who writes one says which he has seen.
    private static final String READ = """
            select audience, asked.person, version, (extract(epoch from since) * 1000)::bigint as since, changes,
                   (extract(epoch from seen_at) * 1000)::bigint as seen,
                   (extract(epoch from next_check) * 1000)::bigint as next, xmin::text::bigint as row
            from unnest($3::uuid[]) as asked (person)
            cross join lateral (
                select *, known.xmin from audience_member known
                where site_id = $1 and known.person = asked.person and audience = any($2) offset 0) his""";

    private static final String ROWS = """
            select unnest($2::int[]) as audience, unnest($3::uuid[]) as person, unnest($4::int[]) as version,
                   unnest($5::timestamptz[]) as since, unnest($6::int[]) as changes, unnest($7::timestamptz[]) as seen_at,
                   unnest($8::timestamptz[]) as next_check""";

    private static final String BEFORE = ROWS + ", unnest($9::bigint[]) as row";

    // Whom another one stands for is no person of his own, also when that has been so only since he was read.
    private static final String OWN = """
            not exists (select from person_visitor joined
                        where joined.site_id = $1 and joined.visitor = %s and joined.person <> joined.visitor)""";

    private static final String UPDATE = """
            update audience_member as known
            set version = new.version, since = new.since, changes = new.changes, seen_at = new.seen_at,
                next_check = new.next_check
            from (%s) new
            where known.site_id = $1 and known.audience = new.audience and known.person = new.person
              and known.xmin::text::bigint = new.row and %s
            returning known.audience, known.person""".formatted(BEFORE, OWN.formatted("new.person"));

    // Somebody else may have been the first meanwhile: he is not overwritten.
    private static final String INSERT = """
            insert into audience_member (site_id, audience, person, version, since, changes, seen_at, next_check)
            select $1, new.* from (%s) new where %s
            on conflict do nothing
            returning audience, person""".formatted(ROWS, OWN.formatted("new.person"));

    private static final String PERSONS =
            "select asked.person from unnest($2::uuid[]) as asked (person) where " + OWN.formatted("asked.person");

    private static final String COUNT = """
            insert into audience_count as known (site_id, audience, shard, members)
            select $1, unnest($2::int[]), unnest($3::smallint[]), unnest($4::bigint[])
            on conflict (site_id, audience, shard) do update set members = known.members + excluded.members""";

    private static final int SHARDS = 16;

    private Weighing() {}

    record Key(int audience, UUID person) {}

    /**
     * A row.
     *
     * @param since ms; null when he isn't in it
     * @param row names it as it was read: whoever changes it makes another one
     */
    record Known(int version, @Nullable Long since, int changes, Place place, long row) {}

    /**
     * A row to be.
     *
     * @param before the one that there is
     */
    record Weighed(
            Key key,
            int version,
            @Nullable Known before,
            @Nullable Long since,
            int changes,
            Place place) {
        private boolean was() {
            return before != null && before.since != null;
        }
    }

    static Future<Map<Key, Known>> read(
            SqlConnection transaction, int site, Collection<Integer> audiences, Collection<UUID> persons) {
        return transaction
                .preparedQuery(READ)
                .execute(Tuple.of(site, audiences.toArray(Integer[]::new), persons.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<Key, Known> known = new HashMap<>();
                    for (Row row : rows) {
                        @Nullable Long since = row.getLong("since");
                        @Nullable Long next = row.getLong("next");
                        var place = new Place(since != null, row.getLong("seen"), next == null ? Long.MAX_VALUE : next);
                        known.put(
                                new Key(row.getInteger("audience"), row.getUUID("person")),
                                new Known(
                                        row.getInteger("version"),
                                        since,
                                        row.getInteger("changes"),
                                        place,
                                        row.getLong("row")));
                    }
                    return known;
                });
    }

    /**
     * Writes rows, keeps the counts, and says whose were written: all but those that somebody else has made or changed since
     * they were read, and those of whom another one stands for by now.
     */
    static Future<Set<Key>> write(SqlConnection transaction, int site, List<Weighed> weighed) {
        var sorted = new ArrayList<>(weighed);
        // Whoever locks rows locks them in this order.
        sorted.sort(Comparator.<Weighed>comparingInt(each -> each.key().audience())
                .thenComparing(each -> each.key().person(), Weighing::compare));
        Set<Key> written = new HashSet<>();
        return update(
                        transaction,
                        site,
                        sorted.stream().filter(each -> each.before() != null).toList(),
                        written)
                .compose(updated -> insert(
                        transaction,
                        site,
                        sorted.stream().filter(each -> each.before() == null).toList(),
                        written))
                .compose(inserted -> count(transaction, site, sorted, written))
                .map(counted -> written);
    }

    /** Those of them that are persons of their own: whoever was not written is looked at again only if he is. */
    static Future<Set<UUID>> persons(SqlConnection transaction, int site, Collection<UUID> asked) {
        return asked.isEmpty()
                ? Future.succeededFuture(Set.of())
                : transaction
                        .preparedQuery(PERSONS)
                        .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(asked.toArray(UUID[]::new)))
                        .map(rows -> {
                            Set<UUID> persons = new HashSet<>();
                            rows.forEach(row -> persons.add(row.getUUID(0)));
                            return persons;
                        });
    }

    private static Future<Void> update(SqlConnection transaction, int site, List<Weighed> weighed, Set<Key> written) {
        return weighed.isEmpty()
                ? Future.succeededFuture()
                : write(
                        transaction,
                        UPDATE,
                        rows(site, weighed)
                                .addArrayOfLong(weighed.stream()
                                        .map(each -> Objects.requireNonNull(each.before())
                                                .row())
                                        .toArray(Long[]::new)),
                        written);
    }

    private static Future<Void> insert(SqlConnection transaction, int site, List<Weighed> weighed, Set<Key> written) {
        return weighed.isEmpty() ? Future.succeededFuture() : write(transaction, INSERT, rows(site, weighed), written);
    }

    private static Future<Void> write(SqlConnection transaction, String sql, Tuple rows, Set<Key> written) {
        return transaction.preparedQuery(sql).execute(rows).map(found -> {
            found.forEach(row -> written.add(new Key(row.getInteger(0), row.getUUID(1))));
            return null;
        });
    }

    private static Tuple rows(int site, List<Weighed> weighed) {
        Tuple rows = Tuple.of(site);
        rows.addArrayOfInteger(
                weighed.stream().map(each -> each.key().audience()).toArray(Integer[]::new));
        rows.addArrayOfUUID(weighed.stream().map(each -> each.key().person()).toArray(UUID[]::new));
        rows.addArrayOfInteger(weighed.stream().map(Weighed::version).toArray(Integer[]::new));
        rows.addArrayOfOffsetDateTime(weighed.stream()
                .map(each -> each.since() == null ? null : AudienceStore.time(each.since()))
                .toArray(OffsetDateTime[]::new));
        rows.addArrayOfInteger(weighed.stream().map(Weighed::changes).toArray(Integer[]::new));
        rows.addArrayOfOffsetDateTime(weighed.stream()
                .map(each -> AudienceStore.time(each.place().seen()))
                .toArray(OffsetDateTime[]::new));
        rows.addArrayOfOffsetDateTime(weighed.stream()
                .map(each -> AudienceStore.time(each.place().nextCheck()))
                .toArray(OffsetDateTime[]::new));
        return rows;
    }

    private static Future<Void> count(SqlConnection transaction, int site, List<Weighed> weighed, Set<Key> written) {
        Map<Integer, Long> deltas = new TreeMap<>();
        for (Weighed each : weighed) {
            boolean is = each.since() != null;
            if (is != each.was() && written.contains(each.key())) {
                int shard = (int) (each.key().person().getLeastSignificantBits() & (SHARDS - 1));
                deltas.merge(each.key().audience() * SHARDS + shard, is ? 1L : -1L, Long::sum);
            }
        }
        deltas.values().removeIf(delta -> delta == 0);
        if (deltas.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple rows = Tuple.of(site);
        rows.addArrayOfInteger(
                deltas.keySet().stream().map(place -> place / SHARDS).toArray(Integer[]::new));
        rows.addArrayOfShort(
                deltas.keySet().stream().map(place -> (short) (place % SHARDS)).toArray(Short[]::new));
        rows.addArrayOfLong(deltas.values().toArray(Long[]::new));
        return transaction.preparedQuery(COUNT).execute(rows).mapEmpty();
    }

    /** As the database orders them. */
    static int compare(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
