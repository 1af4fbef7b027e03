package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.people.contact.ContactField;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads what is known of persons: for who sends it on, and for who may see it. */
public final class Contacts {
    private static final String KNOWN = """
            with asked as (
                select v as visitor, coalesce(own.person, v) as person
                from unnest($2::uuid[]) v
                left join person_visitor own on own.site_id = $1 and own.visitor = v
            ), visitors as (
                select asked.visitor as asked, coalesce(all_of.visitor, asked.visitor) as visitor
                from asked left join person_visitor all_of on all_of.site_id = $1 and all_of.person = asked.person
            )
            select asked, visitor, kind, null::text as field, sealed, hashed, first_seen, last_seen, source
            from visitors join identity using (visitor) where site_id = $1
            union all
            select asked, visitor, null, field, sealed, hashed, seen, seen, ''
            from visitors join contact_detail using (visitor) where site_id = $1
            order by last_seen desc""";

    private final Database database;
    private final ContactVault vault;

    public Contacts(Database database, ContactVault vault) {
        this.database = database;
        this.vault = vault;
    }

    /** What is known of each person, through any of his visitors, last seen first. Who isn't known is not in it. */
    public Future<Map<UUID, List<KnownContact>>> of(int site, Collection<UUID> visitors) {
        return database.onOneConnection(connection -> of(connection, site, visitors));
    }

    /** The same, as a transaction sees it. */
    public Future<Map<UUID, List<KnownContact>>> of(SqlConnection connection, int site, Collection<UUID> visitors) {
        return connection
                .preparedQuery(KNOWN)
                .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(visitors.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, List<KnownContact>> known = new HashMap<>();
                    for (Row row : rows) {
                        known.computeIfAbsent(row.getUUID("asked"), asked -> new ArrayList<>())
                                .add(contact(site, row));
                    }
                    return known;
                });
    }

    private KnownContact contact(int site, Row row) {
        Short kind = row.getShort("kind");
        ContactField field =
                kind == null ? ContactField.ofCode(row.getString("field")).orElseThrow() : ContactField.values()[kind];
        return new KnownContact(
                row.getUUID("visitor"),
                vault.open(site, field, row.getBuffer("sealed").getBytes(), row.getBoolean("hashed")),
                instant(row.getOffsetDateTime("first_seen")),
                instant(row.getOffsetDateTime("last_seen")),
                row.getString("source"));
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }
}
