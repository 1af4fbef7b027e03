package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.people.JoinListener.Change;
import io.warmtag.people.join.Conflict;
import io.warmtag.people.join.Conflict.Reason;
import io.warmtag.people.join.Decision;
import io.warmtag.people.join.Link;
import io.warmtag.people.join.Link.Identifier;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads what a person hangs together by, and writes who is whom; in the transaction of who asks. */
final class JoinStore {
    /** The first visitors of an identifier, and the first identifiers of a visitor, join; those after them don't. */
    static final int MOST = 100;

    private static final String REACH = """
            with recursive reach(visitor) as (
                select $2::uuid
                union
                select next.visitor from reach cross join lateral (
                    select unnest(holders.first) as visitor
                    from (select kind, hash from identity where site_id = $1 and visitor = reach.visitor
                          order by first_seen, kind, hash limit $3) own
                    cross join lateral (
                        select array(select i.visitor from identity i
                                     where i.site_id = $1 and i.kind = own.kind and i.hash = own.hash
                                     order by i.first_seen, i.visitor limit $3) as first) holders
                    where reach.visitor = any(holders.first)
                    union all
                    select case when one = reach.visitor then other else one end from join_decision
                    where site_id = $1 and (one = reach.visitor or other = reach.visitor)) next
            )
            select visitor from reach""";

    // How many come before it, of the same identifier and of the same visitor, decides whether a link joins.
    private static final String LINKS = """
            select visitor, kind, hash, first_seen,
                   (select count(*) from (select from identity c where c.site_id = $1 and c.kind = i.kind and c.hash = i.hash
                      and (c.first_seen, c.visitor) < (i.first_seen, i.visitor) limit $3) before) = $3
                   or (select count(*) from (select from identity m where m.site_id = $1 and m.visitor = i.visitor
                      and (m.first_seen, m.kind, m.hash) < (i.first_seen, i.kind, i.hash) limit $3) before) = $3 as stopped,
                   (select c.visitor from identity c where c.site_id = $1 and c.kind = i.kind and c.hash = i.hash
                    order by c.first_seen, c.visitor limit 1) as holder
            from identity i where site_id = $1 and visitor = any($2)""";

    /**
     * What was read of some visitors and all they hang together with.
     *
     * @param links that join
     * @param stopped those that don't, as what they would be a conflict of
     * @param looked all of them
     */
    record Found(
            Set<UUID> visitors,
            List<Link> links,
            List<Conflict> stopped,
            List<Link> looked,
            List<Decision> decisions) {}

    /** Links that nobody has looked at yet: by site, some of their visitors. */
    record Unweighed(int site, UUID visitor) {}

    /** @param settleMs what was heard less than so long ago is left for the next time */
    Future<List<Unweighed>> unweighed(SqlConnection connection, long settleMs, int limit) {
        return connection
                .preparedQuery("""
                        select distinct site_id, visitor from (
                            select site_id, visitor from identity
                            where weighed_at is null and heard_at <= now() - $2 * interval '1 millisecond'
                            order by site_id, first_seen limit $1) oldest""")
                .execute(Tuple.of(limit, (double) settleMs))
                .map(rows -> {
                    List<Unweighed> found = new ArrayList<>();
                    rows.forEach(row -> found.add(new Unweighed(row.getInteger(0), row.getUUID(1))));
                    return found;
                });
    }

    /** One at a time for a site: two could give the same visitor to two persons. */
    Future<Void> lock(SqlConnection transaction, int site) {
        return transaction
                .preparedQuery("select pg_advisory_xact_lock($1, $2)")
                .execute(Tuple.of(1_802_465_122, site))
                .mapEmpty();
    }

