package io.warmtag.visitor;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repairs what died with a node. Each node notes how far its events are in the state ({@link Progress}); when one is gone,
 * the leader folds again everybody of whom events came in after its mark, and only then forgets it.
 */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final long MARK_EVERY_MS = 1_000;
    // The marks are of different nodes' clocks, and events are received a little before they are stored.
    private static final long MARGIN_MS = 5_000;
    private static final int AT_ONCE = 2_000;

    private static final String CONCERNED = """
            select distinct site_id, visitor from event
            where site_id = any($2) and received >= $1 and visitor is not null and mark = 0""";

    private final Vertx vertx;
    private final HazelcastInstance member;
    private final Database database;
    private final Leadership leadership;
    private final SiteDirectory sites;
    private final Persons persons;
    private final Progress progress;
    private final LongSupplier clock;
    private volatile long marking;

    private record Dead(UUID id, OffsetDateTime appliedUntil) {}

    public Recovery(
            Vertx vertx,
            HazelcastInstance member,
            Database database,
            Leadership leadership,
            SiteDirectory sites,
            Persons persons,
            Progress progress,
            LongSupplier clock) {
        this.vertx = vertx;
        this.member = member;
        this.database = database;
        this.leadership = leadership;
        this.sites = sites;
        this.persons = persons;
        this.progress = progress;
        this.clock = clock;
    }

    /** Registers this node before it takes its first event, and looks after the others from then on. */
    public Future<Void> start() {
        marking = vertx.setPeriodic(
                MARK_EVERY_MS, timer -> mark().onFailure(cause -> LOG.debug("no mark: {}", cause.getMessage())));
        leadership.every(MARK_EVERY_MS, MARK_EVERY_MS, "the repair after a node's death", this::repair);
        return mark();
    }

    /** Says that nothing of this node is left to do: after its last event, before it goes. */
    public Future<Void> leave() {
        // Else the next mark would bring the row back, and the others would repair after a node that left in order.
        vertx.cancelTimer(marking);
        long now = clock.getAsLong();
        return progress.appliedUntil(now) < now
                ? mark()
                : database.query("delete from node where id = $1", id()).mapEmpty();
    }

    private Future<Void> mark() {
        return database.query("""
                        insert into node (id, applied_until) values ($1, $2)
                        on conflict (id) do update set applied_until = excluded.applied_until, seen_at = now()""", id(), time(progress.appliedUntil(clock.getAsLong())))
                .mapEmpty();
    }

    private Future<Void> repair() {
        return dead().compose(nodes -> {
            Future<Void> done = Future.succeededFuture();
            for (Dead node : nodes) {
                done = done.compose(before -> repair(node));
            }
            return done;
        });
    }

    private Future<List<Dead>> dead() {
        Set<UUID> alive =
                member.getCluster().getMembers().stream().map(Member::getUuid).collect(Collectors.toSet());
        return database.query("select id, applied_until from node").map(rows -> {
            List<Dead> dead = new ArrayList<>();
            for (Row row : rows) {
                if (!alive.contains(row.getUUID(0))) {
                    dead.add(new Dead(row.getUUID(0), row.getOffsetDateTime(1)));
                }
            }
            return dead;
        });
    }

    private Future<Void> repair(Dead node) {
        OffsetDateTime since = node.appliedUntil.minusNanos(MARGIN_MS * 1_000_000);
        LOG.info("node {} is gone: folding everybody again of whom events came in since {}", node.id, since);
        // After a long absence they are many: the database keeps the list, here are those who are being folded.
        return database.inTransaction(connection -> connection
                        .prepare(CONCERNED)
                        .map(statement -> statement.cursor(Tuple.of(since).addArrayOfInteger(sites())))
                        .compose(cursor -> refold(cursor, 0)))
                .compose(count -> {
                    LOG.info("{} persons are folded again", count);
                    return database.query("delete from node where id = $1", node.id);
                })
                .mapEmpty();
    }

    /** Says how many there were. */
    private Future<Integer> refold(Cursor cursor, int before) {
        return cursor.read(AT_ONCE).compose(rows -> {
            List<Future<Void>> folds = new ArrayList<>();
            for (Row row : rows) {
                Promise<Void> done = Promise.promise();
                persons.refoldAfterLoss(new PersonKey(row.getInteger(0), row.getUUID(1)), () -> done.tryComplete());
                folds.add(done.future());
            }
            int count = before + folds.size();
            return Future.all(folds)
                    .compose(done -> cursor.hasMore() ? refold(cursor, count) : Future.succeededFuture(count));
        });
    }

    private Integer[] sites() {
        return sites.all().stream().map(Site::id).toArray(Integer[]::new);
    }

    private UUID id() {
        return member.getCluster().getLocalMember().getUuid();
    }

    private static OffsetDateTime time(long ms) {
        return Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC);
    }
}
