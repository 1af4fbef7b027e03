package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.rule.StepStore.Due;
import io.warmtag.rule.StepStore.Quota;
import io.warmtag.rule.model.Frequency;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What all rules together have sent to some persons of late. Their rows are held until the transaction ends, so that nobody
 * gets more than his site allows, whichever nodes do the steps.
 */
final class Sent {
    private static final String HOLD = """
            insert into rule_message (site_id, person, sent)
            select site_id, person, '{}' from unnest($1::int[], $2::uuid[]) as asked (site_id, person)
            on conflict do nothing""";

    private static final String READ = """
            select known.site_id, known.person, sent from rule_message known
            join unnest($1::int[], $2::uuid[]) as asked (site_id, person) using (site_id, person)
            order by known.site_id, known.person
            for no key update of known""";

    private static final String WRITE = """
            update rule_message set sent = $3 where site_id = $1 and person = $2""";

    private final Map<Who, List<Instant>> sent =
            new TreeMap<>(Comparator.comparingInt(Who::site).thenComparing(Who::person));
    private final Set<Who> more = new HashSet<>();

    private record Who(int site, UUID person) {}

    private Sent() {}

    /** Reads and holds what matters for some steps. */
    static Future<Sent> of(SqlConnection transaction, List<Due> steps) {
        var all = new Sent();
        for (Due step : steps) {
            Quota quota = step.quota();
            if (quota != null) {
                all.sent.put(new Who(step.site(), quota.person()), new ArrayList<>());
            }
        }
        if (all.sent.isEmpty()) {
            return Future.succeededFuture(all);
        }
        return transaction
                .preparedQuery(HOLD)
                .execute(all.persons())
                .compose(there -> transaction.preparedQuery(READ).execute(all.persons()))
                .map(rows -> {
                    for (Row row : rows) {
                        var who = new Who(row.getInteger("site_id"), row.getUUID("person"));
                        for (OffsetDateTime at : row.getArrayOfOffsetDateTimes("sent")) {
                            all.sent
                                    .computeIfAbsent(who, nobody -> new ArrayList<>())
                                    .add(at.toInstant());
                        }
                    }
                    return all;
                });
    }

    private Tuple persons() {
        return Tuple.tuple()
                .addArrayOfInteger(sent.keySet().stream().map(Who::site).toArray(Integer[]::new))
                .addArrayOfUUID(sent.keySet().stream().map(Who::person).toArray(UUID[]::new));
    }

    /** Notes that a step is done now, unless the person has had enough; says whether it is to be done. */
    boolean take(Due step, Instant now) {
        Quota quota = step.quota();
        if (quota == null) {
            return true;
        }
        var who = new Who(step.site(), quota.person());
        List<Instant> before = sent.getOrDefault(who, List.of());
        if (!quota.frequency().allows(before, now)) {
            return false;
        }
        var after = new ArrayList<Instant>(before.stream()
                .filter(at -> at.isAfter(now.minus(Frequency.LOOKS_BACK)))
                .toList());
        after.add(now);
        sent.put(who, after);
        more.add(who);
        return true;
    }

    Future<Void> write(SqlConnection transaction) {
        List<Tuple> rows = more.stream()
                .map(who -> Tuple.of(who.site, who.person)
                        .addArrayOfOffsetDateTime(sent.getOrDefault(who, List.of()).stream()
                                .map(at -> at.atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new)))
                .toList();
        return rows.isEmpty()
                ? Future.succeededFuture()
                : transaction.preparedQuery(WRITE).executeBatch(rows).mapEmpty();
    }
}
