package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.rule.model.When;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules that fire once for everybody in an audience. */
final class AudienceRuns implements Runs.Kind<AudienceRuns.Run> {
    private static final String BEGIN = """
            insert into rule_run (site_id, rule, version, audience, due)
            values ($1, $2, $3, $4, coalesce($5::timestamptz, now())) on conflict do nothing""";

    private static final String TAKE = """
            select site_id, rule, version, audience, due, reached from rule_run
            where done_at is null and due <= $1 order by due limit 1 for update skip locked""";

    private static final String REACH = """
            update rule_run set reached = coalesce($4, reached), done_at = case when $5 then now() end
            where site_id = $1 and rule = $2 and version = $3""";

    private static final String POSTPONE = """
            update rule_run set due = $4::timestamptz + interval '10 minutes'
            where site_id = $1 and rule = $2 and version = $3""";

    private final RuleDirectory directory;
    private final AudienceMembers members;
    private final Deciding deciding;

    /** @param number the rule's version */
    record Run(
            int site,
            int rule,
            long number,
            int audience,
            Instant due,
            @Nullable UUID reached) implements Runs.Run {}

    AudienceRuns(RuleDirectory directory, AudienceMembers members, Deciding deciding) {
        this.directory = directory;
        this.members = members;
        this.deciding = deciding;
    }

    /** Puts the run of a rule that fires once on its way, with the rule's being switched on; each version has one. */
    static Future<Void> begin(SqlConnection transaction, StoredRule rule) {
        if (!(rule.rule().when() instanceof When.Once once)) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(BEGIN)
                .execute(Tuple.of(
                        rule.site(),
                        rule.id(),
                        rule.version(),
                        once.audience(),
                        once.at() == null ? null : once.at().atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    @Override
    public String what() {
        return "rules that fire once for an audience";
    }

    @Override
    public String take() {
        return TAKE;
    }

    @Override
    public Run run(Row row) {
        return new Run(
                row.getInteger("site_id"),
                row.getInteger("rule"),
                row.getInteger("version"),
                row.getInteger("audience"),
                row.getOffsetDateTime("due").toInstant(),
                row.getUUID("reached"));
    }

    @Override
    public String reach() {
        return REACH;
    }

    @Override
    public String postpone() {
        return POSTPONE;
    }

    @Override
    public Future<List<UUID>> page(SqlConnection transaction, Run run) {
        return members.page(transaction, run.site, run.audience, run.reached, Runs.MOST_AT_ONCE)
                .compose(persons ->
                        deciding.decide(transaction, candidates(run, persons)).map(persons));
    }

    /** Nobody when it was paused meanwhile: what it was switched on for is over. */
    private List<Candidate> candidates(Run run, List<UUID> persons) {
        return directory.find(run.site, run.rule).stream()
                .flatMap(rule -> persons.stream()
                        .filter(rule::isFor)
                        .map(person -> new Candidate(rule, Trigger.ofRun(run.site, person, (int) run.number, run.due))))
                .toList();
    }
}
