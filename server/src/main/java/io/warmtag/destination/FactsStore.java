package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.destination.Item.Device;
import io.warmtag.destination.Preparation.Facts;
import io.warmtag.people.Contacts;
import io.warmtag.people.KnownContact;
import io.warmtag.secret.Seal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is known of persons at the moment of sending. */
final class FactsStore {
    private static final Logger LOG = LoggerFactory.getLogger(FactsStore.class);

    /**
     * Whether an event says what somebody answers about a purpose. On a page where nobody is asked, what says nothing says that
     * this browser refuses nothing; what a page denies by default, as long as nobody has answered, is nobody's word. $1 is the site.
     */
    static String answers(String purpose) {
        return """
                (position(concat('"', $PURPOSE::text, '":"granted"') in context) > 0
                 or position(concat('"', $PURPOSE::text, '":"denied"') in context) > 0
                 or position('"url":' in context) > 0 and position(concat('"', $PURPOSE::text, '":') in context) = 0
                    and (select consent = 'none' from site where site.id = $1))""".replace("$PURPOSE", purpose);
    }

    // The newest event that says whether he agrees: a courier's call that tells of a delivery says nothing about it.
    private static final String NEWEST = """
            select distinct on (person) person, context from unnest($2::uuid[]) persons (person)
            cross join lateral (select person as visitor
                                union select v.visitor from person_visitor own
                                join person_visitor v on v.site_id = $1 and v.person = own.person
                                where own.site_id = $1 and own.visitor = persons.person) mine
            cross join lateral (
                (select id, context, true as says
                 from (select id, context from event where site_id = $1 and event.visitor = mine.visitor
                       order by id desc limit 50) recent
                 where $ANSWERS
                 order by id desc limit 1)
                union all
                (select id, context, false from event where site_id = $1 and event.visitor = mine.visitor
                 order by id desc limit 1)
                limit 1) newest
            order by person, says desc, newest.id desc
            """.replace("$ANSWERS", answers("$3"));
    private static final String DEVICES = """
            select visitor, sealed from raw_device
            where site_id = $1 and visitor = any($2) and seen_at > now() - interval '7 days'
            """;

    private final Database database;
    private final Contacts contacts;

    FactsStore(Database database, Contacts contacts) {
        this.database = database;
        this.contacts = contacts;
    }

    /** What a kind of destination is told: devices and contact data only where it finds people by them. */
    Future<Facts> load(int site, Collection<UUID> persons, String purpose, Destination kind, Seal seal) {
        UUID[] ids = persons.stream().distinct().toArray(UUID[]::new);
        Future<Map<UUID, JsonObject>> contexts = contexts(site, ids, purpose);
        Future<Map<UUID, Instant>> erased = erased(site, ids);
        Future<Map<UUID, Device>> devices =
                kind.defaults().needsDevice() ? devices(site, ids, seal) : Future.succeededFuture(Map.of());
        Future<Map<UUID, List<KnownContact>>> known =
                kind.needsContacts() ? contacts.of(site, List.of(ids)) : Future.succeededFuture(Map.of());
        return Future.all(contexts, devices, known, erased)
                .map(all -> new Facts(contexts.result(), devices.result(), known.result(), erased.result()));
    }

    /** Without the devices. */
    Future<Facts> loadContacts(int site, Collection<UUID> persons, String purpose) {
        UUID[] ids = persons.stream().distinct().toArray(UUID[]::new);
        Future<Map<UUID, JsonObject>> contexts = contexts(site, ids, purpose);
        Future<Map<UUID, List<KnownContact>>> known = contacts.of(site, List.of(ids));
        return Future.all(contexts, known).map(all -> new Facts(contexts.result(), Map.of(), known.result()));
    }

    private Future<Map<UUID, JsonObject>> contexts(int site, UUID[] persons, String purpose) {
        return database.query(NEWEST, site, persons, purpose).map(rows -> {
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
