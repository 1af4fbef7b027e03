package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.report.Campaign;
import io.warmtag.report.CampaignFigures;
import io.warmtag.report.CampaignReports;
import io.warmtag.report.CostImport;
import io.warmtag.report.Money;
import io.warmtag.web.Routes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What campaigns brought and cost, and the import of what they cost. */
public final class CampaignReportPages implements Routes {
    private static final String PATH = "/console/sites/:site/reports/";
    private static final int ROWS = 200;
    private static final int MOST_EXPORTED = 20_000;

    private final Console console;
    private final CampaignReports reports;
    private final CostImport costs;
    private final AuditStore audit;

    /** @param more whether there are some that aren't shown */
    record CampaignsPage(ReportPeriod period, List<Row> rows, boolean more) {}

    /**
     * @param hot of 100 who came
     * @param cost null where none was imported, like all that follows from it
     * @param perOrder what an order cost
     * @param times what came in for each unit of money that was spent
     */
    record Row(
            Campaign campaign,
            long people,
            @Nullable String hot,
            long orders,
            String revenue,
            @Nullable String change,
            @Nullable String cost,
            @Nullable String perOrder,
            @Nullable String times) {}

    /** @param report of the import before, or null */
    record CostsPage(Field csv, Field source, Field medium, CostImport.@Nullable Report report, String currency) {}

    public CampaignReportPages(Console console, CampaignReports reports, CostImport costs, AuditStore audit) {
        this.console = console;
        this.reports = reports;
        this.costs = costs;
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        router.get(PATH + "campaigns").handler(console.sitePage(this::show));
        router.get(PATH + "campaigns.csv").handler(console.sitePage(this::export));
        router.get(PATH + "costs").handler(console.sitePage(this::askCosts));
        router.post(PATH + "costs").handler(console.sitePage(this::takeCosts));
    }

    private Future<Void> show(Visit visit) {
        var period = ReportPeriod.of(visit, "/reports/campaigns");
        return Future.all(
                        reports.of(visit.site(), period.period(), ROWS + 1),
                        reports.of(visit.site(), period.period().before(), MOST_EXPORTED))
                .compose(all -> {
                    List<CampaignFigures> now = all.resultAt(0);
                    Map<Campaign, Long> before = new HashMap<>();
                    all.<List<CampaignFigures>>resultAt(1).forEach(each -> before.put(each.campaign(), each.revenue()));
                    List<Row> rows = now.stream()
                            .limit(ROWS)
                            .map(each -> row(
                                    visit,
                                    each,
                                    period.change(visit, each.revenue(), before.getOrDefault(each.campaign(), 0L))
                                            .orElse(null)))
                            .toList();
                    return visit.show(
                            200,
                            "reports/campaigns",
                            RuleReportPages.SECTION,
                            new CampaignsPage(period, rows, now.size() > ROWS));
                });
    }

    private static Row row(Visit visit, CampaignFigures figures, @Nullable String change) {
        Long cost = figures.cost();
        double spent = cost == null ? 0 : cost;
        return new Row(
                figures.campaign(),
                figures.people(),
                figures.people() == 0 ? null : visit.formats().decimal(100.0 * figures.hot() / figures.people(), 1),
                figures.orders(),
                RuleReportView.money(visit, figures.revenue()),
                change,
                cost == null ? null : RuleReportView.money(visit, cost),
                spent > 0 && figures.orders() > 0 ? whole(visit, spent / figures.orders()) : null,
                spent > 0 ? visit.formats().decimal(figures.revenue() / spent, 1) : null);
    }

    private static String whole(Visit visit, double minor) {
        double major = Money.major(minor, visit.site().currency());
        return visit.formats().money(major >= 100 ? Math.rint(major) : major);
    }

    private Future<Void> export(Visit visit) {
        var period = ReportPeriod.of(visit, "/reports/campaigns");
        String currency = visit.site().currency();
        return reports.of(visit.site(), period.period(), MOST_EXPORTED).compose(all -> {
            var csv = new CsvText(
                    "source",
                    "medium",
                    "campaign",
                    "people",
                    "hot",
                    "warm",
                    "orders",
                    "revenue",
                    "cost",
                    "clicks",
                    "impressions");
            for (CampaignFigures each : all) {
                Long cost = each.cost();
                csv.row(
                        each.campaign().source(),
                        each.campaign().medium(),
                        each.campaign().name(),
                        each.people(),
                        each.hot(),
                        each.warm(),
                        each.orders(),
                        CsvText.money(each.revenue(), currency),
                        cost == null ? null : CsvText.money(cost, currency),
                        each.clicks(),
                        each.impressions());
            }
            return csv.send(visit, "campaigns");
        });
    }

    private Future<Void> askCosts(Visit visit) {
        return costs(visit, 200, Field.of("csv", ""), Field.of("source", ""), Field.of("medium", ""), null);
    }

    private static Future<Void> costs(
            Visit visit, int status, Field csv, Field source, Field medium, CostImport.@Nullable Report report) {
        return visit.show(
                status,
                "reports/costs",
                RuleReportPages.SECTION,
                new CostsPage(csv, source, medium, report, visit.site().currency()));
    }

    private Future<Void> takeCosts(Visit visit) {
        var form = new Form(visit);
        String csv = form.raw("csv");
        return costs.take(visit.site(), csv, form.text("source"), form.text("medium"))
                .compose(report -> {
                    if (report.unusable().isPresent()) {
                        form.wrong(
                                "csv",
                                "cost.import." + report.unusable().get().name().toLowerCase(Locale.ROOT));
                        return costs(visit, 422, form.field("csv"), form.field("source"), form.field("medium"), null);
                    }
                    Field left = Field.of("csv", left(csv, report));
                    return audit.add(
                                    visit.account().email(),
                                    "cost.import",
                                    visit.site().id(),
                                    String.valueOf(report.taken()))
                            .compose(noted ->
                                    costs(visit, 200, left, form.field("source"), form.field("medium"), report));
                });
    }

    /** What was wrong stays in the box, under its heads, to be put right. */
    private static String left(String csv, CostImport.Report report) {
        List<String> lines = csv.lines().toList();
        if (report.mistakes().isEmpty()) {
            return "";
        }
        var left = new StringBuilder(lines.get(0));
        report.mistakes().forEach(wrong -> left.append('\n').append(lines.get(wrong.line() - 1)));
        return left.toString();
    }
}
