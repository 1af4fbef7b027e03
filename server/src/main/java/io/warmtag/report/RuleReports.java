package io.warmtag.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.report.model.Sample;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What rules came to, read from the days that {@link RuleDays} keeps counted: no page goes over firings. */
public final class RuleReports {
    public static final int USUAL_WINDOW_DAYS = 7;
    public static final int MOST_WINDOW_DAYS = 30;

    private static final String DONE = """
            sum(fired)::bigint as fired, sum(held_out)::bigint as held_out, sum(given_up)::bigint as given_up,
            sum(shown)::bigint as shown, sum(clicked)::bigint as clicked, sum(dismissed)::bigint as dismissed,
            sum(delivered)::bigint as delivered, sum(withheld)::bigint as withheld, sum(failed)::bigint as failed
            from rule_day_done where site_id = $1 and day >= $2 and day < $3""";

    private static final String MET = """
            sum(persons)::bigint as persons, sum(buyers)::bigint as buyers, sum(orders)::bigint as orders,
            sum(revenue)::bigint as revenue, sum(persons_over)::bigint as persons_over,
            sum(buyers_over)::bigint as buyers_over, sum(revenue_over)::float8 as revenue_over,
            sum(squares_over)::float8 as squares_over
            from rule_day_met where site_id = $1 and day >= $2 and day < $3""";

    private final Database database;

    /**
     * A variant of an offer against the others, among those whom the rule treats.
     *
     * @param variant counts from 0
     */
    public record Variant(int offer, int variant, Met met) {}

    /** @param day of the site's calendar */
    public record Day(LocalDate day, Figures figures) {}

    /**
     * @param window days within which an order is put down to the rule
     * @param computedAt when the newest day was counted; empty: nothing has been counted yet
     * @param versions by their number, the newest first
     */
    public record OfRule(
            Figures all,
            Figures before,
            int window,
            Optional<Instant> computedAt,
            Map<Integer, Figures> versions,
            List<Variant> variants,
            List<Day> days) {}

    public RuleReports(Database database) {
        this.database = database;
    }

    /** All rules of a site, by id; those of which there is nothing are left out. */
    public Future<Map<Integer, Figures>> of(Site site, Period period) {
        return Future.all(
                        database.query("select rule as key, " + DONE + " group by rule", key(site, period)),
                        database.query(
                                "select rule as key, held_out, " + MET + " group by rule, held_out", key(site, period)),
                        limited(site, period))
                .map(all -> {
                    Map<Integer, Figures> figures =
                            figures(all.resultAt(0), all.resultAt(1), row -> row.getInteger("key"));
                    Map<Integer, Long> limited = all.resultAt(2);
                    limited.forEach((rule, times) -> {
                        Figures known = figures.getOrDefault(rule, Figures.NONE);
                        figures.put(rule, known.with(known.done().limited(times)));
                    });
                    return figures;
                });
    }

    /** One rule, with the period before it to compare with. */
    public Future<OfRule> of(Site site, int rule, Period period) {
        Object[] key = {site.id(), period.from(), period.until(), rule};
        String mine = " and rule = $4 group by ";
        return Future.all(List.of(
                        of(site, period),
                        of(site, period.before()),
                        state(site, rule),
                        database.query("select version as key, " + DONE + mine + "version", key),
                        database.query("select version as key, held_out, " + MET + mine + "version, held_out", key),
                        database.query(
                                "select offer, variant, " + MET + " and not held_out and offer > 0" + mine
                                        + "offer, variant order by offer, variant",
                                key),
                        database.query("select day as key, " + DONE + mine + "day", key),
                        database.query("select day as key, held_out, " + MET + mine + "day, held_out", key)))
                .map(all -> {
                    Map<Integer, Figures> now = all.resultAt(0);
                    Map<Integer, Figures> before = all.resultAt(1);
                    State state = all.resultAt(2);
                    Map<Integer, Figures> versions =
                            figures(all.resultAt(3), all.resultAt(4), row -> row.getInteger("key"));
                    Map<LocalDate, Figures> days =
                            figures(all.resultAt(6), all.resultAt(7), row -> row.getLocalDate("key"));
                    return new OfRule(
                            now.getOrDefault(rule, Figures.NONE),
                            before.getOrDefault(rule, Figures.NONE),
                            state.window,
                            state.computedAt,
                            new TreeMap<>(versions).descendingMap(),
                            variants(all.resultAt(5)),
                            days.entrySet().stream()
                                    .map(day -> new Day(day.getKey(), day.getValue()))
                                    .toList());
                });
    }

