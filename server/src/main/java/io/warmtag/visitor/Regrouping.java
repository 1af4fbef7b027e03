package io.warmtag.visitor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Makes one state of those of visitors who have turned out to be one person, and several of one where they are parted. What it
 * means for rows and counts is written in the transaction that says who is whom; from then on nothing that was folded before can
 * get into a row. The states follow: a list in the database says whose, until they have.
 */
public final class Regrouping {
    private static final long EVERY_MS = 200;
    private static final int AT_ONCE = 500;

    private final Database database;
    private final Leadership leadership;
    private final Persons persons;

    public Regrouping(Database database, Leadership leadership, Persons persons) {
        this.database = database;
        this.leadership = leadership;
        this.persons = persons;
    }

    public void start() {
        leadership.every(EVERY_MS, EVERY_MS, "folding joined persons", this::run);
    }

    /** In the transaction that has already said who belongs to whom now. */
    public Future<Void> changed(SqlConnection transaction, int site, List<Regrouped> changes) {
        return new RegroupedRows(transaction, site, changes)
                .write()
                .compose(concerned -> note(transaction, site, concerned));
    }

    /** Has persons folded from everything again, because what is stored of them has changed behind their states. */
    public static Future<Void> refoldAll(SqlConnection transaction, int site, Collection<UUID> persons) {
        if (persons.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery("""
                        update person set state = null, last_event = null, joins = joins + 1
                        where (site_id, id) in (select site_id, id from person where site_id = $1 and id = any($2)
                                                order by id for update)""")
                .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(persons.toArray(UUID[]::new)))
                .compose(done -> note(transaction, site, persons));
    }

    private static Future<Void> note(SqlConnection transaction, int site, Collection<UUID> persons) {
        return transaction
                .preparedQuery("insert into person_regroup (site_id, person) select $1, unnest($2::uuid[])")
                .execute(Tuple.tuple().addInteger(site).addArrayOfUUID(persons.toArray(UUID[]::new)))
                .mapEmpty();
    }

    /** Does what the leader would do within a moment; whoever does it twice comes to the same. */
    public Future<Void> finish() {
        return run();
    }

    /** Until nothing is left to do. */
    Future<Void> run() {
        return database.query("select number, site_id, person from person_regroup order by number limit $1", AT_ONCE)
                .compose(rows -> {
                    List<Long> numbers = new ArrayList<>();
                    List<PersonKey> keys = new ArrayList<>();
                    for (Row row : rows) {
                        numbers.add(row.getLong(0));
                        keys.add(new PersonKey(row.getInteger(1), row.getUUID(2)));
                    }
                    return keys.isEmpty()
                            ? Future.succeededFuture()
                            : regroup(keys).compose(done -> forget(numbers)).compose(done -> run());
                });
    }

    /**
     * First nobody finds the old states any more, then the new ones are folded: whatever was stored before it looked for a state
     * is in these.
     */
    private Future<Void> regroup(List<PersonKey> keys) {
        return persons.forget(keys)
                .compose(forgotten ->
                        Future.all(keys.stream().distinct().map(this::refold).toList()))
                .mapEmpty();
    }

    private Future<Void> refold(PersonKey key) {
        Promise<Void> done = Promise.promise();
        persons.refold(key, done::tryComplete);
        return done.future();
    }

    private Future<Void> forget(List<Long> numbers) {
        return database.query(
                        "delete from person_regroup where number = any($1)", (Object) numbers.toArray(Long[]::new))
                .mapEmpty();
    }
}
