package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes down who comes onto a list and who goes, with the row that tells the other side: both in one transaction, with the
 * person's row locked, so that his rows have the order of what happened. Whom nothing would find there gets no row.
 */
final class ListChanges {
    private static final String OUT = """
            insert into outbox (site_id, destination, key, person, firing, event, name, time, data, context, due)
            select site_id, destination, key, person, $FIRING, md5(site_id || ':' || destination || ':' || key)::uuid,
                   case when wanted then 'list_add' else 'list_remove' end, now(), '{}', '{}',
                   now() + $DELAY * interval '1 ms'
            from (select c.*, 'list:' || nextval('list_change') as key from changed c
                  where case when wanted
                        then exists (select from identity i where i.site_id = c.site_id and i.visitor = c.person
                                     and i.kind in (1, 2))
                          or exists (select from person_visitor own
                                     join person_visitor other on other.site_id = own.site_id and other.person = own.person
                                     join identity i on i.site_id = own.site_id and i.visitor = other.visitor
                                     where own.site_id = c.site_id and own.visitor = c.person and i.kind in (1, 2))
                        else told is not null
                          or exists (select from outbox o where o.site_id = c.site_id and o.destination = c.destination
                                     and o.person = c.person and o.state = 0) end) c
            """;
    private static final String MEMBERSHIP =
            """
            with changed as (
                insert into list_member as m (site_id, destination, person, member)
                select * from unnest($1::int[], $2::int[], $3::uuid[], $4::bool[]) order by 3, 2
                on conflict (site_id, destination, person) do update set member = excluded.member
                where m.member <> excluded.member
                returning site_id, destination, person, wanted, told)
            """ + OUT.replace("$FIRING", "null::uuid").replace("$DELAY", "$5");
    private static final String SAID = """
            insert into list_member (site_id, destination, person, said, said_at) values ($1, $2, $3, $4, now())
            on conflict (site_id, destination, person) do update set said = excluded.said, said_at = excluded.said_at""";
    private static final String RULED = """
            with changed as (
                insert into list_member as m (site_id, destination, person, ruled)
                values ($1, $2, coalesce((select person from person_visitor where site_id = $1 and visitor = $3), $3), $4)
                on conflict (site_id, destination, person) do update set ruled = excluded.ruled
                returning site_id, destination, person, wanted, told)
            """ + OUT.replace("$FIRING", "$5::uuid").replace("$DELAY", "$6");

    private static final String FORGOTTEN =
            """
            with changed as (
                update list_member set ruled = false, member = false, said = null where site_id = $1 and person = any($2)
                returning site_id, destination, person, wanted, told)
            """ + OUT.replace("$FIRING", "null::uuid").replace("$DELAY", "$3");
    private static final String AGAIN = """
            with noted as (
                update list_member set again_at = now()
                where site_id = $1::int and destination = $2::int and person = any($3::uuid[]))
            insert into outbox (site_id, destination, key, person, event, name, time, data, context)
            select site, list, key, person, md5(site || ':' || list || ':' || key)::uuid, name, now(), '{}', '{}'
            from (select $1::int as site, $2::int as list, person, name, 'list:' || nextval('list_change') as key
                  from unnest($3::uuid[], $4::text[]) c (person, name)
                  where not exists (select from outbox o where o.site_id = $1::int and o.destination = $2::int
                                    and o.person = c.person and o.state = 0 and o.name = c.name)) rows
            """;

    /** @param list the destination's number */
    record Change(int site, int list, UUID person, boolean entered) {}

    private ListChanges() {}

    /** @param changes at most one of a person and list */
    static Future<Void> membership(SqlConnection transaction, Collection<Change> changes, long delayMs) {
        return transaction
                .preparedQuery(MEMBERSHIP)
                .execute(Tuple.from(new Object[] {
                    changes.stream().map(Change::site).toArray(Integer[]::new),
                    changes.stream().map(Change::list).toArray(Integer[]::new),
                    changes.stream().map(Change::person).toArray(UUID[]::new),
                    changes.stream().map(Change::entered).toArray(Boolean[]::new),
                    delayMs
                }))
                .mapEmpty();
    }

    /** What a rule says of somebody counts more than the audience, and for all of his person. */
    static Future<Void> ruled(
            SqlConnection transaction, Target list, UUID person, boolean on, @Nullable UUID firing, long delayMs) {
        return transaction
                .preparedQuery(SAID)
                .execute(Tuple.of(list.site(), list.id(), person, on))
                .compose(said -> transaction
                        .preparedQuery(RULED)
                        .execute(Tuple.from(new Object[] {list.site(), list.id(), person, on, firing, delayMs})))
                .mapEmpty();
    }

