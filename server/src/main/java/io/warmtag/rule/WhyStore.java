package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.db.Database;
import io.warmtag.event.Answer;
import io.warmtag.rule.DecidingStore.AsOf;
import io.warmtag.rule.DecidingStore.Fired;
import io.warmtag.rule.Why.Check;
import io.warmtag.rule.Why.Verdict;
import io.warmtag.rule.model.Frequency;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.When;
import io.warmtag.site.Site;
import io.warmtag.visitor.model.Temperature;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a rule's doings for one person depend on. */
public final class WhyStore {
    private static final int MOST_LOOKED_AT = 50;
    /** What came later than that after it happened makes no rule fire. */
    private static final Duration LATE = Duration.ofHours(1);

    private static final String EVENTS = """
            select time, received, data, context from event
            where site_id = $1 and visitor in (select visitors_of($1, $2)) and name = $3 and mark = 0
            order by id desc limit $4""";

    private static final String PERSON = """
            with of_person as (select visitors_of($1, $3) as visitor),
                 whole as (select coalesce((select person from person_visitor where site_id = $1 and visitor = $3), $3) as id)
            select (select held_out from rule_person known join of_person on known.person = of_person.visitor
                    where known.site_id = $1 and known.rule = $2
                    order by (known.person = (select id from whole)) desc, assigned_at limit 1) as held_out,
                   (select array_agg(at) from firing join of_person on firing.person = of_person.visitor
                    where firing.site_id = $1 and firing.rule = $2 and decision in (0, 1) and not test
                      and at > $4) as counted,
                   (select sent from rule_message where site_id = $1 and person = (select id from whole)) as sent,
                   (select min(due) from rule_wait known join of_person on known.person = of_person.visitor
                    where known.site_id = $1 and known.rule = $2) as waits,
                   per_day, per_week
            from (select 1) one left join rule_frequency on rule_frequency.site_id = $1""";

    private final Database database;

    /** @param heldOut null: nobody has drawn yet */
    record Known(
            List<Check> occasion,
            @Nullable Boolean heldOut,
            List<Instant> counted,
            Fired fired,
            boolean consents,
            Frequency frequency,
            List<Instant> sent,
            ZoneId zone) {}

    public WhyStore(Database database) {
        this.database = database;
    }

    Future<Known> of(Site site, StoredRule rule, UUID visitor, Instant now) {
        return database.inTransaction(transaction -> {
            Often person = rule.rule().limits().perPerson();
            Instant since = now.minus(Duration.ofDays(person == null ? 1 : person.days()));
            Often overall = rule.rule().limits().overall();
            LocalDate today = LocalDate.ofInstant(now, site.timeZone());
            LocalDate from = overall == null ? today : today.minusDays(overall.days() - 1L);
            return occasion(transaction, site, rule, visitor)
                    .compose(occasion -> consents(transaction, site, rule, visitor)
                            .compose(consents -> DecidingStore.fired(transaction, rule, from)
                                    .compose(fired -> transaction
                                            .preparedQuery(PERSON)
                                            .execute(Tuple.of(site.id(), rule.id(), visitor, DecidingStore.utc(since)))
                                            .map(rows ->
                                                    known(rows.iterator().next(), occasion, fired, consents, site)))));
        });
    }

    private static Known known(Row row, List<Check> occasion, Fired fired, boolean consents, Site site) {
        List<Check> all = new ArrayList<>(occasion);
        OffsetDateTime waits = row.getOffsetDateTime("waits");
        if (waits != null) {
            all.add(new Check("waits", Verdict.OPEN, Map.of("at", waits.toInstant())));
        }
        return new Known(
                all,
                row.getBoolean("held_out"),
                instants(row.getArrayOfOffsetDateTimes("counted")),
                fired,
                consents,
                new Frequency(row.getInteger("per_day"), row.getInteger("per_week")),
                instants(row.getArrayOfOffsetDateTimes("sent")),
                site.timeZone());
    }

    private static List<Instant> instants(OffsetDateTime @Nullable [] times) {
        List<Instant> instants = new ArrayList<>();
        if (times != null) {
            for (OffsetDateTime time : times) {
                instants.add(time.toInstant());
            }
        }
        return instants;
    }

    private static Future<Boolean> consents(SqlConnection transaction, Site site, StoredRule rule, UUID visitor) {
        String purpose = rule.rule().purpose();
        if (purpose == null) {
            return Future.succeededFuture(true);
        }
        var asked = new AsOf(site.id(), visitor, purpose, DecidingStore.EVER);
        return DecidingStore.answers(transaction, List.of(asked))
                .map(found -> found.getOrDefault(asked, Answer.NOTHING).grants(site.consent() == Site.Consent.ASK));
    }