    Future<Found> find(SqlConnection transaction, int site, UUID visitor) {
        return transaction
                .preparedQuery(REACH)
                .execute(Tuple.of(site, visitor, MOST))
                .compose(rows -> {
                    Set<UUID> visitors = new HashSet<>();
                    rows.forEach(row -> visitors.add(row.getUUID(0)));
                    UUID[] all = visitors.toArray(UUID[]::new);
                    return links(transaction, site, all)
                            .compose(found -> decisions(transaction, site, all)
                                    .map(decisions ->
                                            new Found(visitors, found.links, found.stopped, found.looked, decisions)));
                });
    }

    private static Future<Found> links(SqlConnection transaction, int site, UUID[] visitors) {
        Tuple asked = Tuple.tuple().addInteger(site).addArrayOfUUID(visitors).addInteger(MOST);
        return transaction.preparedQuery(LINKS).execute(asked).map(rows -> {
            List<Link> links = new ArrayList<>();
            List<Link> looked = new ArrayList<>();
            List<Conflict> stopped = new ArrayList<>();
            for (Row row : rows) {
                var identifier = new Identifier(
                        row.getShort("kind"),
                        HexFormat.of().formatHex(row.getBuffer("hash").getBytes()));
                UUID visitor = row.getUUID("visitor");
                var link = new Link(
                        visitor,
                        identifier,
                        row.getOffsetDateTime("first_seen").toInstant().toEpochMilli());
                looked.add(link);
                if (!row.getBoolean("stopped")) {
                    links.add(link);
                } else if (!row.getUUID("holder").equals(visitor)) {
                    stopped.add(new Conflict(row.getUUID("holder"), visitor, identifier, Reason.TOO_MANY));
                }
            }
            return new Found(Set.of(), links, stopped, looked, List.of());
        });
    }