    /**
     * Takes a stretch of an audience over without a word to the other side.
     *
     * @param last null: to the end
     */
    static Future<Void> takeOver(
            SqlConnection transaction, Target list, UUID after, @Nullable UUID last, List<UUID> members) {
        UUID[] ids = members.toArray(UUID[]::new);
        return transaction
                .preparedQuery("""
                        update list_member set member = false
                        where site_id = $1 and destination = $2 and member and person > $3
                          and ($4::uuid is null or person <= $4) and person <> all($5)
                        """)
                .execute(Tuple.of(list.site(), list.id(), after, last, ids))
                .compose(done -> transaction.preparedQuery("""
                                insert into list_member as m (site_id, destination, person, member)
                                select $1, $2, unnest($3::uuid[]), true
                                on conflict (site_id, destination, person) do update set member = true
                                where not m.member
                                """).execute(Tuple.of(list.site(), list.id(), ids)))
                .mapEmpty();
    }

    /** Whoever of them is there is taken away, and no audience brings him back. */
    static Future<Void> forget(SqlConnection transaction, int site, Collection<UUID> persons) {
        return transaction
                .preparedQuery(FORGOTTEN)
                .execute(Tuple.of(site, persons.toArray(UUID[]::new), 0L))
                .mapEmpty();
    }

    /**
     * Of persons who were erased: whoever the other side has not got leaves no trace, but for one who has come again since and
     * whom an audience has; he is as new. Whoever it may still have is taken away, unless that is on its way or needs a hand.
     *
     * @return on how many lists somebody of them may still be
     */
    static Future<Integer> leave(SqlConnection transaction, int site, Collection<UUID> persons) {
        Tuple asked = Tuple.tuple().addInteger(site).addArrayOfUUID(persons.toArray(UUID[]::new));
        return transaction
                .preparedQuery("""
                        delete from list_member where site_id = $1 and person = any($2) and told is null and not member
                        """)
                .execute(asked)
                .compose(done -> transaction.preparedQuery("""
                                update list_member set ruled = null
                                where site_id = $1 and person = any($2) and told is null and ruled = false
                                """).execute(asked))
                .compose(done -> transaction.preparedQuery("""
                                select person from list_member m
                                where site_id = $1 and person = any($2) and told is not null and ruled = false
                                  and not exists (select from outbox o where o.site_id = m.site_id
                                                  and o.destination = m.destination and o.person = m.person
                                                  and o.name = 'list_remove' and o.state in (0, 2))
                                """).execute(asked))
                .compose(rows -> {
                    var lost = new ArrayList<UUID>();
                    rows.forEach(row -> lost.add(row.getUUID(0)));
                    return lost.isEmpty() ? Future.succeededFuture() : forget(transaction, site, lost);
                })
                .compose(done -> transaction.preparedQuery("""
                                select count(distinct destination)::int from list_member
                                where site_id = $1 and person = any($2) and told is not null and ruled = false
                                """).execute(asked))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** Tells the other side once more, by person, unless that is on its way already. */
    static Future<Void> again(SqlConnection transaction, Target list, Map<UUID, String> names) {
        return transaction
                .preparedQuery(AGAIN)
                .execute(Tuple.of(
                        list.site(),
                        list.id(),
                        names.keySet().toArray(UUID[]::new),
                        names.values().toArray(String[]::new)))
                .mapEmpty();
    }

    /** Puts a row of nobody in particular: it waits for all before it, and all after wait for it. */
    static Future<Void> everybody(SqlConnection transaction, Target list, String name) {
        return transaction
                .preparedQuery("""
                        insert into outbox (site_id, destination, key, person, event, name, time, data, context)
                        select $1::int, $2::int, key, $3::uuid, md5($1::int || ':' || $2::int || ':' || key)::uuid,
                               $4::text, now(), '{}', '{}'
                        from (select 'list:' || nextval('list_change') as key) k
                        where not exists (select from outbox where site_id = $1::int and destination = $2::int and state = 0
                                          and person = $3::uuid and name = $4::text)
                        """)
                .execute(Tuple.of(list.site(), list.id(), PeopleList.EVERYBODY, name))
                .mapEmpty();
    }
}
