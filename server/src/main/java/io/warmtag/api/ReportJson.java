package io.warmtag.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.report.CampaignFigures;
import io.warmtag.report.CostImport;
import io.warmtag.report.Done;
import io.warmtag.report.Figures;
import io.warmtag.report.Met;
import io.warmtag.report.MoveStore.Span;
import io.warmtag.report.RuleReports.OfRule;
import io.warmtag.report.model.Comparison;
import io.warmtag.report.model.Lift;
import io.warmtag.rule.StoredRule;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.LocalDate;

/** Reports as JSON. Sums of money are whole numbers of the minor unit of the site's currency. */
final class ReportJson {
    private final Site site;

    ReportJson(Site site) {
        this.site = site;
    }

    JsonObject figures(StoredRule rule, Figures figures) {
        JsonObject json = figures(figures)
                .put("rule", rule.id())
                .put("name", rule.rule().name())
                .put("state", rule.state().word())
                .put("currency", site.currency());
        return json.put("lift", lift(figures.lift(rule.rule().holdout() > 0)));
    }

    JsonObject ofRule(StoredRule rule, OfRule report) {
        var versions = new JsonArray();
        report.versions()
                .forEach((number, figures) -> versions.add(figures(figures).put("version", number)));
        var variants = new JsonArray();
        report.variants()
                .forEach(variant -> variants.add(
                        met(variant.met()).put("offer", variant.offer()).put("variant", variant.variant())));
        var days = new JsonArray();
        report.days()
                .forEach(day ->
                        days.add(figures(day.figures()).put("day", day.day().toString())));
        return figures(rule, report.all())
                .put("window_days", report.window())
                .put("counted_at", report.computedAt().map(Instant::toString).orElse(null))
                .put("before", figures(report.before()))
                .put("versions", versions)
                .put("variants", variants)
                .put("days", days);
    }

    private static JsonObject figures(Figures figures) {
        Done done = figures.done();
        return new JsonObject()
                .put("fired", done.fired())
                .put("held_out", done.heldOut())
                .put("limited", done.limited())
                .put("given_up", done.givenUp())
                .put("shown", done.shown())
                .put("clicked", done.clicked())
                .put("dismissed", done.dismissed())
                .put("delivered", done.delivered())
                .put("withheld", done.withheld())
                .put("failed", done.failed())
                .put("met", met(figures.treated()))
                .put("met_held_out", met(figures.heldOut()));
    }

    private static JsonObject met(Met met) {
        return new JsonObject()
                .put("people", met.persons())
                .put("bought", met.buyers())
                .put("orders", met.orders())
                .put("revenue", met.revenue())
                .put("over", met.over().persons())
                .put("over_bought", met.over().buyers())
                .put("over_revenue", Math.round(met.over().revenue()));
    }

    private static JsonObject lift(Lift lift) {
        return new JsonObject().put("bought", comparison(lift.buyers())).put("revenue", comparison(lift.revenue()));
    }

    private static JsonObject comparison(Comparison comparison) {
        boolean known = comparison.isKnown();
        return new JsonObject()
                .put("verdict", comparison.verdict().code())
                .put("difference", known ? comparison.difference() : null)
                .put("low", known ? comparison.interval().low() : null)
                .put("high", known ? comparison.interval().high() : null)
                .put("missing", comparison.missing());
    }

    static JsonObject moves(Span span, LocalDate to, int days) {
        var moves = new JsonArray();
        span.moves()
                .forEach(move -> moves.add(new JsonObject()
                        .put("from", move.from().code())
                        .put("to", move.to().code())
                        .put("people", move.people())));
        return new JsonObject()
                .put("to", to.toString())
                .put("days", days)
                .put("counted_at", span.computedAt().map(Instant::toString).orElse(null))
                .put("moves", moves);
    }

    static JsonObject campaign(CampaignFigures figures) {
        return new JsonObject()
                .put("source", figures.campaign().source())
                .put("medium", figures.campaign().medium())
                .put("campaign", figures.campaign().name())
                .put("people", figures.people())
                .put("hot", figures.hot())
                .put("warm", figures.warm())
                .put("orders", figures.orders())
                .put("revenue", figures.revenue())
                .put("cost", figures.cost())
                .put("clicks", figures.clicks())
                .put("impressions", figures.impressions());
    }

    static JsonObject costs(CostImport.Report report) {
        var wrong = new JsonArray();
        report.mistakes()
                .forEach(mistake -> wrong.add(new JsonObject()
                        .put("line", mistake.line())
                        .put("field", mistake.field())
                        .put("message", mistake(mistake.field()))));
        return new JsonObject()
                .put("taken", report.taken())
                .put("stored", report.stored())
                .put("wrong", wrong);
    }

    static String mistake(String field) {
        return switch (field) {
            case "date" -> "must be a day like 2026-11-20.";
            case "cost" -> "must be a sum of money, not below zero.";
            case "source", "medium" -> "must have 1 to 100 characters.";
            case "campaign" -> "must have at most 100 characters.";
            default -> "must be a whole number, not below zero.";
        };
    }
}