    /** Whether what makes the rule fire has happened to him. */
    private static Future<List<Check>> occasion(SqlConnection transaction, Site site, StoredRule rule, UUID visitor) {
        When when = rule.rule().when();
        if (when instanceof When.Happens happens) {
            return transaction
                    .preparedQuery(EVENTS)
                    .execute(Tuple.of(site.id(), visitor, happens.event(), MOST_LOOKED_AT))
                    .map(rows -> List.of(happened(rows, happens, rule)));
        } else if (when instanceof When.Turns turns) {
            return transaction
                    .preparedQuery("""
                            select from_state, to_state, at from transition
                            where site_id = $1 and person in (select visitors_of($1, $2)) order by at desc limit $3""")
                    .execute(Tuple.of(site.id(), visitor, MOST_LOOKED_AT))
                    .map(rows -> List.of(turned(rows, turns, rule)));
        } else if (when instanceof When.Moves moves) {
            return transaction
                    .preparedQuery("""
                            select since from audience_member where site_id = $1 and audience = $2
                              and person in (select visitors_of($1, $3)) order by seen_at desc limit 1""")
                    .execute(Tuple.of(site.id(), moves.audience(), visitor))
                    .map(rows -> List.of(member(rows, moves)));
        } else if (when instanceof When.Once once) {
            return transaction
                    .preparedQuery("""
                            select due, done_at from rule_run where site_id = $1 and rule = $2 and version = $3""")
                    .execute(Tuple.of(site.id(), rule.id(), rule.version()))
                    .map(rows -> List.of(run(rows, once)));
        }
        if (when instanceof When.Changes) {
            return transaction
                    .preparedQuery("""
                            select at from rule_product_run join product_change on number = change
                            where rule_product_run.site_id = $1 and rule = $2 order by at desc limit 1""")
                    .execute(Tuple.of(site.id(), rule.id()))
                    .map(rows -> List.of(changed(rows)));
        }
        var dated = (When.Dated) when;
        return transaction
                .preparedQuery("""
                        select day from person_property
                        where site_id = $1 and visitor in (select visitors_of($1, $2)) and name = $3 and day is not null
                        order by heard_at desc limit 1""")
                .execute(Tuple.of(site.id(), visitor, dated.property()))
                .map(rows -> List.of(dated(rows, dated)));
    }

    private static Check happened(RowSet<Row> rows, When.Happens happens, StoredRule rule) {
        Check last = new Check("event.never", Verdict.NO, Map.of("event", happens.event()));
        boolean first = true;
        for (Row row : rows) {
            Instant time = row.getOffsetDateTime("time").toInstant();
            Instant received = row.getOffsetDateTime("received").toInstant();
            Value data = ValueJson.read(row.getString("data"));
            Map<String, Object> at = Map.of("event", happens.event(), "at", time);
            if (!happens.where().stream().allMatch(test -> test.passes(data))) {
                last = first ? new Check("event.other", Verdict.NO, at) : last;
            } else if (new JsonObject(row.getString("context")).getBoolean("imported", false)) {
                last = first ? new Check("event.imported", Verdict.NO, at) : last;
            } else if (received.minus(LATE).isAfter(time)) {
                last = first ? new Check("event.late", Verdict.NO, at) : last;
            } else {
                boolean before = received.isBefore(rule.changedAt());
                return new Check(before ? "event.before" : "event.yes", before ? Verdict.OPEN : Verdict.YES, at);
            }
            first = false;
        }
        return last;
    }

    private static Check turned(RowSet<Row> rows, When.Turns turns, StoredRule rule) {
        Temperature[] all = Temperature.values();
        for (Row row : rows) {
            Instant at = row.getOffsetDateTime("at").toInstant();
            if (turns.takes(all[row.getShort("from_state")], all[row.getShort("to_state")])) {
                boolean before = at.isBefore(rule.changedAt());
                return new Check(
                        before ? "turn.before" : "turn.yes", before ? Verdict.OPEN : Verdict.YES, Map.of("at", at));
            }
        }
        return new Check("turn.never", Verdict.NO, Map.of());
    }

    private static Check member(RowSet<Row> rows, When.Moves moves) {
        for (Row row : rows) {
            OffsetDateTime since = row.getOffsetDateTime("since");
            if (since != null) {
                return new Check(
                        moves.entered() ? "member.in" : "member.not_left",
                        moves.entered() ? Verdict.YES : Verdict.NO,
                        Map.of("at", since.toInstant()));
            }
        }
        return new Check(moves.entered() ? "member.out" : "member.left", Verdict.OPEN, Map.of());
    }

    private static Check run(RowSet<Row> rows, When.Once once) {
        for (Row row : rows) {
            OffsetDateTime done = row.getOffsetDateTime("done_at");
            return new Check(
                    done == null ? "run.ahead" : "run.done",
                    done == null ? Verdict.OPEN : Verdict.YES,
                    Map.of("at", (done == null ? row.getOffsetDateTime("due") : done).toInstant()));
        }
        return new Check("run.none", Verdict.NO, once.at() == null ? Map.of() : Map.of("at", once.at()));
    }

    private static Check changed(RowSet<Row> rows) {
        for (Row row : rows) {
            return new Check(
                    "product.yes",
                    Verdict.OPEN,
                    Map.of("at", row.getOffsetDateTime("at").toInstant()));
        }
        return new Check("product.none", Verdict.NO, Map.of());
    }

    private static Check dated(RowSet<Row> rows, When.Dated dated) {
        for (Row row : rows) {
            return new Check(
                    "date.yes", Verdict.YES, Map.of("property", dated.property(), "day", row.getLocalDate("day")));
        }
        return new Check("date.none", Verdict.NO, Map.of("property", dated.property()));
    }
}
