package io.warmtag.preview;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.event.Mark;
import io.warmtag.event.RejectedEventStore;
import io.warmtag.event.VisitorId;
import io.warmtag.site.Site;
import io.warmtag.visitor.PersonStore;
import io.warmtag.visitor.model.Temperature;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Joins what the stores know of events. */
public final class FateStore {
    private final Database database;

    public FateStore(Database database) {
        this.database = database;
    }

    /** By the events' ids; those that have not arrived are missing. */
    public Future<Map<UUID, Fate>> find(Site site, List<UUID> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        UUID[] ids = events.toArray(UUID[]::new);
        Future<Map<UUID, Fate>> stored = stored(site, ids);
        return stored.compose(found -> found.size() == events.size()
                ? Future.succeededFuture(found)
                : rejected(site, ids).map(refused -> {
                    var all = new HashMap<>(refused);
                    all.putAll(found);
                    return all;
                }));
    }

    private Future<Map<UUID, Fate>> stored(Site site, UUID[] ids) {
        return database.query("""
                        select event.id, event.visitor, received, mark, remarks, change.from_state, change.to_state,
                               (select to_state from transition
                                where site_id = event.site_id and person = event.visitor and at < event.time
                                order by number desc limit 1) as known
                        from event
                        left join transition change on change.site_id = event.site_id and change.person = event.visitor
                            and (change.cause_id = event.id::text or change.at = event.time)
                        where event.site_id = $1 and event.id = any($2)
                        """, site.id(), ids).map(rows -> {
            var fates = new HashMap<UUID, Fate>();
            for (Row row : rows) {
                fates.put(row.getUUID("id"), fate(row));
            }
            return fates;
        });
    }

    private static Fate fate(Row row) {
        UUID visitor = row.getUUID("visitor");
        // Whoever has no change in the log is what everybody is at first.
        Short known = row.getShort("known") == null ? PersonStore.code(Temperature.COLD) : row.getShort("known");
        Short before = row.getShort("from_state");
        Short after = row.getShort("to_state");
        String[] remarks = row.getArrayOfStrings("remarks");
        return new Fate(
                "stored",
                row.getOffsetDateTime("received").toInstant(),
                "",
                null,
                Mark.of(row.getShort("mark")).word(),
                remarks == null ? List.of() : List.of(remarks),
                visitor == null ? null : VisitorId.text(visitor),
                visitor == null ? null : word(before == null ? known : before),
                visitor == null ? null : word(after == null ? known : after));
    }

    private static String word(short temperature) {
        return PersonStore.temperature(temperature).name().toLowerCase(Locale.ROOT);
    }

    /** Rejected events are kept as they were sent, cut off where they were long: the id is looked for in the text. */
    private Future<Map<UUID, Fate>> rejected(Site site, UUID[] ids) {
        return database.query("""
                        select asked.id, received, reason, field, code, arguments from unnest($2::uuid[]) asked (id)
                        join (select received, reason, field, code, arguments, body from rejected_event where site_id = $1
                              order by number desc limit 1000) refused on strpos(body, asked.id::text) > 0
                        """, site.id(), ids).map(rows -> {
            var fates = new HashMap<UUID, Fate>();
            for (Row row : rows) {
                String field = row.getString("field");
                String reason = row.getString("reason") + (field == null ? "" : " (" + field + ")");
                fates.put(
                        row.getUUID("id"),
                        new Fate(
                                "rejected",
                                row.getOffsetDateTime("received").toInstant(),
                                reason,
                                RejectedEventStore.refusal(row),
                                "",
                                List.of(),
                                null,
                                null,
                                null));
            }
            return fates;
        });
    }
}
