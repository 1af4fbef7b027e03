package io.warmtag.console;

import io.warmtag.report.Done;
import io.warmtag.report.Figures;
import io.warmtag.report.Met;
import io.warmtag.report.RuleReports.Day;
import io.warmtag.report.model.Comparison;
import io.warmtag.rule.StoredRule;
import io.warmtag.site.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules' reports as tables to be downloaded. */
final class RuleReportCsv {
    private static final List<String> FIGURES = List.of(
            "fired",
            "held_out",
            "limited",
            "given_up",
            "shown",
            "clicked",
            "dismissed",
            "delivered",
            "withheld",
            "failed",
            "people",
            "bought",
            "orders",
            "revenue",
            "held_out_people",
            "held_out_bought",
            "held_out_orders",
            "held_out_revenue");
    private static final List<String> LIFT = List.of("lift", "more_of_100", "between", "and");

    private RuleReportCsv() {}

    static CsvText ofRules(Site site, List<StoredRule> rules, Map<Integer, Figures> figures) {
        var csv = new CsvText(heads(List.of("rule", "name", "state"), FIGURES, LIFT));
        for (StoredRule rule : rules) {
            Figures of = figures.getOrDefault(rule.id(), Figures.NONE);
            List<@Nullable Object> cells = new ArrayList<>(
                    Arrays.asList(rule.id(), rule.rule().name(), rule.state().word()));
            add(cells, site, of);
            Comparison lift = of.lift(RuleReportPages.holdsOut(rule)).buyers();
            cells.add(lift.verdict().code());
            cells.add(lift.isKnown() ? ofHundred(lift.difference()) : null);
            cells.add(lift.isKnown() ? ofHundred(lift.interval().low()) : null);
            cells.add(lift.isKnown() ? ofHundred(lift.interval().high()) : null);
            csv.row(cells.toArray());
        }
        return csv;
    }

    static CsvText ofDays(Site site, List<Day> days) {
        var csv = new CsvText(heads(List.of("day"), FIGURES, List.of()));
        for (Day day : days) {
            List<@Nullable Object> cells = new ArrayList<>(List.of(day.day()));
            add(cells, site, day.figures());
            csv.row(cells.toArray());
        }
        return csv;
    }

    private static String[] heads(List<String> first, List<String> then, List<String> last) {
        List<String> heads = new ArrayList<>(first);
        heads.addAll(then);
        heads.addAll(last);
        return heads.toArray(String[]::new);
    }

    private static void add(List<@Nullable Object> cells, Site site, Figures figures) {
        Done done = figures.done();
        cells.addAll(List.of(done.fired(), done.heldOut(), done.limited(), done.givenUp()));
        cells.addAll(List.of(done.shown(), done.clicked(), done.dismissed()));
        cells.addAll(List.of(done.delivered(), done.withheld(), done.failed()));
        for (Met met : List.of(figures.treated(), figures.heldOut())) {
            cells.addAll(List.of(met.persons(), met.buyers(), met.orders()));
            cells.add(CsvText.money(met.revenue(), site.currency()));
        }
    }

    private static double ofHundred(double part) {
        return Math.round(part * 10_000) / 100.0;
    }
}
