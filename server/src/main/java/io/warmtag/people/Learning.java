package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Notes who was heard to be called what, and finds whom something is called. Who is joined by it is found out later. */
public final class Learning {
    // What somebody said before he was erased, and is told once more, is not learnt again.
    private static final String IDENTITIES = """
            insert into identity as known (site_id, kind, hash, visitor, sealed, hashed, first_seen, last_seen, source)
            select $1, new.*
            from unnest($2::smallint[], $3::bytea[], $4::uuid[], $5::bytea[], $6::boolean[], $7::timestamptz[],
                        $8::timestamptz[], $9::text[])
                 as new (kind, hash, visitor, sealed, hashed, first_seen, last_seen, source)
            where not exists (select from erased_visitor e
                              where e.site_id = $1 and e.visitor = new.visitor and e.at >= new.last_seen)
            on conflict (site_id, kind, hash, visitor) do update
                set last_seen = greatest(known.last_seen, excluded.last_seen),
                    first_seen = least(known.first_seen, excluded.first_seen),
                    -- Who joins whom goes by the order in which it was first heard.
                    weighed_at = case when excluded.first_seen < known.first_seen then null else known.weighed_at end,
                    heard_at = case when excluded.first_seen < known.first_seen then now() else known.heard_at end,
                    sealed = case when known.hashed and not excluded.hashed then excluded.sealed else known.sealed end,
                    hashed = known.hashed and excluded.hashed""";

    private static final String DETAILS = """
            insert into contact_detail as known (site_id, visitor, field, sealed, hashed, seen)
            select $1, new.*
            from unnest($2::uuid[], $3::text[], $4::bytea[], $5::boolean[], $6::timestamptz[])
                 as new (visitor, field, sealed, hashed, seen)
            where not exists (select from erased_visitor e
                              where e.site_id = $1 and e.visitor = new.visitor and e.at >= new.seen)
            on conflict (site_id, visitor, field) do update
                set sealed = excluded.sealed, hashed = excluded.hashed, seen = excluded.seen
                where known.seen <= excluded.seen""";

    private final Database database;
    private final ContactVault vault;

    /** One row to write: a value of a visitor, with when it was heard first and last. */
    private record Said(UUID visitor, ContactValue value, byte[] hash, Instant first, Instant last, String source) {
        Said with(Said other) {
            boolean earlier = other.first.isBefore(first);
            ContactValue better = value.hashed() ? other.value : value;
            return new Said(
                    visitor,
                    better,
                    hash,
                    earlier ? other.first : first,
                    other.last.isAfter(last) ? other.last : last,
                    earlier ? other.source : source);
        }
    }

    public Learning(Database database, ContactVault vault) {
        this.database = database;
        this.vault = vault;
    }

    /** Succeeds after the commit. What was heard before is only seen again. */
    public Future<Void> learn(int site, List<Heard> heard) {
        return Future.succeededFuture().compose(go -> write(site, heard));
    }

    private Future<Void> write(int site, List<Heard> heard) {
        // Sorted, so that two writers of the same rows don't wait for each other in a circle.
        Map<String, Said> identities = new TreeMap<>();
        Map<String, Said> details = new TreeMap<>();
        for (Heard one : heard) {
            Instant time = Instant.ofEpochMilli(one.time());
            for (ContactValue value : one.values()) {
                if (value.field().identifies()) {
                    byte[] hash = vault.hash(site, value);
                    String key = value.field() + Buffer.buffer(hash).toString("ISO-8859-1") + one.visitor();
                    var said = new Said(one.visitor(), value, hash, time, time, one.source());
                    identities.merge(key, said, Said::with);
                } else {
                    var said = new Said(one.visitor(), value, new byte[0], time, time, one.source());
                    details.merge(
                            one.visitor() + value.field().code(), said, (a, b) -> b.last.isBefore(a.last) ? a : b);
                }
            }
        }
        return database.inTransaction(connection -> identities(connection, site, List.copyOf(identities.values()))
                .compose(done -> details(connection, site, List.copyOf(details.values())))
                .compose(done -> Properties.write(connection, site, heard)));
    }

