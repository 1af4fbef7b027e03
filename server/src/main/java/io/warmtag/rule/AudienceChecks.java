package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.occasion.Flood;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Weighs whom time alone may bring into an audience or out of it, when it is due: every node takes what no other one has. */
public final class AudienceChecks {
    private static final Logger LOG = LoggerFactory.getLogger(AudienceChecks.class);
    private static final long EVERY_MS = 1_000;
    private static final int AT_ONCE = 200;

    // Rows that somebody else is just weighing are left for the next time.
    private static final String CLAIM = """
            select site_id, audience, person from audience_member
            where next_check <= %s order by next_check limit $2 for update skip locked""".formatted(CertainUntil.sql("$1::timestamptz"));

    private final Vertx vertx;
    private final Database database;
    private final Audiences audiences;
    private final Flood flood;
    private final LongSupplier clock;
    private final AtomicBoolean running = new AtomicBoolean();

    private record Place(int site, int audience) {}

    public AudienceChecks(Vertx vertx, Database database, Audiences audiences, Flood flood, LongSupplier clock) {
        this.vertx = vertx;
        this.database = database;
        this.audiences = audiences;
        this.flood = flood;
        this.clock = clock;
    }

    public void start() {
        vertx.setPeriodic(EVERY_MS, timer -> {
            if (running.compareAndSet(false, true)) {
                run().onComplete(done -> {
                    running.set(false);
                    if (done.failed()) {
                        LOG.warn(
                                "checks of audiences failed and are tried again: {}",
                                done.cause().getMessage());
                    }
                });
            }
        });
    }

    /** Until nothing is due; while events flood in only some. */
    Future<Void> run() {
        return database.inTransaction(this::some)
                .compose(claimed -> claimed < AT_ONCE || flood.isOn() ? Future.succeededFuture() : run());
    }

    private Future<Integer> some(SqlConnection transaction) {
        return transaction
                .preparedQuery(CLAIM)
                .execute(Tuple.of(Instant.ofEpochMilli(clock.getAsLong()).atOffset(ZoneOffset.UTC), AT_ONCE))
                .compose(rows -> {
                    Map<Place, Set<UUID>> due =
                            new TreeMap<>(Comparator.comparingInt(Place::site).thenComparingInt(Place::audience));
                    for (Row row : rows) {
                        due.computeIfAbsent(new Place(row.getInteger(0), row.getInteger(1)), place -> new HashSet<>())
                                .add(row.getUUID(2));
                    }
                    Future<Void> done = Future.succeededFuture();
                    for (var each : due.entrySet()) {
                        done = done.compose(before -> audiences.check(
                                transaction,
                                each.getKey().site(),
                                Set.of(each.getKey().audience()),
                                each.getValue()));
                    }
                    return done.map(all -> rows.size());
                });
    }
}
