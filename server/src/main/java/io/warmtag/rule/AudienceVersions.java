package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
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
 */
record AudienceVersions(Map<Integer, Integer> versions, Map<Integer, UUID> fillAfter) {
    boolean isCurrent(Collection<Audience> known) {
        return known.stream()
                .collect(Collectors.toMap(Audience::id, Audience::version))
                .equals(versions);
    }

    static Future<AudienceVersions> read(SqlConnection transaction, int site) {
        return transaction.preparedQuery("""
                        select id, version, case when filling then fill_after end from audience
                        where site_id = $1 and deleted_at is null""").execute(Tuple.of(site)).map(rows -> {
            var state = new AudienceVersions(new HashMap<>(), new HashMap<>());
            for (Row row : rows) {
                state.versions.put(row.getInteger(0), row.getInteger(1));
                Optional.ofNullable(row.getUUID(2)).ifPresent(after -> state.fillAfter.put(row.getInteger(0), after));
            }
            return state;
        });
    }
}
