package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.destination.ListStore.State;
import java.util.Optional;
import java.util.UUID;

/**
 * The leader's part: has lists made there, takes an audience over that is new or means something else, and says everybody now
 * and then.
 */
final class ListKeeper {
    private static final long EVERY_MS = 1_000;
    private static final int SLICE = 2_000;

    private final Database database;
    private final Lists lists;
    private final ListSource source;
    private final ListStore store;
    private final long heardMs;

    /** @param heardMs how long a list waits before it takes its audience over, so that every node has heard of it */
    ListKeeper(Database database, Lists lists, ListSource source, long heardMs) {
        this.database = database;
        this.lists = lists;
        this.source = source;
        this.heardMs = heardMs;
        this.store = new ListStore(database);
    }

    void start(Leadership leadership) {
        leadership.every(EVERY_MS, EVERY_MS, "keeping lists outside in step", this::keep);
    }

    Future<Void> keep() {
        Future<Void> done = Future.succeededFuture();
        for (Target list : lists.all()) {
            if (list.isOn()) {
                done = done.compose(before -> keep(list));
            }
        }
        return done;
    }

    private Future<Void> keep(Target list) {
        return begun(list).compose(state -> {
            Future<Void> made = state.outside().isPresent()
                    ? Future.succeededFuture()
                    : database.inTransaction(
                            transaction -> ListChanges.everybody(transaction, list, PeopleList.CREATE));
            return made.compose(done -> store.isHeardOf(list, heardMs))
                    .compose(heard -> heard ? follow(list, state) : Future.succeededFuture())
                    .compose(done -> compare(list));
        });
    }

    /** Of a list that is new, or leads elsewhere than before, nobody knows anything there. */
    private Future<State> begun(Target list) {
        String given = list.settings().values().getOrDefault(PeopleList.ID, "");
        return store.state(list).compose(known -> {
            boolean same = known.isPresent()
                    && known.get().sandbox() == list.sandbox()
                    && (given.isEmpty()
                            || known.get().outside().filter(given::equals).isPresent());
            return same
                    ? Future.succeededFuture(known.get())
                    : database.inTransaction(transaction -> begin(transaction, list, given))
                            .compose(begun -> store.state(list).map(Optional::orElseThrow));
        });
    }

    private static Future<Void> begin(SqlConnection transaction, Target list, String given) {
        return transaction
                .preparedQuery("""
                        insert into people_list (site_id, destination, outside, sandbox) values ($1, $2, $3, $4)
                        on conflict (site_id, destination) do update set outside = excluded.outside,
                            sandbox = excluded.sandbox, version = -1, full_at = null, asked_at = null, received = null,
                            invalid = null, size_least = -1, size_most = -1, size_trouble = '', sized_at = null,
                            size_asked = null
                        """)
                .execute(Tuple.of(list.site(), list.id(), given.isEmpty() ? null : given, list.sandbox()))
                .compose(done -> transaction.preparedQuery("""
                                update list_member set told = null, told_at = null
                                where site_id = $1 and destination = $2 and told is not null
                                """).execute(Tuple.of(list.site(), list.id())))
                .compose(done -> transaction.preparedQuery("""
                                update outbox set state = 3, code = 'list_elsewhere', done_at = now()
                                where site_id = $1 and destination = $2 and state = 0
                                """).execute(Tuple.of(list.site(), list.id())))
                .mapEmpty();
    }

    /** Takes the audience over once everybody is weighed by what it means now. */
    private Future<Void> follow(Target list, State state) {
        int audience = Lists.sourceOf(list);
        return source.standing(list.site(), audience).compose(standing -> {
            int version = standing.map(found -> found.version().orElse(-1)).orElse(0);
            if (version < 0 || audience == state.source() && version == state.version()) {
                return Future.succeededFuture();
            }
            return takeOver(list, audience, PeopleList.EVERYBODY)
                    .compose(done -> store.size(list))
                    .compose(size -> database.inTransaction(transaction -> transaction
                            .preparedQuery("""
                                    update people_list set source = $3, version = $4
                                    where site_id = $1 and destination = $2
                                    """)
                            .execute(Tuple.of(list.site(), list.id(), audience, version))
                            .compose(noted -> size == 0 && state.fullAt() == null
                                    ? Future.succeededFuture()
                                    : ListStore.asked(
                                            transaction,
                                            list,
                                            state.fullAt() == null ? PeopleList.FILL : PeopleList.REPLACE))));
        });
    }

    private Future<Void> takeOver(Target list, int audience, UUID after) {
        return database.inTransaction(transaction -> source.members(transaction, list.site(), audience, after, SLICE)
                        .compose(members -> {
                            UUID last = members.size() < SLICE ? null : members.get(members.size() - 1);
                            return ListChanges.takeOver(transaction, list, after, last, members)
                                    .map(Optional.ofNullable(last));
                        }))
                .compose(last -> last.isPresent() ? takeOver(list, audience, last.get()) : Future.succeededFuture());
    }

    /** What was lost on the way, by us or by them, is put right by saying everybody. */
    private Future<Void> compare(Target list) {
        int days = Lists.daysOf(list);
        return days == 0
                ? Future.succeededFuture()
                : database.inTransaction(transaction -> transaction
                        .preparedQuery("""
                                select from people_list
                                where site_id = $1 and destination = $2 and asked_at < now() - $3 * interval '1 day'
                                for update
                                """)
                        .execute(Tuple.of(list.site(), list.id(), days))
                        .compose(due -> due.size() == 0
                                ? Future.succeededFuture()
                                : ListStore.asked(transaction, list, PeopleList.REPLACE)));
    }
}