    /** Puts orders of so many days down to a rule from now on, also in what was counted before. */
    public Future<Void> setWindow(Site site, int rule, int days) {
        return database.inTransaction(transaction -> transaction
                .preparedQuery("""
                        insert into rule_report (site_id, rule, window_days) values ($1, $2, $3)
                        on conflict (site_id, rule) do update set window_days = excluded.window_days
                        """)
                .execute(Tuple.of(site.id(), rule, days))
                .compose(set -> RuleDayStore.again(transaction, site.id(), rule)));
    }

    private record State(int window, Optional<Instant> computedAt) {}

    private Future<State> state(Site site, int rule) {
        return database.query("""
                        select (select window_days from rule_report where site_id = $1 and rule = $2) as window_days,
                               (select max(computed_at) from rule_day where site_id = $1 and rule = $2) as computed_at
                        """, site.id(), rule).map(rows -> {
            Row row = rows.iterator().next();
            Integer window = row.getInteger("window_days");
            OffsetDateTime at = row.getOffsetDateTime("computed_at");
            return new State(
                    window == null ? USUAL_WINDOW_DAYS : window,
                    Optional.ofNullable(at).map(OffsetDateTime::toInstant));
        });
    }

    /** Refusals that repeat themselves have no firing: only the rule's own counts know them. */
    private Future<Map<Integer, Long>> limited(Site site, Period period) {
        return database.query("""
                        select rule, sum(limited)::bigint as limited from rule_count
                        where site_id = $1 and day >= $2 and day < $3 group by rule having sum(limited) > 0
                        """, key(site, period)).map(rows -> {
            var limited = new HashMap<Integer, Long>();
            rows.forEach(row -> limited.put(row.getInteger("rule"), row.getLong("limited")));
            return limited;
        });
    }

    private static Object[] key(Site site, Period period) {
        return new Object[] {site.id(), period.from(), period.until()};
    }

    private static <K extends Comparable<? super K>> Map<K, Figures> figures(
            Iterable<Row> done, Iterable<Row> met, Function<Row, K> key) {
        var figures = new TreeMap<K, Figures>();
        for (Row row : done) {
            figures.put(key.apply(row), Figures.NONE.with(done(row)));
        }
        for (Row row : met) {
            K of = key.apply(row);
            figures.put(of, figures.getOrDefault(of, Figures.NONE).and(row.getBoolean("held_out"), met(row)));
        }
        return figures;
    }

    private static List<Variant> variants(Iterable<Row> rows) {
        var variants = new ArrayList<Variant>();
        rows.forEach(row -> variants.add(new Variant(row.getInteger("offer"), row.getInteger("variant"), met(row))));
        return variants;
    }

    private static Done done(Row row) {
        return new Done(
                row.getLong("fired"),
                row.getLong("held_out"),
                0,
                row.getLong("given_up"),
                row.getLong("shown"),
                row.getLong("clicked"),
                row.getLong("dismissed"),
                row.getLong("delivered"),
                row.getLong("withheld"),
                row.getLong("failed"));
    }

    private static Met met(Row row) {
        return new Met(
                row.getLong("persons"),
                row.getLong("buyers"),
                row.getLong("orders"),
                row.getLong("revenue"),
                new Sample(
                        row.getLong("persons_over"),
                        row.getLong("buyers_over"),
                        row.getDouble("revenue_over"),
                        row.getDouble("squares_over")));
    }
}
