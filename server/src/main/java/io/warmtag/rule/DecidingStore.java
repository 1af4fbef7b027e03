package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.event.Answer;
import io.warmtag.rule.Candidate.Pair;
import io.warmtag.rule.model.Decision;
import io.warmtag.rule.model.Holdout;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.PersonPast;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What has to be known to decide, read and held in the transaction that decides. */
final class DecidingStore {
    private static final Comparator<Pair> ORDER =
            Comparator.comparingInt(Pair::site).thenComparingInt(Pair::rule).thenComparing(Pair::person);

    private static final String HOLD = """
            select rule.site_id, rule.id, state from rule
            join unnest($1::int[], $2::int[]) as asked (site_id, id) using (site_id, id)
            where state in ('testing', 'on')
            order by rule.site_id, rule.id\s""";

    // Whoever was joined keeps what was drawn for one of his visitors: the person's own, else the oldest.
    private static final String ASSIGN = """
            insert into rule_person (site_id, rule, person, held_out)
            select asked.site_id, asked.rule, asked.person, coalesce((
                    select known.held_out from person_visitor same
                    join rule_person known on known.site_id = same.site_id and known.rule = asked.rule
                                          and known.person = same.visitor
                    where same.site_id = asked.site_id and same.person = asked.person
                    order by known.assigned_at, known.person limit 1), drawn)
            from unnest($1::int[], $2::int[], $3::uuid[], $4::boolean[]) as asked (site_id, rule, person, drawn)
            on conflict do nothing""";

    private static final String ASSIGNED = """
            select known.site_id, known.rule, known.person, held_out from rule_person known
            join unnest($1::int[], $2::int[], $3::uuid[]) as asked (site_id, rule, person) using (site_id, rule, person)
            order by known.site_id, known.rule, known.person
            for no key update of known""";

    private static final String PAST = """
            select known.site_id, known.rule, asked.person, known.person as visitor, occasion_key, decision, at
            from unnest($1::int[], $2::int[], $3::uuid[], $4::timestamptz[], $5::boolean[])
                 as asked (site_id, rule, person, since, test)
            cross join lateral (
                select asked.person as visitor
                union select same.visitor from person_visitor same
                where same.site_id = asked.site_id and same.person = asked.person) of_person
            join firing known on known.site_id = asked.site_id and known.rule = asked.rule
                             and known.person = of_person.visitor
            where at > asked.since and known.test = asked.test
            order by at, recorded_at""";

    private static final String WHOLE = """
            select site_id, visitor, person from person_visitor
            join unnest($1::int[], $2::uuid[]) as asked (site_id, visitor) using (site_id, visitor)""";

    private DecidingStore() {}

    /** Holds the rules as they are until the transaction ends; returns those that act as they did when they were read. */
    static Future<Set<StoredRule>> hold(SqlConnection transaction, List<StoredRule> rules) {
        // A budget for all together is spent by one after the other.
        List<StoredRule> alone =
                rules.stream().filter(rule -> rule.rule().limits().isShared()).toList();
        List<StoredRule> shared =
                rules.stream().filter(rule -> !alone.contains(rule)).toList();
        Set<StoredRule> held = new HashSet<>();
        return hold(transaction, alone, "for no key update of rule", held)
                .compose(done -> hold(transaction, shared, "for share of rule", held))
                .map(held);
    }

    private static Future<Void> hold(
            SqlConnection transaction, List<StoredRule> rules, String lock, Set<StoredRule> held) {
        if (rules.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(HOLD + lock)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(rules.stream().map(StoredRule::site).toArray(Integer[]::new))
                        .addArrayOfInteger(rules.stream().map(StoredRule::id).toArray(Integer[]::new)))
                .map(rows -> {
                    for (Row row : rows) {
                        rules.stream()
                                .filter(rule -> rule.site() == row.getInteger(0)
                                        && rule.id() == row.getInteger(1)
                                        && rule.state().word().equals(row.getString(2)))
                                .forEach(held::add);
                    }
                    return null;
                });
    }

