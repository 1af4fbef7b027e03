package io.warmtag.visitor;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.visitor.Returning.Found;
import io.warmtag.visitor.model.Folded;
import io.warmtag.visitor.model.Outcome;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.TemperatureModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Folds every person again and compares: the state in memory, the person's row, the state that is kept in it and the
 * end of the transition log must say what the fold says. Every visitor of whom a person's event is stored must have a row.
 */
public final class Verification {
    private static final int AT_ONCE = 200;
    // Rows follow the state by a moment: what differs is looked at again before it is called a difference.
    private static final int LOOKS = 6;
    private static final long LOOK_AGAIN_MS = 400;

    private final Vertx vertx;
    private final Database database;
    private final Persons persons;
    private final LongSupplier clock;

    /** What was compared and what differed; {@code examples} describes the first few. */
    public record Report(long persons, long differences, List<String> examples) {}

    private record Row1(PersonKey key, int temperature) {}

    public Verification(Vertx vertx, Database database, Persons persons, LongSupplier clock) {
        this.vertx = vertx;
        this.database = database;
        this.persons = persons;
        this.clock = clock;
    }

    /** Compares everybody, telling {@code progress} how many so far. Leaves everything as it is. */
    public Future<Report> run(Consumer<Long> progress) {
        List<String> found = new ArrayList<>();
        return withoutRow(found, LOOKS)
                .compose(missing ->
                        misled(found, LOOKS).compose(misled -> page(null, 0, missing + misled, found, progress)));
    }

    private Future<Long> withoutRow(List<String> found, int looks) {
        return database.query("""
                        select distinct e.site_id, e.visitor from event e
                        where e.visitor is not null and e.mark = 0
                          and not exists (select from person p where p.site_id = e.site_id and p.id = e.visitor)
                        limit 1000""").compose(rows -> {
            if (rows.size() > 0 && looks > 1) {
                return vertx.timer(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS).compose(later -> withoutRow(found, looks - 1));
            }
            for (Row row : rows) {
                note(found, row.getUUID(1) + " has events and no row");
            }
            return Future.succeededFuture((long) rows.size());
        });
    }

    /** Rows of visitors that lead to another person than theirs. */
    private Future<Long> misled(List<String> found, int looks) {
        return database.query("""
                        select p.site_id, p.id from person p
                        join person_visitor v on v.site_id = p.site_id and v.visitor = p.id
                        where joined_to is distinct from nullif(v.person, p.id)
                        union all
                        select site_id, id from person p
                        where joined_to is not null
                          and not exists (select from person_visitor v where v.site_id = p.site_id and v.visitor = p.id)
                        limit 1000""").compose(rows -> {
            if (rows.size() > 0 && looks > 1) {
                return vertx.timer(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS).compose(later -> misled(found, looks - 1));
            }
            for (Row row : rows) {
                note(found, row.getUUID(1) + " of site " + row.getInteger(0) + " is led to another person");
            }
            return Future.succeededFuture((long) rows.size());
        });
    }

    private Future<Report> page(
            @Nullable PersonKey after, long done, long differences, List<String> found, Consumer<Long> progress) {
        return next(after).compose(rows -> {
            if (rows.isEmpty()) {
                return Future.succeededFuture(new Report(done, differences, found));
            }
            List<Future<Boolean>> compared = new ArrayList<>();
            rows.forEach(row -> compared.add(compare(row, found, LOOKS)));
            return Future.all(compared).compose(all -> {
                long differing =
                        compared.stream().filter(same -> !same.result()).count();
                progress.accept(done + rows.size());
                return page(
                        rows.get(rows.size() - 1).key, done + rows.size(), differences + differing, found, progress);
            });
        });
    }

    private Future<List<Row1>> next(@Nullable PersonKey after) {
        return database.query(
                        """
                        select site_id, id, temperature from person
                        where (site_id, id) > ($1, $2) and joined_to is null order by site_id, id limit $3""", after == null ? 0 : after.site(), after == null ? new UUID(0, 0) : after.id(), AT_ONCE)
                .map(rows -> {
                    List<Row1> page = new ArrayList<>();
                    for (Row row : rows) {
                        page.add(new Row1(new PersonKey(row.getInteger(0), row.getUUID(1)), row.getInteger(2)));
                    }
                    return page;
                });
    }

    private Future<Boolean> compare(Row1 row, List<String> found, int looks) {
        return Future.fromCompletionStage(persons.inMemory(row.key))
                .compose(memory -> persons.returning(row.key)
                        .compose(returning -> persons.stored(row.key)
                                .map(stored -> Optional.ofNullable(difference(row, memory, returning, stored)))))
                .compose(difference -> {
                    if (difference.isEmpty()) {
                        return Future.succeededFuture(true);
                    }
                    if (looks > 1) {
                        return vertx.timer(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS)
                                .compose(later -> row(row.key))
                                .compose(again -> compare(again, found, looks - 1));
                    }
                    note(found, row.key.id() + " of site " + row.key.site() + ": " + difference.get());
                    return Future.succeededFuture(false);
                });
    }

    private Future<Row1> row(PersonKey key) {
        return database.query("select temperature from person where site_id = $1 and id = $2", key.site(), key.id())
                .map(rows -> new Row1(key, rows.iterator().next().getInteger(0)));
    }

    private @Nullable String difference(
            Row1 row, @Nullable GridState memory, Returning returning, StoredPerson stored) {
        if (stored.joinedTo() != null) {
            // He was joined while this went on.
            return null;
        }
        SettingsHistory history = persons.history(row.key.site());
        long now = clock.getAsLong();
        Folded folded = stored.fold(history, now);
        PersonState truth = folded.state();
        if (row.temperature != truth.temperature().ordinal()) {
            return "the row says " + row.temperature + ", the fold " + truth.temperature();
        }
        if (stored.log().temperature() != truth.temperature()) {
            return "the log ends with " + stored.log().temperature() + ", the fold with " + truth.temperature();
        }
        Found found = returning.find(List.of(), history, now);
        if (found != null && !found.state().state().equals(truth)) {
            return "the row's state comes to " + found.state().state() + ", the fold to " + truth;
        }
        // Who is led elsewhere by a memory that is no longer right finds out there.
        if (memory == null || memory.joinedTo() != null) {
            return null;
        }
        Outcome current = TemperatureModel.advance(memory.state(), now, history);
        boolean same =
                current instanceof Outcome.Applied applied && applied.state().equals(truth);
        return same ? null : "memory holds " + memory.state() + ", the fold gives " + truth;
    }

    private static void note(List<String> found, String difference) {
        if (found.size() < 20) {
            found.add(difference);
        }
    }
}
