package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.report.Done;
import io.warmtag.report.Figures;
import io.warmtag.report.RuleReports;
import io.warmtag.report.RuleReports.OfRule;
import io.warmtag.rule.Rules;
import io.warmtag.rule.StoredRule;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What rules came to: all of them, and one with what it changes. */
public final class RuleReportPages implements Routes {
    static final String SECTION = "reports";
    private static final String PATH = "/console/sites/:site/reports";

    private final Console console;
    private final Rules rules;
    private final RuleReports reports;
    private final AuditStore audit;

    record IndexPage(ReportPeriod period, List<Entry> rules) {}

    record Entry(int id, String name, String state, Done done, long bought, String revenue, String lift) {}

    record PanelPage(int id, String lift, String missing) {}

    public RuleReportPages(Console console, Rules rules, RuleReports reports, AuditStore audit) {
        this.console = console;
        this.rules = rules;
        this.reports = reports;
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        router.get(PATH).handler(console.sitePage(visit -> visit.goTo(visit.sitePath("/reports/rules"))));
        router.get(PATH + "/rules").handler(console.sitePage(this::index));
        router.get(PATH + "/rules.csv").handler(console.sitePage(this::export));
        router.get(PATH + "/rules/:rule/days.csv").handler(console.sitePage(this::exportOne));
        router.get(PATH + "/rules/:rule").handler(console.sitePage(visit -> show(visit, 200, Optional.empty())));
        router.get(PATH + "/rules/:rule/panel").handler(console.sitePage(this::panel));
        router.post(PATH + "/rules/:rule/window").handler(console.sitePage(this::setWindow));
    }

    private record All(List<StoredRule> rules, Map<Integer, Figures> figures) {
        Figures of(StoredRule rule) {
            return figures.getOrDefault(rule.id(), Figures.NONE);
        }
    }

    private Future<All> all(Visit visit, ReportPeriod period) {
        return Future.all(rules.of(visit.site()), reports.of(visit.site(), period.period()))
                .map(all -> new All(all.resultAt(0), all.resultAt(1)));
    }

    private Future<Void> index(Visit visit) {
        var period = ReportPeriod.of(visit, "/reports/rules");
        return all(visit, period).compose(all -> {
            List<Entry> entries = all.rules.stream()
                    .map(rule -> entry(visit, rule, all.of(rule)))
                    .toList();
            return visit.show(200, "reports/rules", SECTION, new IndexPage(period, entries));
        });
    }

    private static Entry entry(Visit visit, StoredRule rule, Figures figures) {
        return new Entry(
                rule.id(),
                rule.rule().name(),
                rule.state().word(),
                figures.done(),
                figures.treated().buyers(),
                RuleReportView.money(visit, figures.treated().revenue()),
                LiftView.brief(visit, figures, holdsOut(rule)));
    }

    static boolean holdsOut(StoredRule rule) {
        return rule.rule().holdout() > 0;
    }

    private Future<Void> export(Visit visit) {
        return all(visit, ReportPeriod.of(visit, "/reports/rules"))
                .compose(all -> RuleReportCsv.ofRules(visit.site(), all.rules, all.figures)
                        .send(visit, "rules"));
    }

    private Future<StoredRule> found(Visit visit) {
        String id = visit.pathParam("rule");
        Future<Optional<StoredRule>> found = id.matches("\\d{1,9}")
                ? rules.find(visit.site(), Integer.parseInt(id))
                : Future.succeededFuture(Optional.empty());
        return found.map(rule -> rule.orElseThrow(Visit::notFound));
    }

    private Future<Void> exportOne(Visit visit) {
        return found(visit)
                .compose(rule -> reports.of(
                                visit.site(),
                                rule.id(),
                                ReportPeriod.of(visit, "").period())
                        .compose(report -> RuleReportCsv.ofDays(visit.site(), report.days())
                                .send(visit, "rule-" + rule.id())));
    }

    /** @param window as it was typed, when it isn't accepted */
    private Future<Void> show(Visit visit, int status, Optional<Field> window) {
        return found(visit).compose(rule -> {
            var period = ReportPeriod.of(visit, "/reports/rules/" + rule.id());
            return Future.all(reports.of(visit.site(), rule.id(), period.period()), rules.available(visit.site()))
                    .compose(all -> {
                        OfRule report = all.resultAt(0);
                        var view = new RuleReportView(visit, period, rule, all.resultAt(1));
                        Field field = window.orElseGet(
                                () -> Field.of("window", visit.formats().number(report.window())));
                        return visit.show(status, "reports/rule", SECTION, view.page(report, field));
                    });
        });
    }

    /** For the page of the rule itself, which asks for it when it is there. */
    private Future<Void> panel(Visit visit) {
        return found(visit)
                .compose(rule -> reports.of(
                                visit.site(),
                                rule.id(),
                                ReportPeriod.of(visit, "").period())
                        .compose(report -> {
                            LiftView lift = LiftView.of(visit, report.all(), holdsOut(rule));
                            return visit.show(
                                    200,
                                    "reports/panel",
                                    SECTION,
                                    new PanelPage(rule.id(), lift.buyers(), lift.missing()));
                        }));
    }

    private Future<Void> setWindow(Visit visit) {
        var form = new Form(visit);
        double days = form.number("window");
        if (!Double.isNaN(days) && (days < 1 || days > RuleReports.MOST_WINDOW_DAYS || days != Math.rint(days))) {
            form.wrong("window", "report.window.wrong");
        }
        if (!form.isFine()) {
            return show(visit, 422, Optional.of(form.field("window")));
        }
        return found(visit)
                .compose(rule -> reports.setWindow(visit.site(), rule.id(), (int) days)
                        .compose(set -> audit.add(
                                visit.account().email(),
                                "rule.window",
                                visit.site().id(),
                                rule.rule().name()))
                        .compose(noted -> visit.done(visit.sitePath("/reports/rules/" + rule.id()), "report_window")));
    }
}