    /** The same candidates with the persons whom their visitors belong to. */
    static Future<List<Candidate>> whole(SqlConnection transaction, List<Candidate> candidates) {
        return transaction
                .preparedQuery(WHOLE)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(candidates.stream()
                                .map(each -> each.rule().site())
                                .toArray(Integer[]::new))
                        .addArrayOfUUID(candidates.stream()
                                .map(each -> each.trigger().person())
                                .toArray(UUID[]::new)))
                .map(rows -> {
                    Map<Pair, UUID> persons = new HashMap<>();
                    rows.forEach(row -> persons.put(
                            new Pair(row.getInteger("site_id"), 0, row.getUUID("visitor")), row.getUUID("person")));
                    return candidates.stream()
                            .map(each -> each.of(persons.getOrDefault(
                                    new Pair(
                                            each.rule().site(),
                                            0,
                                            each.trigger().person()),
                                    each.trigger().person())))
                            .toList();
                });
    }

    /** Draws for those who are new, holds all of them until the transaction ends, and returns who is held out. */
    static Future<Set<Pair>> persons(SqlConnection transaction, List<Candidate> candidates) {
        var drawn = new TreeMap<Pair, Boolean>(ORDER);
        candidates.forEach(each -> drawn.computeIfAbsent(
                each.wholePair(),
                pair -> Holdout.draws(
                        each.rule().salt(), pair.person(), each.rule().rule().holdout())));
        return transaction
                .preparedQuery(ASSIGN)
                .execute(pairs(drawn.keySet()).addArrayOfBoolean(drawn.values().toArray(Boolean[]::new)))
                .compose(added -> transaction.preparedQuery(ASSIGNED).execute(pairs(drawn.keySet())))
                .map(rows -> {
                    var heldOut = new HashSet<Pair>();
                    for (Row row : rows) {
                        if (row.getBoolean("held_out")) {
                            heldOut.add(pair(row));
                        }
                    }
                    return heldOut;
                });
    }

    /** Brings in what was decided before, as far as it matters now. */
    static Future<Void> remember(SqlConnection transaction, List<Candidate> candidates, Map<Pair, PersonPast> pasts) {
        Map<Pair, Instant> since = new TreeMap<>(ORDER);
        Map<Pair, Boolean> tests = new HashMap<>();
        for (Candidate each : candidates) {
            Often often = each.rule().rule().limits().perPerson();
            Instant from = each.trigger().at().minus(Duration.ofDays(often == null ? 1 : often.days()));
            since.merge(each.wholePair(), from, (one, other) -> one.isBefore(other) ? one : other);
            tests.put(each.wholePair(), each.rule().isTest());
        }
        return transaction
                .preparedQuery(PAST)
                .execute(pairs(since.keySet())
                        .addArrayOfOffsetDateTime(
                                since.values().stream().map(DecidingStore::utc).toArray(OffsetDateTime[]::new))
                        .addArrayOfBoolean(
                                since.keySet().stream().map(tests::get).toArray(Boolean[]::new)))
                .map(rows -> {
                    for (Row row : rows) {
                        Objects.requireNonNull(pasts.get(pair(row)))
                                .remember(
                                        Candidate.key(row.getString("occasion_key"), row.getUUID("visitor")),
                                        Decision.of(row.getShort("decision")),
                                        row.getOffsetDateTime("at").toInstant());
                    }
                    return null;
                });
    }

    static Future<Map<Pair, Short>> temperatures(SqlConnection transaction, List<Candidate> candidates) {
        var asked = new HashSet<>(candidates.stream().map(Candidate::wholePair).toList());
        return transaction.preparedQuery("""
                        select asked.site_id, asked.rule, asked.person, temperature
                        from unnest($1::int[], $2::int[], $3::uuid[]) as asked (site_id, rule, person)
                        join person on person.site_id = asked.site_id and person.id = asked.person
                        """).execute(pairs(asked)).map(rows -> {
            Map<Pair, Short> known = new HashMap<>();
            rows.forEach(row -> known.put(pair(row), row.getShort("temperature")));
            return known;
        });
    }

    /** As of whatever has come in. */
    static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    /** Asks what somebody answers about a purpose as of an instant. */
    record AsOf(int site, UUID person, String purpose, Instant at) {}

    /** What each answers of what had come in: whoever asks again is told the same. Of whom nothing is known is not among them. */
    static Future<Map<AsOf, Answer>> answers(SqlConnection transaction, Collection<AsOf> asked) {
        if (asked.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return transaction
                .preparedQuery("""
                        select asked.site, asked.person, asked.purpose, asked.at, context
                        from unnest($1::int[], $2::uuid[], $3::text[], $4::timestamptz[]) as asked (site, person, purpose, at)
                        cross join lateral consent_of(asked.site, asked.person, asked.purpose, asked.at)
                        """)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(asked.stream().map(AsOf::site).toArray(Integer[]::new))
                        .addArrayOfUUID(asked.stream().map(AsOf::person).toArray(UUID[]::new))
                        .addArrayOfString(asked.stream().map(AsOf::purpose).toArray(String[]::new))
                        .addArrayOfOffsetDateTime(
                                asked.stream().map(each -> utc(each.at)).toArray(OffsetDateTime[]::new)))
                .map(rows -> {
                    Map<AsOf, Answer> known = new HashMap<>();
                    for (Row row : rows) {
                        var of = new AsOf(
                                row.getInteger("site"),
                                row.getUUID("person"),
                                row.getString("purpose"),
                                row.getOffsetDateTime("at").toInstant());
                        known.put(of, Answer.of(new JsonObject(row.getString("context")), of.purpose));
                    }
                    return known;
                });
    }

    /** Of changes of products, by number: the ids of the product and its variants. */
    static Future<Map<Long, List<String>>> variants(SqlConnection transaction, Set<Long> changes) {
        if (changes.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return transaction
                .preparedQuery("""
                        select change.number, change.item_id,
                               array(select item_id from product
                                     where product.site_id = change.site_id and product.item_group = change.item_group
                                     order by item_id limit 199) as variants
                        from product_change change where number = any($1)
                        """)
                .execute(Tuple.tuple().addArrayOfLong(changes.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, List<String>> known = new HashMap<>();
                    for (Row row : rows) {
                        var ids = new TreeSet<>(List.of(row.getArrayOfStrings("variants")));
                        ids.add(row.getString("item_id"));
                        known.put(row.getLong("number"), List.copyOf(ids));
                    }
                    return known;
                });
    }

    /** How often a rule has fired. */
    record Fired(long since, long ever) {}

    /** How often the rule has fired since the beginning of a day, and at all. */
    static Future<Fired> fired(SqlConnection transaction, StoredRule rule, LocalDate from) {
        return transaction
                .preparedQuery("""
                        select coalesce(sum(fired) filter (where day >= $3), 0)::bigint, coalesce(sum(fired), 0)::bigint
                        from rule_count where site_id = $1 and rule = $2
                        """)
                .execute(Tuple.of(rule.site(), rule.id(), from))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Fired(row.getLong(0), row.getLong(1));
                });
    }

    static Tuple pairs(Collection<Pair> pairs) {
        return Tuple.tuple()
                .addArrayOfInteger(pairs.stream().map(Pair::site).toArray(Integer[]::new))
                .addArrayOfInteger(pairs.stream().map(Pair::rule).toArray(Integer[]::new))
                .addArrayOfUUID(pairs.stream().map(Pair::person).toArray(UUID[]::new));
    }

    private static Pair pair(Row row) {
        return new Pair(row.getInteger("site_id"), row.getInteger("rule"), row.getUUID("person"));
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
