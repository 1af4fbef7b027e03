package io.warmtag.console;

import io.warmtag.report.Done;
import io.warmtag.report.Figures;
import io.warmtag.report.Met;
import io.warmtag.report.Money;
import io.warmtag.report.Period;
import io.warmtag.report.RuleReports.OfRule;
import io.warmtag.report.RuleReports.Variant;
import io.warmtag.rule.Available;
import io.warmtag.rule.StoredRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the page of one rule's report of its figures. */
final class RuleReportView {
    // A bar each day would be a hair on a phone: longer spans are shown by the week.
    private static final int MOST_BARS = 31;
    private static final int WEEK = 7;

    private final Visit visit;
    private final ReportPeriod period;
    private final StoredRule rule;
    private final Available available;

    /** @param counted when the newest day was counted; null: nothing has been */
    record Page(
            int id,
            String name,
            String state,
            ReportPeriod period,
            boolean empty,
            LiftView lift,
            List<Tile> tiles,
            List<Bar> bars,
            boolean byWeek,
            List<VersionRow> versions,
            List<VariantRow> variants,
            Field window,
            int windowDays,
            @Nullable Instant counted) {}

    /**
     * @param text the figure as it is written
     * @param change against the period before, or null
     */
    record Tile(String code, String text, @Nullable String change) {}

    record Bar(String label, long count, String text) {}

    record VersionRow(int version, Done done, Met met, String rate, String revenue) {}

    /** @param letter by which people call it */
    record VariantRow(String offer, String letter, Met met, String rate, String revenue) {}

    RuleReportView(Visit visit, ReportPeriod period, StoredRule rule, Available available) {
        this.visit = visit;
        this.period = period;
        this.rule = rule;
        this.available = available;
    }

    Page page(OfRule report, Field window) {
        Done done = report.all().done();
        return new Page(
                rule.id(),
                rule.rule().name(),
                rule.state().word(),
                period,
                done.fired() + done.heldOut() + done.limited() == 0,
                LiftView.of(visit, report.all(), RuleReportPages.holdsOut(rule)),
                tiles(report.all(), report.before()),
                bars(report),
                isByWeek(report),
                report.versions().entrySet().stream()
                        .map(version -> version(version.getKey(), version.getValue()))
                        .toList(),
                report.variants().stream().map(this::variant).toList(),
                window,
                report.window(),
                report.computedAt().orElse(null));
    }

    private List<Tile> tiles(Figures now, Figures before) {
        var tiles = new ArrayList<Tile>();
        count(tiles, "fired", now.done().fired(), before.done().fired());
        count(tiles, "held_out", now.done().heldOut(), before.done().heldOut());
        count(tiles, "limited", now.done().limited(), before.done().limited());
        count(tiles, "given_up", now.done().givenUp(), before.done().givenUp());
        count(tiles, "shown", now.done().shown(), before.done().shown());
        count(tiles, "clicked", now.done().clicked(), before.done().clicked());
        count(tiles, "dismissed", now.done().dismissed(), before.done().dismissed());
        count(tiles, "delivered", now.done().delivered(), before.done().delivered());
        count(tiles, "withheld", now.done().withheld(), before.done().withheld());
        count(tiles, "failed", now.done().failed(), before.done().failed());
        count(tiles, "bought", now.treated().buyers(), before.treated().buyers());
        count(tiles, "orders", now.treated().orders(), before.treated().orders());
        long revenue = now.treated().revenue();
        tiles.add(new Tile(
                "revenue",
                money(visit, revenue),
                period.change(visit, revenue, before.treated().revenue()).orElse(null)));
        return tiles;
    }

    private void count(List<Tile> tiles, String code, long now, long before) {
        tiles.add(new Tile(
                code,
                visit.formats().number(now),
                period.change(visit, now, before).orElse(null)));
    }

    private boolean isByWeek(OfRule report) {
        return span(report).days() > MOST_BARS;
    }

    private Period span(OfRule report) {
        return period.comparable() || report.days().isEmpty()
                ? period.period()
                : new Period(report.days().get(0).day(), period.period().until());
    }

    private List<Bar> bars(OfRule report) {
        if (report.days().isEmpty()) {
            return List.of();
        }
        Period span = span(report);
        int width = isByWeek(report) ? WEEK : 1;
        Map<LocalDate, Long> counts = new TreeMap<>();
        for (LocalDate day = span.from(); day.isBefore(span.until()); day = day.plusDays(width)) {
            counts.put(day, 0L);
        }
        report.days().forEach(day -> {
            long at = (day.day().toEpochDay() - span.from().toEpochDay()) / width * width;
            counts.merge(span.from().plusDays(at), day.figures().done().fired(), Long::sum);
        });
        var bars = new ArrayList<Bar>();
        counts.forEach((day, count) -> bars.add(new Bar(
                visit.formats()
                        .dayAndMonth(day.atStartOfDay(visit.formats().zone()).toInstant()),
                count,
                visit.formats().number(count))));
        return bars;
    }

    private VersionRow version(int number, Figures figures) {
        Met met = figures.treated();
        return new VersionRow(number, figures.done(), met, rate(met), money(visit, met.revenue()));
    }

    private VariantRow variant(Variant variant) {
        String name = available.offers().get(variant.offer());
        return new VariantRow(
                name == null ? visit.text("report.offer.gone", Map.of("number", variant.offer())) : name,
                String.valueOf((char) ('A' + variant.variant())),
                variant.met(),
                rate(variant.met()),
                money(visit, variant.met().revenue()));
    }

    private String rate(Met met) {
        return met.persons() == 0 ? "–" : visit.formats().decimal(100.0 * met.buyers() / met.persons(), 1);
    }

    static String money(Visit visit, double minor) {
        return visit.formats().money(Money.major(minor, visit.site().currency()));
    }
}
