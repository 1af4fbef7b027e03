package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The leader's other part: who does not agree any more is taken off lists outside, who agrees again is put back, and who was
 * learnt to be called something is told by it. Looks at those who were seen since, and so is never a minute late.
 */
final class ListWatch {
    private static final long EVERY_MS = 20_000;
    private static final String CHANGED = """
            with seen as (
                select id as person, false as learnt from person
                where site_id = $1 and last_seen > $3::timestamptz - interval '2 minutes'
                union all
                select coalesce(other.visitor, i.visitor), true from identity i
                left join person_visitor own on own.site_id = $1 and own.visitor = i.visitor
                left join person_visitor other on other.site_id = $1 and other.person = own.person
                where i.site_id = $1 and i.weighed_at > $3::timestamptz - interval '5 seconds'
            ), concerned as (
                select m.person, m.wanted, m.told is not null as told,
                       bool_or(learnt) or m.told is null and (m.again_at is null or m.again_at < now() - interval '10 minutes')
                           and exists (select from identity i
                                       left join person_visitor own on own.site_id = $1 and own.visitor = m.person
                                       left join person_visitor other on other.site_id = $1 and other.person = own.person
                                       where i.site_id = $1 and i.kind in (1, 2)
                                         and i.visitor = coalesce(other.visitor, m.person)) as again
                from seen join list_member m on m.site_id = $1 and m.destination = $2 and m.person = seen.person
                where m.wanted or m.told is not null
                group by m.person, m.wanted, m.told is not null, m.told is null, m.again_at)
            select person, again, wanted, told, context, says from concerned
            left join lateral consent_of($1, person, $4, 'infinity') on true
            """;

    private final Database database;
    private final Lists lists;
    private final SiteDirectory sites;
    private final ListStore store;

    ListWatch(Database database, Lists lists, SiteDirectory sites) {
        this.database = database;
        this.lists = lists;
        this.sites = sites;
        this.store = new ListStore(database);
    }

    void start(Leadership leadership) {
        leadership.every(EVERY_MS, EVERY_MS, "looking after people on lists outside", this::run);
    }

    /** Also of lists that are paused or stopped: whoever goes is the first to leave when they are on again. */
    Future<Void> run() {
        Future<Void> done = Future.succeededFuture();
        for (Target list : lists.all()) {
            done = done.compose(before -> store.state(list))
                    .compose(state -> state.isPresent() ? look(list, state.get()) : Future.succeededFuture());
        }
        return done;
    }

    private Future<Void> look(Target list, ListStore.State state) {
        boolean asks = sites.find(list.site())
                .map(site -> site.consent() == Site.Consent.ASK)
                .orElse(true);
        return store.now()
                .compose(now -> database.query(
                                CHANGED,
                                list.site(),
                                list.id(),
                                state.watched().atOffset(java.time.ZoneOffset.UTC),
                                list.settings().purpose())
                        .map(rows -> due(list, rows, asks))
                        .compose(due -> database.inTransaction(transaction -> ListChanges.again(transaction, list, due)
                                .compose(added -> transaction
                                        .preparedQuery("""
                                                update people_list set watched = $3
                                                where site_id = $1 and destination = $2
                                                """)
                                        .execute(io.vertx.sqlclient.Tuple.of(
                                                list.site(), list.id(), now.atOffset(java.time.ZoneOffset.UTC)))))))
                .mapEmpty();
    }

    /** Who was put there agreed then: taken off is who has said otherwise since, not who has said nothing. */
    private static Map<UUID, String> due(Target list, RowSet<Row> rows, boolean asks) {
        var due = new HashMap<UUID, String>();
        for (Row row : rows) {
            String context = row.getString("context");
            JsonObject newest = context == null ? new JsonObject() : new JsonObject(context);
            boolean agrees = Consent.isGranted(newest, list.settings().purpose(), asks);
            boolean told = row.getBoolean("told");
            if (told && !agrees && Boolean.TRUE.equals(row.getBoolean("says"))) {
                due.put(row.getUUID("person"), PeopleList.REMOVE);
            } else if (agrees && row.getBoolean("wanted") && row.getBoolean("again")) {
                due.put(row.getUUID("person"), PeopleList.ADD);
            }
        }
        return due;
    }
}
