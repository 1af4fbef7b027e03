package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.event.VisitorId;
import io.warmtag.people.ExportSections.Section;
import io.warmtag.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Everything that is stored of a person as one JSON document, written piece by piece, as it was at one instant. */
public final class PersonExport {
    private static final int ROWS_AT_ONCE = 50;

    private final Database database;
    private final Contacts contacts;
    private final BiFunction<Integer, List<UUID>, Future<List<JsonObject>>> devices;

    /** Where it is written; succeeds when there is room for more. */
    public interface Sink extends Function<Buffer, Future<Void>> {}

    /** @param devices address and browser of a site's visitors, where they are kept */
    public PersonExport(
            Database database, Contacts contacts, BiFunction<Integer, List<UUID>, Future<List<JsonObject>>> devices) {
        this.database = database;
        this.contacts = contacts;
        this.devices = devices;
    }

    /** All visitors of a visitor's person; empty when nothing is stored of them. */
    public Future<List<UUID>> visitors(Site site, UUID visitor) {
        var store = new ErasureStore(database);
        return database.onOneConnection(connection -> store.visitors(connection, site.id(), visitor)
                .compose(visitors ->
                        store.isKnown(connection, site.id(), visitors).map(known -> known ? visitors : List.of())));
    }

    /**
     * Writes the document, but for its end being waited for.
     *
     * @param clear what he is called as it is, with address and browser; else its hashes only
     */
    public Future<Void> write(Site site, List<UUID> visitors, boolean clear, Instant now, Sink sink) {
        var head = new JsonObject()
                .put("site", site.publicId())
                .put("exported", now.toString())
                .put("visitors", visitors.stream().map(VisitorId::text).toList());
        String begun = head.encode();
        return database.inTransaction(transaction -> transaction
                .query("set transaction isolation level repeatable read read only")
                .execute()
                .compose(set -> sink.apply(Buffer.buffer(begun.substring(0, begun.length() - 1))))
                .compose(written -> contacts(transaction, site, visitors, clear, sink))
                .compose(written -> clear ? devices(site, visitors, sink) : Future.succeededFuture())
                .compose(written -> sections(transaction, site, visitors, sink))
                .compose(written -> sink.apply(Buffer.buffer("\n}\n"))));
    }

    private Future<Void> contacts(SqlConnection transaction, Site site, List<UUID> visitors, boolean clear, Sink sink) {
        return contacts.of(transaction, site.id(), visitors)
                .compose(known -> sink.apply(section(
                        "contacts",
                        known.values().stream()
                                .flatMap(List::stream)
                                .distinct()
                                .map(contact -> json(contact, clear))
                                .toList())));
    }

    private static JsonObject json(KnownContact contact, boolean clear) {
        boolean shown = clear && !contact.value().hashed();
        return new JsonObject()
                .put("field", contact.value().field().code())
                .put("value", shown ? contact.value().text() : null)
                .put("sha256", contact.value().sha256())
                .put("visitor", VisitorId.text(contact.visitor()))
                .put("first_seen", contact.firstSeen().toString())
                .put("last_seen", contact.lastSeen().toString())
                .put("source", contact.source());
    }

    private Future<Void> devices(Site site, List<UUID> visitors, Sink sink) {
        return devices.apply(site.id(), visitors).compose(found -> sink.apply(section("devices", found)));
    }

    private static Buffer section(String name, List<JsonObject> items) {
        return Buffer.buffer(",\n\"" + name + "\":").appendBuffer(Json.encodeToBuffer(items));
    }

    private static Future<Void> sections(SqlConnection transaction, Site site, List<UUID> visitors, Sink sink) {
        Future<Void> done = Future.succeededFuture();
        for (Section section : ExportSections.ALL) {
            done = done.compose(before -> section(transaction, section, site, visitors, sink));
        }
        return done;
    }

    private static Future<Void> section(
            SqlConnection transaction, Section section, Site site, List<UUID> visitors, Sink sink) {
        return sink.apply(Buffer.buffer(",\n\"" + section.name() + "\":["))
                .compose(begun -> transaction.prepare("select told::text from (" + section.sql() + ") part (told)"))
                .compose(prepared -> {
                    Cursor cursor = prepared.cursor(
                            Tuple.tuple().addInteger(site.id()).addArrayOfUUID(visitors.toArray(UUID[]::new)));
                    return rows(cursor, true, sink)
                            .eventually(() -> cursor.close())
                            .eventually(() -> prepared.close());
                })
                .compose(written -> sink.apply(Buffer.buffer("]")));
    }

    private static Future<Void> rows(Cursor cursor, boolean first, Sink sink) {
        return cursor.read(ROWS_AT_ONCE).compose(rows -> {
            if (rows.size() == 0) {
                return Future.succeededFuture();
            }
            Buffer text = Buffer.buffer();
            boolean comma = !first;
            for (Row row : rows) {
                text.appendString(comma ? ",\n" : "\n").appendString(row.getString(0));
                comma = true;
            }
            return sink.apply(text)
                    .compose(written -> cursor.hasMore() ? rows(cursor, false, sink) : Future.succeededFuture());
        });
    }
}
