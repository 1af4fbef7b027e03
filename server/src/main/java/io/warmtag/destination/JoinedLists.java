package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.people.JoinListener;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What it means for lists outside that visitors are one person from now on, or no longer. A person is there once, by all that he is
 * called, and by nothing that is another one's: so whoever is no person of his own any more is taken away by what he was told by, and
 * so is a person who has lost somebody; then those who should be there are told as they are now. {@link ListPreparation} sees to it
 * that nobody is told while somebody is still being taken away who was one with him. Whom audiences have is said by these, soon after.
 */
final class JoinedLists implements JoinListener {
    // In the order in which rows are locked everywhere.
    private static final String HOLD = """
            select from list_member where site_id = $1 and person = any($2) order by person, destination for update""";

    private static final String GONE = """
            update list_member set member = false, ruled = null where site_id = $1 and person = any($2)""";

    private static final String RULED = """
            with whole as (
                select distinct on (said.destination, asked.person) said.destination, asked.person, said.said
                from unnest($2::uuid[]) asked (person)
                cross join lateral visitors_of($1, asked.person) his (visitor)
                join list_member said on said.site_id = $1 and said.person = his.visitor and said.said is not null
                order by said.destination, asked.person, said.said_at desc, said.person
            ), unsaid as (
                update list_member m set ruled = null
                where site_id = $1 and person = any($2) and ruled is not null
                  and not exists (select from whole where whole.destination = m.destination and whole.person = m.person))
            insert into list_member as m (site_id, destination, person, ruled)
            select $1, destination, person, said from whole order by person, destination
            on conflict (site_id, destination, person) do update set ruled = excluded.ruled
            where m.ruled is distinct from excluded.ruled""";

    private static final String ROWS = """
            insert into outbox (site_id, destination, key, person, event, name, time, data, context, due)
            select site_id, destination, key, person, md5(site_id || ':' || destination || ':' || key)::uuid, '$NAME', now(),
                   '{}', '{}', now() + $4 * interval '1 ms'
            from (select m.site_id, m.destination, m.person, 'list:' || nextval('list_change') as key from list_member m
                  where m.site_id = $1 and m.person = any($2) and m.destination = any($3) and ($WHICH)) rows""";

    private static final String AWAY = ROWS.replace("$NAME", PeopleList.REMOVE).replace("$WHICH", """
            told is not null
                or exists (select from outbox o where o.site_id = m.site_id and o.destination = m.destination
                           and o.person = m.person and o.state = 0)""");

    private static final String ANEW = ROWS.replace("$NAME", PeopleList.ADD).replace("$WHICH", """
            wanted and exists (select from visitors_of(m.site_id, m.person) his (visitor)
                               join identity i on i.site_id = m.site_id and i.visitor = his.visitor
                               where i.kind in (1, 2))""");

    private final Lists lists;
    private final long gatherMs;

    /** @param gatherMs how long changes wait for others to leave with them */
    JoinedLists(Lists lists, long gatherMs) {
        this.lists = lists;
        this.gatherMs = gatherMs;
    }

    @Override
    public Future<Void> changed(SqlConnection transaction, int site, List<Change> changes) {
        Integer[] destinations = lists.all().stream()
                .filter(list -> list.site() == site)
                .map(Target::id)
                .toArray(Integer[]::new);
        if (destinations.length == 0) {
            return Future.succeededFuture();
        }
        Set<UUID> persons = new HashSet<>();
        Set<UUID> gone = new HashSet<>();
        Set<UUID> taken = new HashSet<>();
        for (Change change : changes) {
            persons.addAll(List.of(change.before(), change.after()));
            // By what he was told by, somebody else may be found now.
            taken.add(change.before());
            if (!change.after().equals(change.visitor())) {
                gone.add(change.visitor());
            }
        }
        persons.removeAll(gone);
        taken.addAll(gone);
        Set<UUID> all = new HashSet<>(persons);
        all.addAll(taken);
        return run(transaction, HOLD, site, all)
                .compose(held -> run(transaction, GONE, site, gone))
                .compose(left -> run(transaction, RULED, site, persons))
                .compose(ruled -> rows(transaction, AWAY, site, taken, destinations))
                .compose(away -> rows(transaction, ANEW, site, persons, destinations));
    }

    private static Future<Void> run(SqlConnection transaction, String sql, int site, Collection<UUID> persons) {
        return transaction
                .preparedQuery(sql)
                .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(persons.toArray(UUID[]::new)))
                .mapEmpty();
    }

    private Future<Void> rows(
            SqlConnection transaction, String sql, int site, Collection<UUID> persons, Integer[] destinations) {
        return transaction
                .preparedQuery(sql)
                .execute(Tuple.of(site, persons.toArray(UUID[]::new), destinations, gatherMs))
                .mapEmpty();
    }
}