    private static Future<List<Decision>> decisions(SqlConnection transaction, int site, UUID[] visitors) {
        return transaction
                .preparedQuery("""
                        select one, other, together, number from join_decision
                        where site_id = $1 and (one = any($2) or other = any($2))""")
                .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(visitors))
                .map(rows -> {
                    List<Decision> decisions = new ArrayList<>();
                    // The number is their order; all of them are later than any link.
                    rows.forEach(row -> decisions.add(new Decision(
                            row.getUUID(0), row.getUUID(1), row.getBoolean(2), Long.MAX_VALUE / 2 + row.getLong(3))));
                    return decisions;
                });
    }

    /** The persons of some visitors, and of all who are one with them. */
    Future<Map<UUID, UUID>> persons(SqlConnection transaction, int site, Collection<UUID> visitors) {
        return transaction
                .preparedQuery("""
                        select visitor, person from person_visitor where site_id = $1 and person in (
                            select person from person_visitor where site_id = $1 and visitor = any($2))""")
                .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(visitors.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, UUID> persons = new HashMap<>();
                    rows.forEach(row -> persons.put(row.getUUID(0), row.getUUID(1)));
                    return persons;
                });
    }

    /** Makes {@code together} (persons of more than one visitor) all that holds of {@code visitors}. */
    Future<Void> write(
            SqlConnection transaction, int site, Set<UUID> visitors, Map<UUID, UUID> together, List<Change> changes) {
        List<UUID> members = List.copyOf(together.keySet());
        Tuple rows = Tuple.tuple()
                .addInteger(site)
                .addArrayOfUUID(members.toArray(UUID[]::new))
                .addArrayOfUUID(members.stream().map(together::get).toArray(UUID[]::new));
        Tuple log = Tuple.tuple()
                .addInteger(site)
                .addArrayOfUUID(changes.stream().map(Change::visitor).toArray(UUID[]::new))
                .addArrayOfUUID(changes.stream().map(Change::before).toArray(UUID[]::new))
                .addArrayOfUUID(changes.stream().map(Change::after).toArray(UUID[]::new));
        return transaction
                .preparedQuery("delete from person_visitor where site_id = $1 and visitor = any($2)")
                .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(visitors.toArray(UUID[]::new)))
                .compose(done -> transaction.preparedQuery("""
                                insert into person_visitor (site_id, visitor, person)
                                select $1, unnest($2::uuid[]), unnest($3::uuid[])""").execute(rows))
                .compose(done -> transaction.preparedQuery("""
                                insert into join_log (site_id, visitor, before, after, cause)
                                select $1, unnest($2::uuid[]), unnest($3::uuid[]), unnest($4::uuid[]), 'identity'""").execute(log))
                .mapEmpty();
    }

    Future<Void> conflicts(SqlConnection transaction, int site, Set<UUID> visitors, List<Conflict> conflicts) {
        Tuple rows = Tuple.tuple()
                .addInteger(site)
                .addArrayOfUUID(conflicts.stream().map(Conflict::one).toArray(UUID[]::new))
                .addArrayOfUUID(conflicts.stream().map(Conflict::other).toArray(UUID[]::new))
                .addArrayOfShort(conflicts.stream()
                        .map(one -> (short) one.identifier().kind())
                        .toArray(Short[]::new))
                .addArrayOfBuffer(conflicts.stream()
                        .map(one -> Buffer.buffer(
                                HexFormat.of().parseHex(one.identifier().hash())))
                        .toArray(Buffer[]::new))
                .addArrayOfString(
                        conflicts.stream().map(one -> one.reason().code()).toArray(String[]::new));
        return transaction
                .preparedQuery("""
                        delete from join_conflict
                        where site_id = $1 and (other = any($2) or one = any($2) and reason = 'two_people')""")
                .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(visitors.toArray(UUID[]::new)))
                .compose(done -> transaction
                        // Of what hundreds have, one stands for all.
                        .preparedQuery("""
                                insert into join_conflict (site_id, one, other, kind, hash, reason)
                                select $1, one, other, kind, hash, reason
                                from (select unnest($2::uuid[]) as one, unnest($3::uuid[]) as other,
                                             unnest($4::smallint[]) as kind, unnest($5::bytea[]) as hash,
                                             unnest($6::text[]) as reason) new
                                where reason <> 'too_many'
                                   or not exists (select from join_conflict known where known.site_id = $1
                                                  and known.kind = new.kind and known.hash = new.hash
                                                  and known.reason = 'too_many')
                                on conflict (site_id, one, other) do nothing""")
                        .execute(rows))
                .mapEmpty();
    }

    /** What was weighed is not weighed again, unless it was heard earlier meanwhile. */
    Future<Void> weighed(SqlConnection transaction, int site, List<Link> links) {
        Tuple rows = Tuple.tuple()
                .addInteger(site)
                .addArrayOfUUID(links.stream().map(Link::visitor).toArray(UUID[]::new))
                .addArrayOfShort(links.stream()
                        .map(link -> (short) link.identifier().kind())
                        .toArray(Short[]::new))
                .addArrayOfBuffer(links.stream()
                        .map(link -> Buffer.buffer(
                                HexFormat.of().parseHex(link.identifier().hash())))
                        .toArray(Buffer[]::new))
                .addArrayOfOffsetDateTime(links.stream()
                        .map(link -> Instant.ofEpochMilli(link.first()).atOffset(ZoneOffset.UTC))
                        .toArray(java.time.OffsetDateTime[]::new));
        return transaction.preparedQuery("""
                        update identity set weighed_at = now()
                        from (select unnest($2::uuid[]) as visitor, unnest($3::smallint[]) as kind,
                                     unnest($4::bytea[]) as hash, unnest($5::timestamptz[]) as first) seen
                        where site_id = $1 and identity.visitor = seen.visitor and identity.kind = seen.kind
                          and identity.hash = seen.hash and first_seen = seen.first and weighed_at is null""").execute(rows).mapEmpty();
    }

    /** Has somebody look again at these visitors. */
    Future<Void> weighAgain(SqlConnection transaction, int site, Collection<UUID> visitors) {
        return transaction
                .preparedQuery("update identity set weighed_at = null where site_id = $1 and visitor = any($2)")
                .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(visitors.toArray(UUID[]::new)))
                .mapEmpty();
    }
}
