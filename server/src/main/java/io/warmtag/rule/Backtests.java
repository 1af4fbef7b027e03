package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.db.Database;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.audience.model.BacktestTally;
import io.warmtag.rule.audience.model.BacktestTally.Result;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.rule.audience.model.Needs;
import io.warmtag.rule.audience.model.Replay;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an audience or a rule over the past of a site, as if it had been on. In two threads, each with one half of the persons,
 * of whom it holds one at a time; a site has one run at a time on a node. Its progress is a row that any node shows, and that any
 * node can cancel it by.
 */
public final class Backtests {
    public static final int MOST_DAYS = 400;
    private static final Logger LOG = LoggerFactory.getLogger(Backtests.class);
    private static final int PARTS = 2;
    private static final int PERSONS_AT_ONCE = 100;
    private static final long TELL_EVERY_MS = 500;
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private final Vertx vertx;
    private final Database database;
    private final DatabaseAddress address;
    private final ModelSettingsStore models;
    private final AudienceNeeds needs;
    private final LongSupplier clock;
    private final WorkerExecutor workers;

    /**
     * A run.
     *
     * @param subject what is run, as in the console's addresses: {@code audiences/7}
     * @param state {@code running}, {@code done}, {@code cancelled} or {@code failed}
     * @param persons who have been looked at
     * @param result what came of it; null while there is nothing yet
     */
    public record Run(
            UUID id,
            String subject,
            int days,
            String author,
            Instant startedAt,
            String state,
            long persons,
            @Nullable JsonObject result) {}

    /** @param clock ms */
    public Backtests(
            Vertx vertx,
            Database database,
            DatabaseAddress address,
            ModelSettingsStore models,
            AudienceNeeds needs,
            LongSupplier clock) {
        this.vertx = vertx;
        this.database = database;
        this.address = address;
        this.models = models;
        this.needs = needs;
        this.clock = clock;
        this.workers = vertx.createSharedWorkerExecutor("backtest", PARTS, 1, TimeUnit.HOURS);
    }

    /** Begins a run over the last days and returns its id at once. */
    public Future<UUID> start(int site, String subject, Replay replay, int days, String author) {
        long until = clock.getAsLong();
        UUID id = UuidV7.create(until);
        return database.query(
                        "insert into backtest (id, site_id, subject, days, author) values ($1, $2, $3, $4, $5)",
                        id,
                        site,
                        subject,
                        days,
                        author)
                .compose(noted -> asksConsent(site))
                .map(asks -> {
                    begin(id, site, replay, until - days * DAY_MS, until, asks);
                    return id;
                });
    }

    private Future<Boolean> asksConsent(int site) {
        return database.query("select consent from site where id = $1", site)
                .map(rows -> rows.iterator().next().getString(0).equals("ask"));
    }

    private void begin(UUID id, int site, Replay replay, long from, long until, boolean asks) {
        var stop = new AtomicBoolean();
        var persons = new AtomicLong();
        long timer = vertx.setPeriodic(TELL_EVERY_MS, tick -> tell(id, persons.get(), stop));
        run(site, replay, from, until, asks, persons, () -> !stop.get()).onComplete(done -> {
            vertx.cancelTimer(timer);
            if (done.failed()) {
                LOG.warn("backtest {} failed: {}", id, done.cause().toString());
            }
            String state = done.failed() ? "failed" : stop.get() ? "cancelled" : "done";
            String result = done.failed() ? null : json(done.result()).encode();
            database.query(
                            "update backtest set state = $2, persons = $3, result = $4, seen_at = now() where id = $1",
                            id,
                            state,
                            persons.get(),
                            result)
                    .onFailure(cause -> LOG.warn("result of backtest {} not kept: {}", id, cause.getMessage()));
        });
    }

    private void tell(UUID id, long persons, AtomicBoolean stop) {
        database.query("update backtest set persons = $2, seen_at = now() where id = $1 returning state", id, persons)
                .onSuccess(rows -> {
                    for (Row row : rows) {
                        if (row.getString(0).equals("cancelled")) {
                            stop.set(true);
                        }
                    }
                })
                .onFailure(cause -> LOG.debug("progress of backtest {} not kept: {}", id, cause.getMessage()));
    }

