package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.report.CostImport;
import io.warmtag.report.Figures;
import io.warmtag.report.Moves;
import io.warmtag.report.Period;
import io.warmtag.report.ReportServices;
import io.warmtag.report.RuleReports;
import io.warmtag.rule.Rules;
import io.warmtag.rule.StoredRule;
import io.warmtag.site.Site;
import io.warmtag.web.HttpProblem;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of rules, how people moved, what campaigns brought, and what they cost. */
public final class ReportsApi implements ApiPart {
    private static final String PATH = "/sites/:site/reports";
    private static final int USUAL_DAYS = 28;
    private static final int MOST_CAMPAIGNS = 5_000;
    private static final List<String> COST_FIELDS =
            List.of("date", "source", "medium", "campaign", "cost", "clicks", "impressions");

    private final ReportServices reports;
    private final Rules rules;
    private final AuditStore audit;
    private final Clock clock;

    public ReportsApi(ReportServices reports, Rules rules, AuditStore audit, Clock clock) {
        this.reports = reports;
        this.rules = rules;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, PATH + "/rules", Scope.REPORTS_READ, this::allRules);
        endpoints.add(GET, PATH + "/rules/:rule", Scope.REPORTS_READ, this::oneRule);
        endpoints.add(PUT, PATH + "/rules/:rule", Scope.REPORTS_WRITE, this::setWindow);
        endpoints.add(GET, PATH + "/temperatures", Scope.REPORTS_READ, this::temperatures);
        endpoints.add(GET, PATH + "/campaigns", Scope.REPORTS_READ, this::campaigns);
        endpoints.add(POST, "/sites/:site/campaign-costs", Scope.REPORTS_WRITE, this::takeCosts);
    }

    private Future<Answer> allRules(Call call) {
        call.takesOnly("from", "to");
        Site site = call.site();
        Period period = period(call, site);
        return Future.all(rules.of(site), reports.rules().of(site, period)).map(all -> {
            List<StoredRule> stored = all.resultAt(0);
            var json = new ReportJson(site);
            return Answer.all(stored.stream()
                    .map(rule -> json.figures(
                            rule, all.<Map<Integer, Figures>>resultAt(1).getOrDefault(rule.id(), Figures.NONE)))
                    .toList());
        });
    }

    private Future<Answer> oneRule(Call call) {
        call.takesOnly("from", "to");
        Site site = call.site();
        Period period = period(call, site);
        return found(call)
                .compose(rule -> reports.rules()
                        .of(site, rule.id(), period)
                        .map(report -> Answer.of(new ReportJson(site).ofRule(rule, report))));
    }

    private Future<Answer> setWindow(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        long days = input.whole("window_days", input.required("window_days", 1L));
        if (days < 1 || days > RuleReports.MOST_WINDOW_DAYS) {
            input.wrong("window_days", "must be a whole number from 1 to " + RuleReports.MOST_WINDOW_DAYS + ".");
        }
        input.refuseOthers();
        input.check();
        return found(call)
                .compose(rule -> reports.rules()
                        .setWindow(site, rule.id(), (int) days)
                        .compose(set -> audit.add(
                                call.caller().actor(),
                                "rule.window",
                                site.id(),
                                rule.rule().name())))
                .map(Answer.DONE);
    }

    private Future<StoredRule> found(Call call) {
        String id = call.ctx().pathParam("rule");
        Site site = call.site();
        Future<Optional<StoredRule>> found = id.matches("\\d{1,9}")
                ? rules.find(site, Integer.parseInt(id))
                : Future.succeededFuture(Optional.empty());
        return found.map(rule -> rule.orElseThrow(() -> new HttpProblem(404, "There is no rule " + id + ".")));
    }

    private Future<Answer> temperatures(Call call) {
        call.takesOnly("days", "to");
        Site site = call.site();
        int days = call.parameter("days").map(ReportsApi::span).orElse(Moves.SPANS.get(0));
        LocalDate to = call.parameter("to").map(text -> day("to", text)).orElseGet(() -> today(site));
        return reports.moves().span(site, to, days).map(span -> Answer.of(ReportJson.moves(span, to, days)));
    }

    private static int span(String text) {
        return Moves.SPANS.stream()
                .filter(days -> text.equals(days.toString()))
                .findFirst()
                .orElseThrow(() -> Call.bad("days", "must be 7 or 28."));
    }

    private Future<Answer> campaigns(Call call) {
        call.takesOnly("from", "to");
        Site site = call.site();
        return reports.campaigns()
                .of(site, period(call, site), MOST_CAMPAIGNS)
                .map(all -> Answer.all(all.stream().map(ReportJson::campaign).toList()));
    }

    /** Either a table, of which the good lines are taken, or a list, of which all are or none. */
    private Future<Answer> takeCosts(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        boolean isTable = input.has("csv");
        String csv = input.text("csv", () -> "");
        String source = input.text("source", () -> "");
        String medium = input.text("medium", () -> "");
        JsonArray list = input.objects("costs");
        if (isTable == input.has("costs")) {
            input.wrong("costs", "or csv must be there, one of them.");
        }
        List<Map<String, String>> entries = entries(input, list);
        input.refuseOthers();
        input.check();
        Future<CostImport.Report> taken = isTable
                ? reports.costs().take(site, csv, source, medium)
                : reports.costs().takeAll(site, entries);
        return taken.compose(report -> {
            refuse(report, isTable);
            return audit.add(call.caller().actor(), "cost.import", site.id(), String.valueOf(report.taken()))
                    .map(noted -> Answer.of(ReportJson.costs(report)));
        });
    }

    private static List<Map<String, String>> entries(Input input, JsonArray list) {
        List<Map<String, String>> entries = new ArrayList<>();
        for (int i = 0; i < list.size() && input.isGood(); i++) {
            JsonObject entry = list.getJsonObject(i);
            Map<String, String> cells = new HashMap<>();
            for (String name : entry.fieldNames()) {
                if (!COST_FIELDS.contains(name)) {
                    input.wrong("costs[" + i + "]." + name, "is not a field here.");
                } else if (entry.getValue(name) instanceof Number number) {
                    cells.put(name, new BigDecimal(number.toString()).toPlainString());
                } else if (entry.getValue(name) != null) {
                    cells.put(name, String.valueOf(entry.getValue(name)));
                }
            }
            entries.add(cells);
        }
        return entries;
    }

    private static void refuse(CostImport.Report report, boolean isTable) {
        report.unusable().ifPresent(why -> {
            String field = isTable ? "csv" : "costs";
            String message = switch (why) {
                case NO_COLUMNS -> "must begin with a line that names the columns, among them date and cost.";
                case TOO_MANY_LINES -> "must have at most " + CostImport.MOST_LINES + " lines.";
            };
            throw new HttpProblem(
                    422, "Field " + field + " " + message, List.of(new HttpProblem.Field(field, message)));
        });
        if (!isTable && !report.mistakes().isEmpty()) {
            List<HttpProblem.Field> fields = report.mistakes().stream()
                    .map(wrong -> new HttpProblem.Field(
                            "costs[" + wrong.line() + "]." + wrong.field(), ReportJson.mistake(wrong.field())))
                    .toList();
            throw new HttpProblem(
                    422, "Field " + fields.get(0).field() + " " + fields.get(0).message(), fields);
        }
    }

    private Period period(Call call, Site site) {
        LocalDate to = call.parameter("to").map(text -> day("to", text)).orElseGet(() -> today(site));
        LocalDate from =
                call.parameter("from").map(text -> day("from", text)).orElseGet(() -> to.minusDays(USUAL_DAYS - 1L));
        if (from.isAfter(to)) {
            throw Call.bad("from", "must not be after to.");
        }
        return new Period(from, to.plusDays(1));
    }

    private LocalDate today(Site site) {
        return LocalDate.ofInstant(clock.instant(), site.timeZone());
    }

    private static LocalDate day(String name, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 2000 && day.getYear() < 3000) {
                return day;
            }
        } catch (DateTimeException unreadable) {
            throw Call.bad(name, "must be a day like 2026-05-20, of the site's calendar.");
        }
        throw Call.bad(name, "must be a day from 2000-01-01 to 2999-12-31.");
    }
}
