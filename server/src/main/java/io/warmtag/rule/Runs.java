package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Rules that act for many persons at once: page after page of them, each in a transaction of its own. */
final class Runs<R extends Runs.Run> implements Timers.Work {
    static final int MOST_AT_ONCE = 500;

    private final Kind<R> kind;

    /** One rule and what made it run. */
    interface Run {
        int site();

        int rule();

        /** Tells it from the rule's other runs. */
        long number();
    }

    /** Why rules run, and for whom. The statements name a run by site, rule and number: $1 to $3. */
    interface Kind<R extends Run> {
        String what();

        /** Holds the row of the run that has been due longest; $1 is the time. */
        String take();

        R run(Row row);

        /** Notes the last person who was reached ($4, may be null) and whether that was all ($5). */
        String reach();

        /** Puts it off, counted from $4. */
        String postpone();

        /** Decides about the next persons in their order and tells who they were; the last ones when they are fewer than a page. */
        Future<List<UUID>> page(SqlConnection transaction, R run);
    }

    Runs(Kind<R> kind) {
        this.kind = kind;
    }

    @Override
    public String what() {
        return kind.what();
    }

    @Override
    public Future<Boolean> run(SqlConnection transaction, Instant now, int most) {
        return transaction
                .preparedQuery(kind.take())
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .compose(rows -> {
                    for (Row row : rows) {
                        R run = kind.run(row);
                        return page(transaction, run)
                                .map(true)
                                .recover(cause -> Future.failedFuture(new Timers.Stuck(cause, 1, run)));
                    }
                    return Future.succeededFuture(false);
                });
    }

    private Future<Void> page(SqlConnection transaction, R run) {
        return kind.page(transaction, run)
                .compose(persons -> transaction
                        .preparedQuery(kind.reach())
                        .execute(Tuple.of(
                                run.site(),
                                run.rule(),
                                run.number(),
                                persons.isEmpty() ? null : persons.get(persons.size() - 1),
                                persons.size() < MOST_AT_ONCE)))
                .mapEmpty();
    }

    @Override
    public Future<Void> putOff(SqlConnection transaction, Object stuck, Throwable cause, Instant now) {
        Run run = (Run) stuck;
        return transaction
                .preparedQuery(kind.postpone())
                .execute(Tuple.of(run.site(), run.rule(), run.number(), now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }
}
