package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a site's audiences are in the database: another node may have changed something a moment ago.
 *
 * @param versions by id
 * @param fillAfter beyond whom persons have still to be weighed, by id of those that are being filled
 * @param certainUntil ms, see {@link CertainUntil}
 */
record AudienceVersions(Map<Integer, Integer> versions, Map<Integer, UUID> fillAfter, long certainUntil) {
    private static final String READ = """
            select id, version, case when filling then fill_after end,
                   (extract(epoch from %s) * 1000)::bigint
            from audience where site_id = $1 and deleted_at is null""".formatted(CertainUntil.sql("$2::timestamptz"));

    boolean isCurrent(Collection<Audience> known) {
        return known.stream()
                .collect(Collectors.toMap(Audience::id, Audience::version))
                .equals(versions);
    }

    /** @param now ms */
    static Future<AudienceVersions> read(SqlConnection transaction, int site, long now) {
        return transaction
                .preparedQuery(READ)
                .execute(Tuple.of(site, Instant.ofEpochMilli(now).atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    Map<Integer, Integer> versions = new HashMap<>();
                    Map<Integer, UUID> fillAfter = new HashMap<>();
                    long certainUntil = now;
                    for (Row row : rows) {
                        versions.put(row.getInteger(0), row.getInteger(1));
                        Optional.ofNullable(row.getUUID(2)).ifPresent(after -> fillAfter.put(row.getInteger(0), after));
                        certainUntil = row.getLong(3);
                    }
                    return new AudienceVersions(versions, fillAfter, certainUntil);
                });
    }
}
