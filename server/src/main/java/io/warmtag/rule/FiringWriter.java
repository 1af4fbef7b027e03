package io.warmtag.rule;

import static io.warmtag.rule.DecidingStore.pairs;
import static io.warmtag.rule.DecidingStore.utc;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.rule.model.Decision;
import io.warmtag.rule.model.Steps;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes down what was decided, in the transaction that decides. */
final class FiringWriter {
    private static final int SHARDS = 16;

    private static final String RECORD = """
            insert into firing (site_id, rule, person, occasion_key, id, occasion, event, transition, temperature, version,
                                decision, test, occurred_at, at)
            select unnest($1::int[]), unnest($2::int[]), unnest($3::uuid[]), unnest($4::text[]), unnest($5::uuid[]),
                   unnest($6::bigint[]), unnest($7::uuid[]), unnest($8::int[]), unnest($9::smallint[]),
                   unnest($10::int[]), unnest($11::smallint[]), unnest($12::boolean[]), unnest($13::timestamptz[]),
                   unnest($14::timestamptz[])
            on conflict do nothing
            returning id""";

    private static final String STEPS = """
            insert into firing_step (firing, number, due)
            select unnest($1::uuid[]), unnest($2::smallint[]), unnest($3::timestamptz[])""";

    private static final String COUNT = """
            insert into rule_count as known (site_id, rule, day, shard, fired, held_out, limited, last)
            select unnest($1::int[]), unnest($2::int[]), unnest($3::date[]), $4, unnest($5::bigint[]),
                   unnest($6::bigint[]), unnest($7::bigint[]), unnest($8::timestamptz[])
            on conflict (site_id, rule, day, shard) do update set
                fired = known.fired + excluded.fired, held_out = known.held_out + excluded.held_out,
                limited = known.limited + excluded.limited, last = greatest(known.last, excluded.last)""";

    /**
     * What came of a candidate.
     *
     * @param temperature code; null when nobody knew
     * @param day of the site's calendar
     * @param kept whether it gets a row of its own; else it is only counted
     */
    record Decided(
            Candidate candidate,
            Decision decision,
            @Nullable Short temperature,
            LocalDate day,
            boolean kept) {
        UUID id() {
            return candidate.trigger().firing(candidate.rule().id());
        }
    }

    private FiringWriter() {}

    /** Writes down what was decided, with the steps of those that fired; returns how many have steps to be done. */
    static Future<Integer> record(SqlConnection transaction, List<Decided> decided) {
        List<Decided> kept = decided.stream().filter(Decided::kept).toList();
        Future<Set<UUID>> recorded = kept.isEmpty() ? Future.succeededFuture(Set.of()) : rows(transaction, kept);
        return recorded.compose(ids -> {
            List<Decided> counted = decided.stream()
                    .filter(each -> !each.kept() || ids.contains(each.id()))
                    .toList();
            List<Decided> fired = counted.stream()
                    .filter(each -> each.decision() == Decision.FIRED
                            && !each.candidate().rule().rule().steps().isEmpty())
                    .toList();
            return steps(transaction, fired)
                    .compose(done -> count(transaction, counted))
                    .map(fired.size());
        });
    }

