package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.db.Database;
import io.warmtag.rule.BacktestStore.Run;
import io.warmtag.rule.Backtests.Task;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.ConditionReader;
import io.warmtag.rule.model.Frequency;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.RuleJson;
import io.warmtag.rule.model.RuleReader;
import io.warmtag.rule.model.Steps;
import io.warmtag.rule.model.When;
import io.warmtag.rule.past.Chapter.Span;
import io.warmtag.rule.past.ProductPast;
import io.warmtag.rule.past.RuleReplay;
import io.warmtag.rule.past.Unknown;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs rules over the past: any version, whether it has ever been on or not. */
public final class RuleBacktests {
    // Of dates that were said before they were written down as history, only when they were said last.
    private static final String DATES_SINCE = """
            select max(heard_at) from profile_day where site_id = $1 and name = $2 and older and heard_at > $3""";

    private final Database database;
    private final AudienceDirectory audiences;
    private final Backtests backtests;
    private final Frequencies frequencies;

    public RuleBacktests(Database database, AudienceDirectory audiences, Backtests backtests) {
        this.database = database;
        this.audiences = audiences;
        this.backtests = backtests;
        this.frequencies = new Frequencies(database);
    }

    public Backtests backtests() {
        return backtests;
    }

    public static String subject(StoredRule rule) {
        return "rules/" + rule.id();
    }

    /** Why a rule can't be run over the past; empty when it can. What can't be known stands in its result. */
    public Optional<Problem> problem(Site site, Rule rule) {
        return AudienceConditions.audiencesOf(rule).stream()
                .filter(id -> audiences.find(site.id(), id).isEmpty())
                .findFirst()
                .map(id -> Problem.of("when", "problem.audience.missing", "id", id));
    }

    /** Begins a run over the last days; the rule has no {@link #problem}. */
    public Future<UUID> start(Site site, StoredRule stored, RuleVersion version, int days, String author) {
        return task(site, stored, version, days, author, backtests.last(days)).compose(backtests::start);
    }

    /**
     * The same of what a rule would be if it were saved so. What it did before counts, as if it were the next version.
     *
     * @param draft was checked, and has no {@link #problem}
     */
    public Future<UUID> tryOut(Site site, StoredRule stored, Rule draft, int days, String author) {
        return task(site, stored, null, draft, days, author, backtests.last(days))
                .compose(backtests::start);
    }

    /** What a run tried that was never saved; empty when that is not what it ran. */
    public Future<Optional<Rule>> draft(Site site, StoredRule rule, UUID run) {
        return backtests
                .find(site.id(), run)
                .map(found -> found.filter(each -> each.subject().equals(subject(rule)))
                        .flatMap(RuleBacktests::draft));
    }

    public static Optional<Rule> draft(Run run) {
        String json = run.begun().draft();
        return json == null
                ? Optional.empty()
                : Optional.of(RuleReader.read((Value.Fields) ValueJson.read(json), new ArrayList<>()));
    }

    /** What is to be run, as of the beginning of a past. */
    Future<Task> task(Site site, StoredRule stored, RuleVersion version, int days, String author, Span past) {
        return task(site, stored, version.version(), version.rule(), days, author, past);
    }

    /** @param version null: it isn't saved */
    private Future<Task> task(
            Site site, StoredRule stored, @Nullable Integer version, Rule rule, int days, String author, Span past) {
        String draft = version == null ? ValueJson.write(RuleJson.write(rule)) : null;
        return fired(site, stored, rule, past.start())
                .compose(fired -> recorded(site.id(), rule, past)
                        .compose(recorded -> ofOthers(site, rule)
                                .map(ofOthers -> new RuleReplay(
                                        rule,
                                        condition(rule).orElse(null),
                                        audiences.evaluator(site.id()),
                                        stored.salt(),
                                        site.timeZone(),
                                        fired,
                                        recorded.products(),
                                        Stream.concat(recorded.unknown().stream(), ofOthers.stream())
                                                .toList()))))
                .map(replay -> new Task(site.id(), subject(stored), version, stored.id(), replay, days, author, draft));
    }

    /** What it waits for that no person does, as far as it was recorded. */
    private Future<ProductPastStore.Read> recorded(int site, Rule rule, Span past) {
        if (rule.when() instanceof When.Changes changes) {
            return database.inTransaction(transaction -> ProductPastStore.read(transaction, site, rule, changes, past));
        } else if (rule.when() instanceof When.Dated dated) {
            return database.query(DATES_SINCE, site, dated.property(), time(past.start()))
                    .map(rows -> rows.iterator().next().getOffsetDateTime(0))
                    .map(since -> since == null ? List.<Unknown>of() : List.of(new Unknown("dates", since.toInstant())))
                    .map(unknown -> new ProductPastStore.Read(ProductPast.NONE, unknown));
        }
        return Future.succeededFuture(new ProductPastStore.Read(ProductPast.NONE, List.of()));
    }

    /** What other rules sent isn't run with it; where they share a limit with it, its steps are more here than live. */
    private Future<List<Unknown>> ofOthers(Site site, Rule rule) {
        if (!rule.limits().together() || Steps.actions(rule).isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return frequencies
                .of(site)
                .map(limit -> limit.equals(Frequency.NONE) ? List.of() : List.of(new Unknown("frequency", null)));
    }

    private static OffsetDateTime time(long ms) {
        return Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC);
    }

    private static Optional<Condition> condition(Rule rule) {
        Value.Fields json = rule.condition();
        return json == null ? Optional.empty() : ConditionReader.read(json, "if", new ArrayList<>());
    }

    /** How often it had fired on each day, as far as a limit for all together looks back. */
    private Future<Map<LocalDate, Long>> fired(Site site, StoredRule stored, Rule rule, long start) {
        if (!rule.limits().isShared()) {
            return Future.succeededFuture(Map.of());
        }
        Often often = rule.limits().overall();
        Instant until = Instant.ofEpochMilli(start);
        Instant first = often == null || rule.limits().budget() != null
                ? Instant.EPOCH
                : LocalDate.ofInstant(until, site.timeZone())
                        .minusDays(often.days())
                        .atStartOfDay(site.timeZone())
                        .toInstant();
        return database.query(
                        """
                        select (at at time zone $3)::date, count(*) from firing
                        where site_id = $1 and rule = $2 and decision = 0 and not test and at > $4 and at <= $5
                        group by 1""",
                        site.id(),
                        stored.id(),
                        site.timeZone().getId(),
                        first.atOffset(ZoneOffset.UTC),
                        until.atOffset(ZoneOffset.UTC))
                .map(rows -> {
                    Map<LocalDate, Long> fired = new HashMap<>();
                    for (Row row : rows) {
                        fired.put(row.getLocalDate(0), row.getLong(1));
                    }
                    return fired;
                });
    }

    /** The version with a number, of those that there are. */
    public static Optional<RuleVersion> version(List<RuleVersion> versions, int number) {
        return versions.stream().filter(each -> each.version() == number).findFirst();
    }
}
