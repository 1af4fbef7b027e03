package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.News;
import io.warmtag.people.JoinListener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What it means for audiences and rules that visitors are one person from now on, or no longer: in the transaction that says so.
 * No rule is told of it, and nothing fires; lists outside hear quietly what comes of it.
 */
public final class JoinedMembers implements JoinListener {
    /** Of a row in an audience that says nothing yet: its person is weighed at once, and no rule is told of what that changes. */
    static final int VERSION = 0;

    // Whoever is just being weighed for the first time finds a row here, or is waited for: he can't be forgotten.
    private static final String PLACE = """
            insert into audience_member (site_id, audience, person, version, since, changes, seen_at, next_check)
            select $1, audience.id, person, $3, null, 0, now(), null
            from audience cross join unnest($2::uuid[]) as person
            where audience.site_id = $1 and deleted_at is null
            order by audience.id, person
            on conflict do nothing""";

    // In the order in which rows are locked everywhere.
    private static final String HOLD = """
            select from audience_member where site_id = $1 and person = any($2) order by audience, person for update""";

    // Whoever is no person of his own is in no audience.
    private static final String GONE = """
            with gone as (
                update audience_member as known
                set since = null, next_check = null, changes = known.changes + case when known.since is null then 0 else 1 end
                from (select site_id, audience, person, since from audience_member
                      where site_id = $1 and person = any($2)) before
                where known.site_id = before.site_id and known.audience = before.audience
                  and known.person = before.person
                returning known.audience, known.person, before.since)
            insert into audience_count as known (site_id, audience, shard, members)
            select $1, audience, get_byte(uuid_send(person), 15) & 15, -count(*) from gone where since is not null
            group by 2, 3 order by 2, 3
            on conflict (site_id, audience, shard) do update set members = known.members + excluded.members""";

    private static final String ANEW = """
            insert into audience_member as known (site_id, audience, person, version, since, changes, seen_at, next_check)
            select $1, audience.id, person, $3, null, 0, now(), now()
            from audience cross join unnest($2::uuid[]) as person
            where audience.site_id = $1 and deleted_at is null
            order by audience.id, person
            on conflict (site_id, audience, person) do update
                set version = excluded.version, next_check = excluded.next_check,
                    seen_at = greatest(known.seen_at, excluded.seen_at)""";

    // The older person's assignment holds: his who stands for all, or the first that any of them was given.
    private static final String HOLDOUT = """
            insert into rule_person (site_id, rule, person, held_out, assigned_at)
            select distinct on (known.rule, joined.person) $1, known.rule, joined.person, held_out, assigned_at
            from unnest($2::uuid[], $3::uuid[]) as joined (visitor, person)
            join rule_person known on known.site_id = $1 and known.person = joined.visitor
            order by known.rule, joined.person, assigned_at, known.person
            on conflict do nothing""";

    private static final String TESTERS =
            "select from rule where site_id = $1 and state = 'testing' and testers && $2::uuid[] limit 1";

    @Override
    public Future<Void> changed(SqlConnection transaction, int site, List<Change> changes) {
        Set<UUID> persons = new LinkedHashSet<>();
        Set<UUID> gone = new LinkedHashSet<>();
        List<UUID> from = new ArrayList<>();
        List<UUID> to = new ArrayList<>();
        for (Change change : changes) {
            persons.add(change.before());
            persons.add(change.after());
            if (!change.after().equals(change.visitor())) {
                gone.add(change.visitor());
                from.addAll(List.of(change.before(), change.visitor()));
                to.addAll(List.of(change.after(), change.after()));
            }
        }
        // Whom another one stands for now is no person any more.
        persons.removeAll(gone);
        UUID[] all = changes.stream()
                .flatMap(change -> List.of(change.visitor(), change.before(), change.after()).stream())
                .distinct()
                .toArray(UUID[]::new);
        return run(transaction, PLACE, Tuple.of(site, gone.toArray(UUID[]::new), VERSION))
                .compose(placed ->
                        run(transaction, HOLD, Tuple.tuple().addInteger(site).addArrayOfUUID(all)))
                .compose(held -> run(
                        transaction, GONE, Tuple.tuple().addInteger(site).addArrayOfUUID(gone.toArray(UUID[]::new))))
                .compose(left -> run(transaction, ANEW, Tuple.of(site, persons.toArray(UUID[]::new), VERSION)))
                .compose(asked ->
                        run(transaction, HOLDOUT, Tuple.of(site, from.toArray(UUID[]::new), to.toArray(UUID[]::new))))
                .compose(held -> transaction
                        .preparedQuery(TESTERS)
                        .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(all)))
                .compose(testers ->
                        testers.size() == 0 ? Future.succeededFuture() : News.tell(transaction, RuleDirectory.TOPIC));
    }

    private static Future<Void> run(SqlConnection transaction, String sql, Tuple parameters) {
        return transaction.preparedQuery(sql).execute(parameters).mapEmpty();
    }
}
