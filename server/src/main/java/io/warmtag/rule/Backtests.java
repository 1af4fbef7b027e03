package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.occasion.Flood;
import io.warmtag.rule.BacktestStore.Named;
import io.warmtag.rule.BacktestStore.Run;
import io.warmtag.rule.audience.model.Needs;
import io.warmtag.rule.past.BacktestResult;
import io.warmtag.rule.past.BacktestTally;
import io.warmtag.rule.past.Chapter.Span;
import io.warmtag.rule.past.Replay;
import io.warmtag.rule.past.Unknown;
import io.warmtag.visitor.ModelSettingsStore;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an audience or a rule over the past of a site, as if it had been on. Its progress is a row that any node shows, and that
 * any node can cancel it by.
 */
public final class Backtests {
    public static final int MOST_DAYS = 400;
    private static final Logger LOG = LoggerFactory.getLogger(Backtests.class);
    private static final int THREADS = 2;
    private static final long TELL_EVERY_MS = 500;
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private final Vertx vertx;
    private final Database database;
    private final DatabaseAddress address;
    private final ModelSettingsStore models;
    private final AudienceNeeds needs;
    private final Flood flood;
    private final LongSupplier clock;
    private final BacktestStore store;
    private final WorkerExecutor workers;

    /**
     * What is to be run.
     *
     * @param subject as in the console's addresses: {@code rules/7}
     * @param version of the rule; null of an audience
     * @param rule whose earlier firings count; null: none's
     * @param draft of a rule that isn't saved, as JSON; null of what is
     */
    public record Task(
            int site,
            String subject,
            @Nullable Integer version,
            @Nullable Integer rule,
            Replay replay,
            int days,
            String author,
            @Nullable String draft) {}

    /**
     * @param flood whether to stand back
     * @param clock ms
     */
    public Backtests(
            Vertx vertx,
            Database database,
            DatabaseAddress address,
            ModelSettingsStore models,
            AudienceNeeds needs,
            Flood flood,
            LongSupplier clock) {
        this.vertx = vertx;
        this.database = database;
        this.address = address;
        this.models = models;
        this.needs = needs;
        this.flood = flood;
        this.clock = clock;
        this.store = new BacktestStore(database);
        this.workers = vertx.createSharedWorkerExecutor("backtest", THREADS, 1, TimeUnit.HOURS);
    }

    /** The last days, from now on. */
    public Span last(int days) {
        long until = clock.getAsLong();
        return new Span(until - days * DAY_MS, until);
    }

    /** Begins a run over the last days and returns its id at once. */
    public Future<UUID> start(Task task) {
        Span past = last(task.days);
        UUID id = UuidV7.create(past.end());
        return store.add(id, task).compose(noted -> asksConsent(task.site)).map(asks -> {
            begin(id, run(task, past), asks, task.replay.unknown());
            return id;
        });
    }

    /** The same without a row: for whoever waits for it. */
    Future<BacktestResult> over(Task task, Span past) {
        return asksConsent(task.site).compose(asks -> run(task, past).go(asks, null));
    }

    /** @return the people whom it names, too */
    Future<BacktestResult> over(Task task, Span past, UUID list) {
        return asksConsent(task.site).compose(asks -> run(task, past).go(asks, list));
    }

    private Future<Boolean> asksConsent(int site) {
        return database.query("select consent from site where id = $1", site)
                .map(rows -> rows.iterator().next().getString(0).equals("ask"));
    }

    private BacktestRun run(Task task, Span past) {
        Replay.Looks looks = task.replay.looks();
        Needs further = new Needs(looks.names(), looks.everybody(), looks.data(), looks.fields(), false);
        Needs wanted = needs.of(task.site, looks.conditions()).and(further);
        var sql = new PastSql(task.site, wanted, looks.names(), looks.turns(), looks.property(), task.rule, past);
        return new BacktestRun(
                workers,
                THREADS,
                () -> DriverManager.getConnection(
                        address.jdbcUrl(), address.user(), address.password().value()),
                sql,
                models.history(task.site),
                task.replay,
                flood);
    }

    private void begin(UUID id, BacktestRun run, boolean asksConsent, List<Unknown> unknown) {
        long timer = vertx.setPeriodic(TELL_EVERY_MS, tick -> tell(id, run, unknown));
        run.go(asksConsent, id).onComplete(done -> {
            vertx.cancelTimer(timer);
            String state = done.failed() ? "failed" : run.isStopped() ? "cancelled" : "done";
            JsonObject result = done.failed() ? null : json(done.result(), unknown);
            if (done.cause() instanceof BacktestTally.TooMany) {
                result = new JsonObject().put("reason", "too_many");
            } else if (done.failed()) {
                LOG.warn("backtest {} failed: {}", id, done.cause().toString());
            }
            store.end(id, state, run.progress(), result)
                    .onFailure(cause -> LOG.warn("result of backtest {} not kept: {}", id, cause.getMessage()));
        });
    }

    private void tell(UUID id, BacktestRun run, List<Unknown> unknown) {
        store.tell(
                        id,
                        run.progress(),
                        run.soFar().map(soFar -> json(soFar, unknown)).orElse(null))
                .onSuccess(goesOn -> {
                    if (!goesOn) {
                        run.stop();
                    }
                })
                .onFailure(cause -> LOG.debug("progress of backtest {} not kept: {}", id, cause.getMessage()));
    }

    private static JsonObject json(BacktestResult result, List<Unknown> unknown) {
        var decisions = new JsonObject();
        result.decisions()
                .forEach((decision, times) -> decisions.put(decision.word().toLowerCase(Locale.ROOT), times));
        var steps = new JsonObject();
        result.steps().forEach((place, ends) -> {
            var states = new JsonObject();
            ends.forEach(states::put);
            steps.put(place.toString(), states);
        });
        BacktestResult.Numbers numbers = result.numbers();
        return new JsonObject()
                .put("from", Instant.ofEpochMilli(result.past().start()).toString())
                .put("until", Instant.ofEpochMilli(result.past().end()).toString())
                .put("persons", numbers.persons())
                .put("people", numbers.people())
                .put("times", result.times())
                .put("bought", numbers.bought())
                .put("open", numbers.open())
                .put("decisions", decisions)
                .put("held_out_bought", numbers.outBought())
                .put("aside", numbers.aside())
                .put("waiting", numbers.waiting())
                .put("steps", steps)
                .put("days", result.days())
                .put("unknown", unknown.stream().map(Backtests::json).toList())
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

    private static JsonObject json(Unknown unknown) {
        var json = new JsonObject().put("code", unknown.code());
        return unknown.since() == null
                ? json
                : json.put("since", unknown.since().toString());
    }

    /** Stops it soon, on whichever node it runs. */
    public Future<Void> cancel(int site, UUID id) {
        return store.cancel(site, id);
    }

    /** A run whose node is gone counts as failed. */
    public Future<Optional<Run>> find(int site, UUID id) {
        return store.find(site, id);
    }

    /** The newest first, of one subject. */
    public Future<List<Run>> of(int site, String subject, int limit) {
        return store.of(site, subject, limit);
    }

    /** Whom a run names, the newest first. */
    public Future<Page<Named>> named(UUID run, Keyset after, int limit) {
        return store.named(run, after, limit);
    }
}
