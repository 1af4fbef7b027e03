package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.rule.model.Delay;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The rules that fire some time after their occasion: kept until they are due, on whichever node. */
final class Waits implements Timers.Work {
    private static final int MOST_AT_ONCE = 200;

    private static final String ADD = """
            insert into rule_wait (site_id, rule, person, occasion_key, version, due, occurred_at, occasion, event,
                                   transition, test)
            select * from unnest($1::int[], $2::int[], $3::uuid[], $4::text[], $5::int[], $6::timestamptz[],
                                 $7::timestamptz[], $8::bigint[], $9::uuid[], $10::int[], $11::boolean[])
            on conflict do nothing""";

    // Another node may still be deciding an earlier one of the same rule and person: how often he may have it must
    // count that first.
    private static final String TAKE = """
            with ripe as (
                select site_id, rule, person, occasion_key, due from rule_wait where due <= %s
                order by due limit $2 for update skip locked
            ), taken as (
                delete from rule_wait where (site_id, rule, person, occasion_key) in (
                    select site_id, rule, person, occasion_key from ripe where not exists (
                        select from visitors_of(ripe.site_id, ripe.person) his (visitor)
                        join rule_wait earlier on earlier.site_id = ripe.site_id and earlier.rule = ripe.rule
                                              and earlier.person = his.visitor
                        where (earlier.due, earlier.occasion_key) < (ripe.due, ripe.occasion_key)
                          and (earlier.person, earlier.occasion_key) not in (
                              select mine.person, mine.occasion_key from ripe mine where mine.rule = ripe.rule)))
                returning site_id, rule, person, occasion_key, due, occurred_at, occasion, event, transition)
            select taken.site_id, rule, taken.person, coalesce(joined.person, taken.person) as whole, occasion_key, due,
                   occurred_at, occasion, event, transition
            from taken left join person_visitor joined on joined.site_id = taken.site_id
                                                      and joined.visitor = taken.person""".formatted(CertainUntil.sql("$1::timestamptz"));

    // What came in meanwhile is asked of the events and orders themselves: their occasions may still be on their way.
    // What came in after a rule was due changes nothing, however late it is looked at.
    private static final String HAPPENED = """
            select place from unnest($1::int[], $2::int[], $3::uuid[], $4::timestamptz[], $5::boolean[], $6::text[],
                                     $7::timestamptz[])
                         as asked (place, site_id, person, since, orders, names, due)
            where (orders and exists (
                      select from visitors_of(asked.site_id, asked.person) as his (visitor)
                      join customer_order known on known.site_id = asked.site_id and known.person = his.visitor
                      where placed_at > since
                        and coalesce((select min(received) from event
                                      where event.site_id = asked.site_id and event.visitor = known.person
                                        and name in ('purchase', 'order_confirmed', 'order_delivered')
                                        and time = placed_at), placed_at) <= due))
               or (names <> '' and exists (
                      select from visitors_of(asked.site_id, asked.person) as his (visitor)
                      join event on event.site_id = asked.site_id and event.visitor = his.visitor
                      where time > since and received <= due and mark = 0
                        and name = any(string_to_array(names, E'\\n'))))""";

    private static final String POSTPONE = """
            update rule_wait set due = $1::timestamptz + interval '10 minutes'
            where (site_id, rule, person, occasion_key) = ($2, $3, $4, $5)""";

    private final RuleDirectory directory;
    private final Deciding deciding;

    Waits(RuleDirectory directory, Deciding deciding) {
        this.directory = directory;
        this.deciding = deciding;
    }

