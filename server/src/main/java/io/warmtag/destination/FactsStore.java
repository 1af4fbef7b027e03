package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.destination.Item.Device;
import io.warmtag.destination.Preparation.Facts;
import io.warmtag.event.Answer;
import io.warmtag.people.BoughtStore;
import io.warmtag.people.Contacts;
import io.warmtag.people.KnownContact;
import io.warmtag.secret.Seal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is known of persons at the moment of sending. */
final class FactsStore {
    private static final Logger LOG = LoggerFactory.getLogger(FactsStore.class);

    private static final String ANSWERS = """
            select person, context from unnest($2::uuid[]) persons (person)
            cross join lateral consent_of($1, person, $3, 'infinity')
            """;
    // As of when it was put there: sent again it says the same.
    private static final String PAGES = """
            select key, context from unnest($2::text[], $3::uuid[], $4::timestamptz[]) asked (key, person, created)
            cross join lateral consent_of($1, person, $5, created)
            """;
    private static final String DEVICES = """
            select visitor, sealed from raw_device
            where site_id = $1 and visitor = any($2) and seen_at > now() - interval '7 days'
            """;

    private final Database database;
    private final Contacts contacts;
    private final BoughtStore bought;

    FactsStore(Database database, Contacts contacts) {
        this.database = database;
        this.contacts = contacts;
        this.bought = new BoughtStore(database);
    }

    /** What a kind of destination is told: devices and contact data only where it finds people by them. */
    Future<Facts> load(Target target, List<Claimed> rows, Destination kind, Seal seal) {
        int site = target.site();
        String purpose = target.settings().purpose();
        UUID[] ids = rows.stream().map(Claimed::person).distinct().toArray(UUID[]::new);
        Future<Map<UUID, JsonObject>> contexts = contexts(site, ids, purpose);
        Future<Map<UUID, Instant>> erased = erased(site, ids);
        Future<Map<UUID, Device>> devices =
                kind.defaults().needsDevice() ? devices(site, ids, seal) : Future.succeededFuture(Map.of());
        Future<Map<UUID, List<KnownContact>>> known =
                kind.needsContacts(target.settings().values())
                        ? contacts.of(site, List.of(ids))
                        : Future.succeededFuture(Map.of());
        Future<Map<String, JsonObject>> sold = bought(site, rows);
        Future<Map<String, JsonObject>> pages = pages(site, rows, purpose);
        return Future.all(contexts, devices, known, erased, sold, pages)
                .map(all -> new Facts(
                        contexts.result(),
                        devices.result(),
                        known.result(),
                        erased.result(),
                        sold.result(),
                        pages.result()));
    }

    /** Of what happened on no page, as a firing that follows from no event. */
    private Future<Map<String, JsonObject>> pages(int site, List<Claimed> all, String purpose) {
        List<Claimed> rows =
                all.stream().filter(row -> Answer.isAll(row.event().context())).toList();
        return rows.isEmpty()
                ? Future.succeededFuture(Map.of())
                : database.query(
                                PAGES,
                                site,
                                rows.stream().map(Claimed::key).toArray(String[]::new),
                                rows.stream().map(Claimed::person).toArray(UUID[]::new),
                                rows.stream()
                                        .map(row -> row.created().atOffset(ZoneOffset.UTC))
                                        .toArray(OffsetDateTime[]::new),
                                purpose)
                        .map(found -> {
                            var pages = new HashMap<String, JsonObject>();
                            found.forEach(row -> pages.put(row.getString(0), new JsonObject(row.getString(1))));
                            return pages;
                        });
    }

    /** Of events that only name an order. */
    private Future<Map<String, JsonObject>> bought(int site, List<Claimed> all) {
        var named = new LinkedHashMap<String, BoughtStore.Named>();
        for (Claimed row : all) {
            Sale.numberToLookUp(row.event())
                    .ifPresent(number -> named.put(row.key(), new BoughtStore.Named(row.person(), number)));
        }
        return bought.of(site, List.copyOf(named.values())).map(found -> {
            var sold = new HashMap<String, JsonObject>();
            Iterator<JsonObject> next = found.iterator();
            named.keySet().forEach(key -> sold.put(key, next.next()));
            return sold;
        });
    }

    /** Without the devices. */
    Future<Facts> loadContacts(int site, Collection<UUID> persons, String purpose) {
        UUID[] ids = persons.stream().distinct().toArray(UUID[]::new);
        Future<Map<UUID, JsonObject>> contexts = contexts(site, ids, purpose);
        Future<Map<UUID, List<KnownContact>>> known = contacts.of(site, List.of(ids));
        return Future.all(contexts, known).map(all -> new Facts(contexts.result(), Map.of(), known.result()));
    }

    private Future<Map<UUID, JsonObject>> contexts(int site, UUID[] persons, String purpose) {
        return database.query(ANSWERS, site, persons, purpose).map(rows -> {
            var contexts = new HashMap<UUID, JsonObject>();
            rows.forEach(row -> contexts.put(row.getUUID(0), new JsonObject(row.getString(1))));
            return contexts;
        });
    }

    private Future<Map<UUID, Instant>> erased(int site, UUID[] persons) {
        return database.query(
                        "select visitor, at from erased_visitor where site_id = $1 and visitor = any($2)",
                        site,
                        persons)
                .map(rows -> {
                    var erased = new HashMap<UUID, Instant>();
                    rows.forEach(row ->
                            erased.put(row.getUUID(0), row.getOffsetDateTime(1).toInstant()));
                    return erased;
                });
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