    private Future<Void> identities(SqlConnection connection, int site, List<Said> said) {
        if (said.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple row = Tuple.tuple(new ArrayList<>(9))
                .addInteger(site)
                .addArrayOfShort(said.stream()
                        .map(one -> (short) one.value.field().ordinal())
                        .toArray(Short[]::new))
                .addArrayOfBuffer(
                        said.stream().map(one -> Buffer.buffer(one.hash)).toArray(Buffer[]::new))
                .addArrayOfUUID(said.stream().map(Said::visitor).toArray(UUID[]::new))
                .addArrayOfBuffer(said.stream()
                        .map(one -> Buffer.buffer(vault.seal(site, one.value)))
                        .toArray(Buffer[]::new))
                .addArrayOfBoolean(said.stream().map(one -> one.value.hashed()).toArray(Boolean[]::new))
                .addArrayOfOffsetDateTime(times(said, Said::first))
                .addArrayOfOffsetDateTime(times(said, Said::last))
                .addArrayOfString(said.stream().map(Said::source).toArray(String[]::new));
        return connection.preparedQuery(IDENTITIES).execute(row).mapEmpty();
    }

    private Future<Void> details(SqlConnection connection, int site, List<Said> said) {
        if (said.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple row = Tuple.tuple(new ArrayList<>(6))
                .addInteger(site)
                .addArrayOfUUID(said.stream().map(Said::visitor).toArray(UUID[]::new))
                .addArrayOfString(
                        said.stream().map(one -> one.value.field().code()).toArray(String[]::new))
                .addArrayOfBuffer(said.stream()
                        .map(one -> Buffer.buffer(vault.seal(site, one.value)))
                        .toArray(Buffer[]::new))
                .addArrayOfBoolean(said.stream().map(one -> one.value.hashed()).toArray(Boolean[]::new))
                .addArrayOfOffsetDateTime(times(said, Said::last));
        return connection.preparedQuery(DETAILS).execute(row).mapEmpty();
    }

    private static OffsetDateTime[] times(List<Said> said, java.util.function.Function<Said, Instant> of) {
        return said.stream().map(one -> of.apply(one).atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    }

    /** The visitors of a shop's own user ids; somebody who was never heard of gets the visitor that will stand for him. */
    public Future<Map<String, UUID>> visitorsOf(int site, Collection<String> userIds) {
        Map<String, UUID> visitors = new HashMap<>();
        Future<Void> all = Future.succeededFuture();
        for (String userId : userIds) {
            Optional<ContactValue> value = ContactValue.of(ContactField.USER_ID, userId, "");
            if (value.isPresent()) {
                all = all.compose(done -> visitorOf(site, List.of(value.get())))
                        .onSuccess(visitor -> visitors.put(userId, visitor))
                        .mapEmpty();
            }
        }
        return all.map(visitors);
    }

    /**
     * Whom something is said of that only names him: the visitor who was first heard to have one of the identifiers, the strongest
     * first (user id, e-mail, phone); somebody new for the strongest when nobody was.
     *
     * @param values one at least identifies
     */
    public Future<UUID> visitorOf(int site, List<ContactValue> values) {
        List<ContactValue> strongest = values.stream()
                .filter(value -> value.field().identifies())
                .sorted(java.util.Comparator.comparing(ContactValue::field))
                .toList();
        return Future.succeededFuture()
                .compose(go -> find(site, strongest, 0))
                .map(found -> found.orElseGet(() -> vault.visitor(site, strongest.get(0))));
    }

    private Future<Optional<UUID>> find(int site, List<ContactValue> values, int at) {
        if (at == values.size()) {
            return Future.succeededFuture(Optional.empty());
        }
        ContactValue value = values.get(at);
        return database.query("""
                        select visitor from identity where site_id = $1 and kind = $2 and hash = $3
                        order by first_seen, visitor limit 1""", site, (short) value.field().ordinal(), Buffer.buffer(vault.hash(site, value)))
                .compose(rows -> {
                    for (Row row : rows) {
                        return Future.succeededFuture(Optional.of(row.getUUID(0)));
                    }
                    return find(site, values, at + 1);
                });
    }
}
