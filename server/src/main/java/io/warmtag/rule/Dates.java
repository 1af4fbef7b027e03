package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.rule.model.When;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules that wait for a date in somebody's profile: each day at its time, page after page of those whose date it is. A day
 * that no node was there for is made up for within 24 hours.
 */
final class Dates implements Timers.Work {
    private static final int MOST_AT_ONCE = 500;
    private static final Duration LATEST = Duration.ofHours(24);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);

    private static final String BEGIN = """
            insert into rule_date_run (site_id, rule, day, due) values ($1, $2, $3, $4) on conflict do nothing""";

    private static final String TAKE = """
            select site_id, rule, day, due, reached from rule_date_run
            where done_at is null and due <= $1 order by due limit 1 for update skip locked""";

    private static final String PAGE = """
            select visitor from person_property
            where site_id = $1 and name = $2 and day is not null
              and (extract(month from day) * 100 + extract(day from day)) = any($3::numeric[])
              and ($4::date is null or day = $4) and ($5::uuid is null or visitor > $5)
            order by visitor limit $6""";

    private static final String REACH = """
            update rule_date_run set reached = coalesce($4, reached), done_at = case when $5 then now() end
            where site_id = $1 and rule = $2 and day = $3""";

    private static final String POSTPONE = """
            update rule_date_run set due = $4::timestamptz + interval '10 minutes'
            where site_id = $1 and rule = $2 and day = $3""";

    private final RuleDirectory directory;
    private final SiteDirectory sites;
    private final Deciding deciding;
    // Touched by one run after the other.
    private Instant nextLook = Instant.MIN;

    private record Run(int site, int rule, LocalDate day, Instant due) {}

    Dates(RuleDirectory directory, SiteDirectory sites, Deciding deciding) {
        this.directory = directory;
        this.sites = sites;
        this.deciding = deciding;
    }

    @Override
    public String what() {
        return "rules that wait for a date";
    }

    @Override
    public Future<Boolean> run(SqlConnection transaction, Instant now, int most) {
        return begin(transaction, now)
                .compose(begun -> transaction.preparedQuery(TAKE).execute(Tuple.of(now.atOffset(ZoneOffset.UTC))))
                .compose(rows -> {
                    for (Row row : rows) {
                        var run = new Run(
                                row.getInteger("site_id"),
                                row.getInteger("rule"),
                                row.getLocalDate("day"),
                                row.getOffsetDateTime("due").toInstant());
                        return page(transaction, run, row.getUUID("reached"))
                                .map(true)
                                .recover(cause -> Future.failedFuture(new Timers.Stuck(cause, 1, run)));
                    }
                    return Future.succeededFuture(false);
                });
    }

    /** Notes the days that have come since somebody looked; each once, on whichever node. */
    private Future<Void> begin(SqlConnection transaction, Instant now) {
        if (now.isBefore(nextLook)) {
            return Future.succeededFuture();
        }
        nextLook = now.plus(LOOK_EVERY);
        List<Run> fresh = new ArrayList<>();
        for (StoredRule rule : directory.dated()) {
            sites.find(rule.site()).ifPresent(site -> fresh.addAll(due(rule, site, now)));
        }
        if (fresh.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Tuple> rows = fresh.stream()
                .map(run -> Tuple.of(run.site, run.rule, run.day, run.due.atOffset(ZoneOffset.UTC)))
                .toList();
        return transaction.preparedQuery(BEGIN).executeBatch(rows).mapEmpty();
    }

    private static List<Run> due(StoredRule rule, Site site, Instant now) {
        var when = (When.Dated) rule.rule().when();
        LocalDate today = LocalDate.ofInstant(now, site.timeZone());
        List<Run> due = new ArrayList<>();
        for (LocalDate day : List.of(today.minusDays(1), today)) {
            Instant at = when.due(day, site.timeZone());
            boolean waited = !at.isBefore(rule.changedAt());
            if (waited && !at.isAfter(now) && at.isAfter(now.minus(LATEST))) {
                due.add(new Run(rule.site(), rule.id(), day, at));
            }
        }
        return due;
    }

    private Future<Void> page(SqlConnection transaction, Run run, @Nullable UUID reached) {
        Optional<StoredRule> rule = directory.find(run.site, run.rule);
        if (rule.isEmpty() || !(rule.get().rule().when() instanceof When.Dated when)) {
            return reach(transaction, run, List.of());
        }
        LocalDate date = when.date(run.day);
        Tuple asked = Tuple.of(run.site, when.property());
        asked.addArrayOfBigDecimal(days(date));
        asked.addLocalDate(when.yearly() ? null : date).addUUID(reached).addInteger(MOST_AT_ONCE);
        return transaction.preparedQuery(PAGE).execute(asked).compose(rows -> {
            List<UUID> persons = new ArrayList<>();
            rows.forEach(row -> persons.add(row.getUUID("visitor")));
            List<Candidate> candidates = persons.stream()
                    .filter(rule.get()::isFor)
                    .map(person ->
                            new Candidate(rule.get(), Trigger.ofDate(run.site, person, when.property(), date, run.due)))
                    .toList();
            return deciding.decide(transaction, candidates).compose(decided -> reach(transaction, run, persons));
        });
    }

    private static BigDecimal[] days(LocalDate date) {
        return When.Dated.daysOf(date).stream().map(BigDecimal::valueOf).toArray(BigDecimal[]::new);
    }

    private static Future<Void> reach(SqlConnection transaction, Run run, List<UUID> persons) {
        return transaction
                .preparedQuery(REACH)
                .execute(Tuple.of(
                        run.site,
                        run.rule,
                        run.day,
                        persons.isEmpty() ? null : persons.get(persons.size() - 1),
                        persons.size() < MOST_AT_ONCE))
                .mapEmpty();
    }

    @Override
    public Future<Void> putOff(SqlConnection transaction, Object stuck, Throwable cause, Instant now) {
        Run run = (Run) stuck;
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        return transaction
                .preparedQuery(POSTPONE)
                .execute(Tuple.of(run.site, run.rule, run.day, at))
                .mapEmpty();
    }
}
