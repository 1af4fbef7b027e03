package io.warmtag.visitor;

import io.vertx.core.json.JsonObject;
import io.warmtag.visitor.model.BuyerRule;
import io.warmtag.visitor.model.CountsWhen;
import io.warmtag.visitor.model.ModelSettings;
import io.warmtag.visitor.model.WarmRule;
import io.warmtag.visitor.model.Weights;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A site's temperature settings as JSON: in the database and in the API. Durations are in ms. */
public final class SettingsJson {
    private SettingsJson() {}

    public static JsonObject write(ModelSettings settings) {
        return new JsonObject()
                .put("actions", numbers(settings.weights().actions()))
                .put("views", numbers(settings.weights().views()))
                .put("view_cap", settings.weights().viewCap())
                .put("half_life", settings.halfLife())
                .put("enter", settings.warm().enter())
                .put("leave", settings.warm().leave())
                .put("minimum_stay", settings.warm().minimumStay())
                .put("counts_when", settings.buyers().countsWhen().name().toLowerCase(Locale.ROOT))
                .put("hot_window", settings.buyers().hotWindow())
                .put("lapsing_after", settings.buyers().lapsingAfter())
                .put("lapsing_gaps", settings.buyers().lapsingGaps())
                .put("lapsed_after_only_order", settings.buyers().lapsedAfterOnlyOrder());
    }

    /** Reads what {@link #write} wrote; fields that are missing keep the default. */
    public static ModelSettings read(int version, JsonObject json) {
        ModelSettings defaults = ModelSettings.defaults();
        Weights weights = new Weights(
                json.containsKey("actions")
                        ? numbers(json.getJsonObject("actions"))
                        : defaults.weights().actions(),
                json.containsKey("views")
                        ? numbers(json.getJsonObject("views"))
                        : defaults.weights().views(),
                json.getDouble("view_cap", defaults.weights().viewCap()));
        var warm = new WarmRule(
                json.getDouble("enter", defaults.warm().enter()),
                json.getDouble("leave", defaults.warm().leave()),
                json.getLong("minimum_stay", defaults.warm().minimumStay()));
        BuyerRule known = defaults.buyers();
        var buyers = new BuyerRule(
                CountsWhen.valueOf(
                        json.getString("counts_when", known.countsWhen().name()).toUpperCase(Locale.ROOT)),
                json.getLong("hot_window", known.hotWindow()),
                json.getLong("lapsing_after", known.lapsingAfter()),
                json.getDouble("lapsing_gaps", known.lapsingGaps()),
                json.getLong("lapsed_after_only_order", known.lapsedAfterOnlyOrder()));
        return new ModelSettings(version, weights, json.getLong("half_life", defaults.halfLife()), warm, buyers);
    }

    private static JsonObject numbers(Map<String, Double> weights) {
        return new JsonObject(new TreeMap<String, Object>(weights));
    }

    private static Map<String, Double> numbers(JsonObject json) {
        Map<String, Double> weights = new HashMap<>();
        json.forEach(entry -> weights.put(entry.getKey(), ((Number) entry.getValue()).doubleValue()));
        return weights;
    }
}
