package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs over the past in PostgreSQL: a row each, which the node that runs it keeps up to date, and whom it names. */
public final class BacktestStore {
    /** Of how many runs of a subject it is kept whom they name. */
    private static final int LISTS_KEPT = 5;

    private static final String SELECT = """
            select id, subject, version, days, author, started_at, draft,
                   case when state = 'running' and seen_at < now() - interval '1 minute' then 'failed' else state end as state,
                   persons, progress, result
            from backtest""";

    private final Database database;

    /**
     * A run.
     *
     * @param subject what is run, as in the console's addresses: {@code audiences/7}
     * @param version of the rule that is run; null of an audience, and of a draft
     * @param state {@code running}, {@code done}, {@code cancelled} or {@code failed}
     * @param progress how far it has got
     * @param result what came of it, or has so far; null while there is nothing yet
     */
    public record Run(
            UUID id,
            String subject,
            @Nullable Integer version,
            int days,
            Begun begun,
            String state,
            Progress progress,
            @Nullable JsonObject result) {}

    /** @param draft what was run of a rule, as JSON, when it wasn't saved */
    public record Begun(String author, Instant at, @Nullable String draft) {}

    /**
     * @param persons who have been looked at
     * @param percent how much has been done
     */
    public record Progress(long persons, int percent) {}

    /** Somebody whom it would have happened to. */
    public record Named(UUID person, Instant at, boolean heldOut, boolean bought) {}

    BacktestStore(Database database) {
        this.database = database;
    }

    Future<Void> add(UUID id, Backtests.Task task) {
        return database.query(
                        "insert into backtest (id, site_id, subject, version, days, author, draft) values ($1, $2, $3, $4, $5, $6, $7)",
                        id,
                        task.site(),
                        task.subject(),
                        task.version(),
                        task.days(),
                        task.author(),
                        task.draft())
                .compose(added -> database.query("""
                        delete from backtest_person where backtest in (
                            select id from backtest where site_id = $1 and subject = $2
                            order by started_at desc offset $3)""", task.site(), task.subject(), LISTS_KEPT))
                .mapEmpty();
    }

    /** Says how far it is; answers whether it is to go on. */
    Future<Boolean> tell(UUID id, Progress progress, @Nullable JsonObject soFar) {
        return database.query(
                        """
                        update backtest set persons = $2, progress = $3, result = coalesce($4, result), seen_at = now()
                        where id = $1 and state = 'running'""", id, progress.persons, (short) progress.percent, soFar == null ? null : soFar.encode())
                .map(rows -> rows.rowCount() == 1);
    }

    /** One that was cancelled meanwhile stays so. */
    Future<Void> end(UUID id, String state, Progress progress, @Nullable JsonObject result) {
        return database.query(
                        """
                        update backtest set state = case state when 'cancelled' then state else $2 end, persons = $3,
                                            progress = $4, result = coalesce($5, result), seen_at = now() where id = $1""",
                        id,
                        state,
                        progress.persons,
                        (short) progress.percent,
                        result == null ? null : result.encode())
                .mapEmpty();
    }

    Future<Void> cancel(int site, UUID id) {
        return database.query(
                        "update backtest set state = 'cancelled' where site_id = $1 and id = $2 and state = 'running'",
                        site,
                        id)
                .mapEmpty();
    }

    /** A run whose node is gone counts as failed. */
    Future<Optional<Run>> find(int site, UUID id) {
        return database.query(SELECT + " where site_id = $1 and id = $2", site, id)
                .map(BacktestStore::runs)
                .map(runs -> runs.stream().findFirst());
    }

    /** The newest first, of one subject. */
    Future<List<Run>> of(int site, String subject, int limit) {
        return database.query(
                        SELECT + " where site_id = $1 and subject = $2 order by started_at desc limit $3",
                        site,
                        subject,
                        limit)
                .map(BacktestStore::runs);
    }

    private static List<Run> runs(RowSet<Row> rows) {
        var runs = new ArrayList<Run>();
        for (Row row : rows) {
            String result = row.getString("result");
            runs.add(new Run(
                    row.getUUID("id"),
                    row.getString("subject"),
                    row.getInteger("version"),
                    row.getInteger("days"),
                    new Begun(
                            row.getString("author"),
                            row.getOffsetDateTime("started_at").toInstant(),
                            row.getString("draft")),
                    row.getString("state"),
                    new Progress(row.getLong("persons"), row.getShort("progress")),
                    result == null ? null : new JsonObject(result)));
        }
        return runs;
    }

    /** The newest first. */
    Future<Page<Named>> named(UUID run, Keyset after, int limit) {
        return database.query("""
                        select person, at, held_out, bought from backtest_person
                        where backtest = $1 and at <= $2 and (at, person) < ($2, $3)
                        order by at desc, person desc limit $4""", run, after.instant().atOffset(ZoneOffset.UTC), after.id(), limit + 1)
                .map(rows -> {
                    var named = new ArrayList<Named>(rows.size());
                    for (Row row : rows) {
                        named.add(new Named(
                                row.getUUID("person"),
                                row.getOffsetDateTime("at").toInstant(),
                                row.getBoolean("held_out"),
                                row.getBoolean("bought")));
                    }
                    return Page.of(named, limit, each -> Keyset.of(each.at(), each.person()));
                });
    }
}
