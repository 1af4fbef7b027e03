package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.destination.Item.Device;
import io.warmtag.destination.Preparation.Facts;
import io.warmtag.secret.Seal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is known of persons at the moment of sending. */
final class FactsStore {
    private static final Logger LOG = LoggerFactory.getLogger(FactsStore.class);
    private static final String NEWEST = """
            select person, context from unnest($2::uuid[]) persons (person)
            cross join lateral (select context from event where site_id = $1 and visitor = person
                                order by id desc limit 1) newest
            """;
    private static final String DEVICES = """
            select visitor, sealed from raw_device
            where site_id = $1 and visitor = any($2) and seen_at > now() - interval '7 days'
            """;

    private final Database database;

    FactsStore(Database database) {
        this.database = database;
    }

    Future<Facts> load(int site, Collection<UUID> persons, boolean withDevices, Seal seal) {
        UUID[] ids = persons.stream().distinct().toArray(UUID[]::new);
        Future<Map<UUID, Device>> devices = withDevices ? devices(site, ids, seal) : Future.succeededFuture(Map.of());
        return database.query(NEWEST, site, ids)
                .compose(rows -> devices.map(known -> {
                    var contexts = new HashMap<UUID, JsonObject>();
                    rows.forEach(row -> contexts.put(row.getUUID(0), new JsonObject(row.getString(1))));
                    return new Facts(contexts, known);
                }));
    }

    private Future<Map<UUID, Device>> devices(int site, UUID[] persons, Seal seal) {
        return database.query(DEVICES, site, persons).map(rows -> {
            var devices = new HashMap<UUID, Device>();
            rows.forEach(row -> {
                UUID visitor = row.getUUID(0);
                try {
                    devices.put(
                            visitor,
                            Devices.open(seal, site, visitor, row.getBuffer(1).getBytes()));
                } catch (Seal.CannotOpen e) {
                    // Of a key before this one: as if it had never been written down.
                    LOG.debug("device not opened: {}", e.getMessage());
                }
            });
            return devices;
        });
    }
}
