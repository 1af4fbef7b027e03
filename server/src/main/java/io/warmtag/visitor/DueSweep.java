package io.warmtag.visitor;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.visitor.model.NextChange;
import io.warmtag.visitor.model.TemperatureModel;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the changes that time alone brings, when they are due: the leader looks once a second for rows whose time has come,
 * an index range that is empty most of the time.
 */
public final class DueSweep {
    private static final long EVERY_MS = 1_000;
    private static final int MOST_AT_ONCE = 500;

    private final Database database;
    private final Leadership leadership;
    private final Persons persons;
    private final LongSupplier clock;

    private record Due(PersonKey key, OffsetDateTime at, int logged) {}

    public DueSweep(Database database, Leadership leadership, Persons persons, LongSupplier clock) {
        this.database = database;
        this.leadership = leadership;
        this.persons = persons;
        this.clock = clock;
    }

    public void start() {
        leadership.every(EVERY_MS, EVERY_MS, "the sweep of due changes", this::sweep);
    }

    private Future<Void> sweep() {
        return due().compose(rows -> {
            List<Future<Void>> changes = new ArrayList<>();
            rows.forEach(row -> changes.add(change(row)));
            Future<Void> all = Future.all(changes).mapEmpty();
            return rows.size() < MOST_AT_ONCE ? all : all.compose(done -> sweep());
        });
    }

    private Future<List<Due>> due() {
        return database.query("""
                        select site_id, id, next_change, changes from person where next_change <= $1
                        order by next_change limit $2""", time(clock.getAsLong()), MOST_AT_ONCE).map(rows -> {
            List<Due> due = new ArrayList<>();
            for (Row row : rows) {
                due.add(new Due(
                        new PersonKey(row.getInteger(0), row.getUUID(1)), row.getOffsetDateTime(2), row.getInteger(3)));
            }
            return due;
        });
    }

    private Future<Void> change(Due due) {
        var done = io.vertx.core.Promise.<Void>promise();
        persons.advance(due.key, due.logged, () -> done.tryComplete());
        return done.future().compose(changed -> reschedule(due));
    }

    /** The written row keeps the earlier of two times; the one that was due is over, so the true next one is put here. */
    private Future<Void> reschedule(Due due) {
        return Future.fromCompletionStage(persons.inMemory(due.key))
                .compose(state -> {
                    @Nullable OffsetDateTime next = state == null || state.joinedTo() != null
                            ? null
                            : TemperatureModel.nextChange(state.state(), persons.history(due.key.site()))
                                    .map(NextChange::at)
                                    .map(DueSweep::time)
                                    .orElse(null);
                    UUID id = due.key.id();
                    return database.query(
                            "update person set next_change = $4 where site_id = $1 and id = $2 and next_change = $3",
                            due.key.site(),
                            id,
                            due.at,
                            next);
                })
                .mapEmpty();
    }

    private static OffsetDateTime time(long ms) {
        return Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC);
    }
}