    private static Future<Set<UUID>> rows(SqlConnection transaction, List<Decided> kept) {
        return transaction
                .preparedQuery(RECORD)
                .execute(pairs(kept.stream()
                                .map(each -> each.candidate().pair())
                                .toList())
                        .addArrayOfString(
                                all(kept, each -> each.candidate().trigger().key(), String[]::new))
                        .addArrayOfUUID(all(kept, Decided::id, UUID[]::new))
                        .addArrayOfLong(
                                all(kept, each -> each.candidate().trigger().occasion(), Long[]::new))
                        .addArrayOfUUID(
                                all(kept, each -> each.candidate().trigger().event(), UUID[]::new))
                        .addArrayOfInteger(
                                all(kept, each -> each.candidate().trigger().transition(), Integer[]::new))
                        .addArrayOfShort(all(kept, Decided::temperature, Short[]::new))
                        .addArrayOfInteger(
                                all(kept, each -> each.candidate().rule().version(), Integer[]::new))
                        .addArrayOfShort(all(kept, each -> each.decision().code(), Short[]::new))
                        .addArrayOfBoolean(
                                all(kept, each -> each.candidate().rule().isTest(), Boolean[]::new))
                        .addArrayOfOffsetDateTime(
                                all(kept, each -> utc(each.candidate().trigger().occurred()), OffsetDateTime[]::new))
                        .addArrayOfOffsetDateTime(
                                all(kept, each -> utc(each.candidate().trigger().at()), OffsetDateTime[]::new)))
                .map(rows -> {
                    var ids = new HashSet<UUID>();
                    rows.forEach(row -> ids.add(row.getUUID(0)));
                    return ids;
                });
    }

    private static Future<Void> steps(SqlConnection transaction, List<Decided> fired) {
        List<UUID> firings = new ArrayList<>();
        List<Short> numbers = new ArrayList<>();
        List<@Nullable OffsetDateTime> dues = new ArrayList<>();
        for (Decided each : fired) {
            Instant due = each.candidate().trigger().at();
            for (int number : Steps.actions(each.candidate().rule().rule())) {
                firings.add(each.id());
                numbers.add((short) number);
                // The others are due when the one before is done.
                dues.add(
                        due == null
                                ? null
                                : utc(Steps.due(each.candidate().rule().rule(), number, due)));
                due = null;
            }
        }
        if (firings.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(STEPS)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(firings.toArray(UUID[]::new))
                        .addArrayOfShort(numbers.toArray(Short[]::new))
                        .addArrayOfOffsetDateTime(dues.toArray(OffsetDateTime[]::new)))
                .mapEmpty();
    }

    private record Day(int site, int rule, LocalDate day) {}

    private static Future<Void> count(SqlConnection transaction, List<Decided> decided) {
        Map<Day, List<Decided>> byDay = new TreeMap<>(
                Comparator.comparingInt(Day::site).thenComparingInt(Day::rule).thenComparing(Day::day));
        for (Decided each : decided) {
            StoredRule rule = each.candidate().rule();
            if (!rule.isTest()) {
                byDay.computeIfAbsent(new Day(rule.site(), rule.id(), each.day()), day -> new ArrayList<>())
                        .add(each);
            }
        }
        if (byDay.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Day> days = List.copyOf(byDay.keySet());
        List<List<Decided>> groups = List.copyOf(byDay.values());
        return transaction
                .preparedQuery(COUNT)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(all(days, Day::site, Integer[]::new))
                        .addArrayOfInteger(all(days, Day::rule, Integer[]::new))
                        .addArrayOfLocalDate(all(days, Day::day, LocalDate[]::new))
                        .addShort((short) ThreadLocalRandom.current().nextInt(SHARDS))
                        .addArrayOfLong(all(groups, group -> count(group, Decision.FIRED), Long[]::new))
                        .addArrayOfLong(all(groups, group -> count(group, Decision.HELD_OUT), Long[]::new))
                        .addArrayOfLong(all(
                                groups,
                                group -> group.stream()
                                        .filter(each -> !each.decision().counts())
                                        .count(),
                                Long[]::new))
                        .addArrayOfOffsetDateTime(all(groups, FiringWriter::last, OffsetDateTime[]::new)))
                .mapEmpty();
    }

    private static long count(List<Decided> group, Decision decision) {
        return group.stream().filter(each -> each.decision() == decision).count();
    }

    private static OffsetDateTime last(List<Decided> group) {
        return utc(group.stream()
                .map(each -> each.candidate().trigger().at())
                .max(Instant::compareTo)
                .orElseThrow());
    }

    private static <S, T> T[] all(List<S> from, Function<S, @Nullable T> each, IntFunction<T[]> array) {
        return from.stream().map(each).toArray(array);
    }
}