    /** The same without a row: for whoever waits for it. */
    Future<Result> run(
            int site,
            Replay replay,
            long from,
            long until,
            boolean asksConsent,
            AtomicLong persons,
            java.util.function.BooleanSupplier goesOn) {
        SettingsHistory history = models.history(site);
        Needs looks = needs.of(site, replay.conditions()).with(replay.names(), replay.data());
        Needs wanted = holdsForStrangers(replay, history) ? looks.everybody() : looks;
        var reader = new PastReader(
                () -> DriverManager.getConnection(
                        address.jdbcUrl(), address.user(), address.password().value()),
                site,
                wanted,
                history,
                asksConsent);
        List<Future<Result>> parts = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            int first = 256 / PARTS * i;
            var range = new PastReader.Range(first, first + 256 / PARTS - 1);
            parts.add(workers.executeBlocking(() -> part(reader, range, replay, from, until, persons, goesOn), false));
        }
        return Future.all(parts)
                .map(all ->
                        parts.stream().map(Future::result).reduce(Result::and).orElseThrow());
    }

    private static Result part(
            PastReader reader,
            PastReader.Range range,
            Replay replay,
            long from,
            long until,
            AtomicLong persons,
            java.util.function.BooleanSupplier goesOn)
            throws SQLException, IOException {
        var tally = new BacktestTally(replay, from, until);
        var since = new int[1];
        reader.read(
                range,
                until,
                (person, life) -> {
                    tally.add(person, life);
                    if (++since[0] == PERSONS_AT_ONCE) {
                        persons.addAndGet(since[0]);
                        since[0] = 0;
                    }
                },
                goesOn);
        persons.addAndGet(since[0]);
        return tally.result();
    }

    /** Then the first thing that somebody does brings him in, whatever it is. */
    private static boolean holdsForStrangers(Replay replay, SettingsHistory history) {
        var nothing = new Life(PersonState.EMPTY, List.of(), List.of(), history, true);
        return replay instanceof Replay.OfAudience audience
                && audience.evaluator().holds(audience.condition(), nothing.whole(), 0);
    }

    private static JsonObject json(Result result) {
        return new JsonObject()
                .put("from", Instant.ofEpochMilli(result.from()).toString())
                .put("until", Instant.ofEpochMilli(result.until()).toString())
                .put("persons", result.persons())
                .put("people", result.people())
                .put("times", result.times())
                .put("bought", result.bought())
                .put("open", result.open())
                .put("days", result.days())
                .put(
                        "sample",
                        result.sample().stream()
                                .map(each -> new JsonObject()
                                        .put("visitor", VisitorId.text(each.person()))
                                        .put(
                                                "at",
                                                Instant.ofEpochMilli(each.at()).toString()))
                                .toList());
    }

    /** Stops it soon, on whichever node it runs. */
    public Future<Void> cancel(int site, UUID id) {
        return database.query(
                        "update backtest set state = 'cancelled' where site_id = $1 and id = $2 and state = 'running'",
                        site,
                        id)
                .mapEmpty();
    }

    /** A run whose node is gone counts as failed. */
    public Future<Optional<Run>> find(int site, UUID id) {
        return database.query(SELECT + " where site_id = $1 and id = $2", site, id)
                .map(Backtests::runs)
                .map(runs -> runs.stream().findFirst());
    }

    /** The newest first, of one subject. */
    public Future<List<Run>> of(int site, String subject, int limit) {
        return database.query(
                        SELECT + " where site_id = $1 and subject = $2 order by started_at desc limit $3",
                        site,
                        subject,
                        limit)
                .map(Backtests::runs);
    }

    private static final String SELECT = """
            select id, subject, days, author, started_at,
                   case when state = 'running' and seen_at < now() - interval '1 minute' then 'failed' else state end as state,
                   persons, result
            from backtest""";

    private static List<Run> runs(RowSet<Row> rows) {
        var runs = new ArrayList<Run>();
        for (Row row : rows) {
            String result = row.getString("result");
            runs.add(new Run(
                    row.getUUID("id"),
                    row.getString("subject"),
                    row.getInteger("days"),
                    row.getString("author"),
                    row.getOffsetDateTime("started_at").toInstant(),
                    row.getString("state"),
                    row.getLong("persons"),
                    result == null ? null : new JsonObject(result)));
        }
        return runs;
    }
}
