package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.people.JoinListener;
import io.warmtag.site.SiteDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists of people outside: told who comes and who goes by audiences and by rules, and shown as they stand. */
public final class Lists {
    /** By then every node has heard of a list, or that it follows another audience: none leaves out who comes or goes. */
    private static final long HEARD_MS = 3_000;

    private final Database database;
    private final Targets targets;
    private final Kinds kinds;
    private final Outbox outbox;
    private final long gatherMs;
    private volatile @Nullable ListSource source;

    /** Somebody came into an audience or went out of it. */
    public record Change(int site, int audience, UUID person, boolean entered) {}

    /**
     * A list as it stands.
     *
     * @param outside the other side's id of it; null until it is made
     * @param wanted who should be on it, with or without anything to be found by
     * @param told who is, as far as we know
     * @param received of whom the other side said with the last whole comparison that it took them; null before the first
     * @param invalid how many of these it could not read
     * @param found how many the other side finds, more or less; null before it has answered
     * @param full when everybody was last said, and when that is due again
     */
    public record Standing(
            @Nullable String outside,
            long wanted,
            long told,
            @Nullable Long received,
            @Nullable Long invalid,
            @Nullable Found found,
            @Nullable Instant full,
            @Nullable Instant next) {}

    /** @param at when it was said */
    public record Found(PeopleList.Size size, Instant at) {
        /** Null before the other side has answered. */
        static @Nullable Found of(Row row) {
            Instant at = instant(row, "sized_at");
            return at == null
                    ? null
                    : new Found(
                            new PeopleList.Size(
                                    row.getLong("size_least"), row.getLong("size_most"), row.getString("size_trouble")),
                            at);
        }
    }

    /** @param gatherMs how long changes wait for others to leave with them */
    public Lists(Database database, Targets targets, Kinds kinds, Outbox outbox, long gatherMs) {
        this.database = database;
        this.targets = targets;
        this.kinds = kinds;
        this.outbox = outbox;
        this.gatherMs = gatherMs;
    }

    /** From now on lists are made, filled and compared. */
    public void start(Leadership leadership, ListSource source, SiteDirectory sites) {
        this.source = source;
        new ListKeeper(database, this, source, Math.min(gatherMs, HEARD_MS)).start(leadership);
        new ListWatch(database, this, sites).start(leadership);
    }

    /** The audiences of a site that a list can follow, names by number. */
    public Map<Integer, String> audiences(int site) {
        ListSource known = source;
        return known == null ? Map.of() : known.names(site);
    }

    /** The lists that follow an audience, for those who want to delete it: they would be emptied. */
    public List<Target> following(int site, int audience) {
        return all().stream()
                .filter(list -> list.site() == site && sourceOf(list) == audience)
                .toList();
    }

    public boolean isList(Target target) {
        return kinds.get(target.kind()).destination() instanceof PeopleList;
    }

    /** Those that are not deleted. */
    List<Target> all() {
        return targets.all().stream().filter(this::isList).toList();
    }

    /** The number of the audience that a list follows; 0: none. */
    public static int sourceOf(Target target) {
        String source = target.settings().values().getOrDefault(PeopleList.SOURCE, "");
        return source.matches("\\d{1,9}") ? Integer.parseInt(source) : 0;
    }

    /** What has to be told outside when visitors turn out to be one person, or no longer. */
    public JoinListener joined() {
        return new JoinedLists(this, gatherMs);
    }

    /** In the transaction that notes it; a person's changes in their order. */
    public Future<Void> changed(SqlConnection transaction, List<Change> changes) {
        Map<List<Object>, ListChanges.Change> last = new LinkedHashMap<>();
        List<Target> lists = all();
        for (Change change : changes) {
            for (Target list : lists) {
                if (list.site() == change.site && sourceOf(list) == change.audience) {
                    last.put(
                            List.of(list.site(), list.id(), change.person),
                            new ListChanges.Change(list.site(), list.id(), change.person, change.entered));
                }
            }
        }
        return last.isEmpty() ? Future.succeededFuture() : ListChanges.membership(transaction, last.values(), gatherMs);
    }

    /** What rules send: to a list by {@link PeopleList#ADD} and {@link PeopleList#REMOVE}, to others as an event. */
    public Future<Void> send(SqlConnection transaction, List<Outbound> all) {
        var events = new ArrayList<Outbound>();
        Future<Void> done = Future.succeededFuture();
        for (Outbound one : all) {
            String name = one.event().name();
            var list = targets.find(one.site(), one.destination()).filter(this::isList);
            if (list.isPresent() && (name.equals(PeopleList.ADD) || name.equals(PeopleList.REMOVE))) {
                boolean on = name.equals(PeopleList.ADD);
                done = done.compose(
                        before -> ListChanges.ruled(transaction, list.get(), one.person(), on, one.firing(), gatherMs));
            } else {
                events.add(one);
            }
        }
        return done.compose(before -> outbox.add(transaction, events));
    }

    /** Takes persons off all lists, whatever anybody said of them: nobody puts them back. */
    public Future<Void> forget(SqlConnection transaction, int site, Collection<UUID> persons) {
        return ListChanges.forget(transaction, site, persons);
    }

    /**
     * Of persons who were erased, when they are and whenever somebody looks after them later.
     *
     * @return on how many lists somebody of them may still be
     */
    public Future<Integer> erased(SqlConnection transaction, int site, Collection<UUID> persons, boolean later) {
        Future<Void> forgotten = later ? Future.succeededFuture() : forget(transaction, site, persons);
        return forgotten.compose(done -> ListChanges.leave(transaction, site, persons));
    }

    /** Says everybody once more, after all that is on its way. */
    public Future<Void> sayAll(Target list) {
        return database.inTransaction(transaction -> ListStore.asked(transaction, list, PeopleList.REPLACE));
    }

    public Future<Standing> standing(Target list) {
        return database.query("""
                        select l.outside, l.received, l.invalid, l.full_at, l.asked_at,
                               l.size_least, l.size_most, l.size_trouble, l.sized_at,
                               (select count(*) from list_member where site_id = $1 and destination = $2 and wanted) as wanted,
                               (select count(*) from list_member
                                where site_id = $1 and destination = $2 and told is not null) as told
                        from (values (1)) one left join people_list l
                            on l.site_id = $1 and l.destination = $2 and l.sandbox = $3
                        """, list.site(), list.id(), list.sandbox()).map(rows -> {
            Row row = rows.iterator().next();
            return new Standing(
                    row.getString("outside"),
                    row.getLong("wanted"),
                    row.getLong("told"),
                    row.getLong("received"),
                    row.getLong("invalid"),
                    Found.of(row),
                    instant(row, "full_at"),
                    next(list, instant(row, "asked_at")));
        });
    }

    /** Days between the times at which everybody is said; 0: never. */
    static int daysOf(Target list) {
        String said = list.settings().values().getOrDefault(PeopleList.FULL_DAYS, "");
        return said.matches("\\d{1,3}") ? Integer.parseInt(said) : 0;
    }

    private static @Nullable Instant next(Target list, @Nullable Instant asked) {
        return asked == null || daysOf(list) == 0 ? null : asked.plus(Duration.ofDays(daysOf(list)));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
