package io.warmtag.tools.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Api;
import io.warmtag.tools.Patience;
import io.warmtag.tools.fill.FilledAudience;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes to run rules over all that is stored: from the request to the result, people listed. One looks at few kinds
 * of events, as most do; one looks into every event's context, one into the items of many; two ask who comes into an audience,
 * by time as well, one of them by the score.
 */
final class BacktestBenchmark implements Benchmark {
    private static final Budget SECONDS = Budget.atMost(60, 30);
    private static final int DAYS = 30;
    private static final Patience PATIENCE = new Patience(1_200_000, 50);

    private final Workbench bench;
    private final FilledServer filled;

    /** What is run. */
    private record Wish(String name, String definition) {}

    BacktestBenchmark(Workbench bench, FilledServer filled) {
        this.bench = bench;
        this.filled = filled;
    }

    @Override
    public List<Figure> measure() throws Exception {
        FilledServer.Filled server = filled.get();
        Api api = bench.api(server.server());
        String site = "/api/v1/sites/" + server.site();
        int looking = FilledAudience.add(api, site, """
                {"name": "Looks around", "condition": {"kind": "all", "of": [
                    {"kind": "event", "name": "view_item", "least": 3, "minutes": 60}, {"kind": "orders", "most": 0}]}}""");
        int scoring = FilledAudience.add(api, site, """
                {"name": "Scores", "condition": {"kind": "score", "least": 6}}""");
        List<Wish> wishes = List.of(
                new Wish("backtest", """
                        {"name": "Left a cart", "when": {"kind": "event", "event": "add_to_cart", "after": 120,
                            "unless": {"order": true}}, "if": {"kind": "temperature", "is": ["warm"]},
                         "limits": {"per_person": {"times": 1, "days": 14}, "quiet": {"from": "22:00", "to": "09:00"}}}"""),
                new Wish("backtest, every event's context", """
                        {"name": "By phone", "when": {"kind": "event", "event": "view_item", "after": 60,
                            "unless": {"order": true}}, "purpose": "ad_storage",
                         "if": {"kind": "all", "of": [
                            {"kind": "visit", "which": "last", "field": "device", "op": "is", "values": ["mobile"]},
                            {"kind": "visit", "which": "any", "field": "url", "op": "contains", "values": ["product"], "minutes": 10080}]},
                         "limits": {"per_person": {"times": 1, "days": 7}}}"""),
                new Wish("backtest, an audience's comings", """
                        {"name": "Looked around", "when": {"kind": "audience", "audience": %d, "change": "entered"},
                         "limits": {"per_person": {"times": 1, "days": 7}}}""".formatted(looking)),
                new Wish("backtest, a score's comings", """
                        {"name": "Scored", "when": {"kind": "audience", "audience": %d, "change": "entered"},
                         "limits": {"per_person": {"times": 1, "days": 7}}}""".formatted(scoring)),
                new Wish("backtest, many events' items", """
                        {"name": "Looked at much", "when": {"kind": "event", "event": "view_item"},
                         "if": {"kind": "all", "of": [
                            {"kind": "event", "name": "view_item", "measure": "sum", "field": "value", "least": 3000, "minutes": 10080},
                            {"kind": "none", "of": [{"kind": "bought", "what": "seen"}]}]},
                         "limits": {"per_person": {"times": 1, "days": 7}}}"""));
        List<Figure> figures = new ArrayList<>();
        for (Wish wish : wishes) {
            bench.say(wish.name);
            figures.add(measure(api, site, wish));
        }
        return figures;
    }

    private Figure measure(Api api, String site, Wish wish) throws Exception {
        JsonObject rule = api.postJson(
                site + "/rules",
                new JsonObject().put("definition", new JsonObject(wish.definition).put("steps", new JsonArray())));
        String runs = site + "/rules/" + rule.getInteger("id") + "/backtests";
        long begin = System.nanoTime();
        String address = runs + "/"
                + api.postJson(runs, new JsonObject().put("days", DAYS)).getString("id");
        PATIENCE.until(
                () -> !api.getJson(address).getString("state").equals("running"),
                () -> "it is not done: " + api.getJson(address).encode());
        double seconds = (System.nanoTime() - begin) / 1e9;
        JsonObject run = api.getJson(address);
        JsonObject result = run.getJsonObject("result");
        if (!run.getString("state").equals("done") || result == null) {
            throw new IOException("it " + run.getString("state"));
        }
        String how = "the last " + DAYS + " days of "
                + Figure.number(filled.extent().events()) + " events of "
                + Figure.number(result.getLong("persons")) + " persons: "
                + Figure.number(result.getLong("times")) + " times for " + Figure.number(result.getLong("people"));
        return Figure.judged(wish.name, seconds, "s", SECONDS, how);
    }
}