    static Future<Void> add(SqlConnection transaction, List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(ints(candidates, each -> each.rule().site()))
                        .addArrayOfInteger(ints(candidates, each -> each.rule().id()))
                        .addArrayOfUUID(candidates.stream()
                                .map(each -> each.trigger().person())
                                .toArray(UUID[]::new))
                        .addArrayOfString(candidates.stream()
                                .map(each -> each.trigger().key())
                                .toArray(String[]::new))
                        .addArrayOfInteger(ints(candidates, each -> each.rule().version()))
                        .addArrayOfOffsetDateTime(times(
                                candidates,
                                each -> each.trigger().due(each.rule().rule())))
                        .addArrayOfOffsetDateTime(
                                times(candidates, each -> each.trigger().occurred()))
                        .addArrayOfLong(candidates.stream()
                                .map(each -> each.trigger().occasion())
                                .toArray(Long[]::new))
                        .addArrayOfUUID(candidates.stream()
                                .map(each -> each.trigger().event())
                                .toArray(UUID[]::new))
                        .addArrayOfInteger(candidates.stream()
                                .map(each -> each.trigger().transition())
                                .toArray(Integer[]::new))
                        .addArrayOfBoolean(candidates.stream()
                                .map(each -> each.rule().isTest())
                                .toArray(Boolean[]::new)))
                .mapEmpty();
    }

    private static Integer[] ints(List<Candidate> all, ToIntFunction<Candidate> each) {
        return all.stream().mapToInt(each).boxed().toArray(Integer[]::new);
    }

    private static OffsetDateTime[] times(List<Candidate> all, Function<Candidate, Instant> each) {
        return all.stream().map(each).map(at -> at.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    }

    @Override
    public String what() {
        return "rules that fire later";
    }

    @Override
    public Future<Boolean> run(SqlConnection transaction, Instant now, int most) {
        int limit = Math.min(most, MOST_AT_ONCE);
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), limit))
                .compose(rows -> {
                    List<Candidate> due = new ArrayList<>();
                    @Nullable Object[] first = new Object[1];
                    for (Row row : rows) {
                        Trigger trigger = trigger(row);
                        first[0] = first[0] == null ? new First(row.getInteger("rule"), trigger) : first[0];
                        // It is still the visitor's occasion: the other one has changes of temperature by the same
                        // numbers.
                        UUID whole = row.getUUID("whole");
                        directory
                                .find(trigger.site(), row.getInteger("rule"))
                                .filter(known -> known.isFor(whole))
                                .ifPresent(known -> due.add(new Candidate(known, trigger, whole)));
                    }
                    return untouched(transaction, due)
                            .compose(left -> deciding.decide(transaction, left))
                            .map(done -> rows.size() == limit)
                            .recover(cause -> Future.failedFuture(new Timers.Stuck(cause, rows.size(), first[0])));
                });
    }

    private record First(int rule, Trigger trigger) {}

    @Override
    public Future<Void> putOff(SqlConnection transaction, Object stuck, Throwable cause, Instant now) {
        First first = (First) stuck;
        Trigger trigger = first.trigger;
        return transaction
                .preparedQuery(POSTPONE)
                .execute(Tuple.of(
                        now.atOffset(ZoneOffset.UTC), trigger.site(), first.rule, trigger.person(), trigger.key()))
                .mapEmpty();
    }

    private static Trigger trigger(Row row) {
        return new Trigger(
                row.getInteger("site_id"),
                row.getUUID("person"),
                row.getString("occasion_key"),
                time(row, "occurred_at"),
                time(row, "due"),
                row.getLong("occasion"),
                row.getUUID("event"),
                row.getInteger("transition"),
                null,
                null);
    }

    private static Instant time(Row row, String column) {
        return Objects.requireNonNull(row.getOffsetDateTime(column)).toInstant();
    }

    /** Those for whom nothing has happened that the rule makes way for, in the order in which they are due. */
    private static Future<List<Candidate>> untouched(SqlConnection transaction, List<Candidate> due) {
        due.sort(Comparator.comparing((Candidate each) -> each.trigger().at())
                .thenComparing(each -> each.trigger().key()));
        List<Integer> asked = new ArrayList<>();
        for (int i = 0; i < due.size(); i++) {
            Delay delay = due.get(i).rule().rule().delay();
            if (delay.unlessOrder() || !delay.unlessEvents().isEmpty()) {
                asked.add(i);
            }
        }
        if (asked.isEmpty()) {
            return Future.succeededFuture(due);
        }
        List<Candidate> asking = asked.stream().map(due::get).toList();
        return transaction
                .preparedQuery(HAPPENED)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(asked.toArray(Integer[]::new))
                        .addArrayOfInteger(ints(asking, each -> each.rule().site()))
                        .addArrayOfUUID(asking.stream().map(Candidate::whole).toArray(UUID[]::new))
                        .addArrayOfOffsetDateTime(
                                times(asking, each -> each.trigger().occurred()))
                        .addArrayOfBoolean(asking.stream()
                                .map(each -> each.rule().rule().delay().unlessOrder())
                                .toArray(Boolean[]::new))
                        .addArrayOfString(asking.stream()
                                .map(each -> String.join(
                                        "\n", each.rule().rule().delay().unlessEvents()))
                                .toArray(String[]::new))
                        .addArrayOfOffsetDateTime(
                                times(asking, each -> each.trigger().at())))
                .map(rows -> {
                    Set<Integer> gone = new HashSet<>();
                    rows.forEach(row -> gone.add(row.getInteger(0)));
                    List<Candidate> left = new ArrayList<>();
                    for (int i = 0; i < due.size(); i++) {
                        if (!gone.contains(i)) {
                            left.add(due.get(i));
                        }
                    }
                    return left;
                });
    }
}
