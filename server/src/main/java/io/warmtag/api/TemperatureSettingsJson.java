package io.warmtag.api;

import io.vertx.core.json.JsonObject;
import io.warmtag.visitor.model.BuyerRule;
import io.warmtag.visitor.model.CountsWhen;
import io.warmtag.visitor.model.ModelSettings;
import io.warmtag.visitor.model.SettingsCheck;
import io.warmtag.visitor.model.WarmRule;
import io.warmtag.visitor.model.Weights;
import java.util.Locale;

/** A new version of a site's temperature settings as it was sent: whole, so that nothing is changed by being left out. */
final class TemperatureSettingsJson {
    /** @param fromBeginning whether everybody's past is weighed anew */
    record Wanted(ModelSettings settings, boolean fromBeginning) {}

    private TemperatureSettingsJson() {}

    static Wanted read(JsonObject body) {
        var input = new Input(body);
        boolean fromBeginning = input.flag("from_beginning", () -> false);
        boolean there = input.has("settings");
        Input inner = input.object("settings");
        ModelSettings settings = ModelSettings.defaults();
        if (there) {
            settings = settings(inner);
            inner.refuseOthers();
        } else {
            input.wrong("settings", "is missing.");
        }
        input.refuseOthers();
        // Of values that couldn't be read nothing more is to be said.
        if (input.isGood()) {
            SettingsCheck.problems(settings)
                    .forEach(problem -> inner.wrong(snakeCase(problem.field()), problem.message() + "."));
        }
        input.check();
        return new Wanted(settings, fromBeginning);
    }

    private static ModelSettings settings(Input input) {
        ModelSettings stopgap = ModelSettings.defaults();
        var weights = new Weights(input.numbers("actions"), input.numbers("views"), number(input, "view_cap"));
        var warm = new WarmRule(number(input, "enter"), number(input, "leave"), whole(input, "minimum_stay"));
        var buyers = new BuyerRule(
                countsWhen(input),
                whole(input, "hot_window"),
                whole(input, "lapsing_after"),
                number(input, "lapsing_gaps"),
                whole(input, "lapsed_after_only_order"));
        for (String name : new String[] {"actions", "views"}) {
            if (!input.has(name)) {
                input.wrong(name, "is missing.");
            }
        }
        return new ModelSettings(stopgap.version(), weights, whole(input, "half_life"), warm, buyers);
    }

    private static double number(Input input, String name) {
        return input.number(name, input.required(name, 0.0));
    }

    private static long whole(Input input, String name) {
        return input.whole(name, input.required(name, 0L));
    }

    private static CountsWhen countsWhen(Input input) {
        String word = input.text("counts_when", input.required("counts_when", "placed"));
        return switch (word) {
            case "placed" -> CountsWhen.PLACED;
            case "delivered" -> CountsWhen.DELIVERED;
            default -> {
                input.wrong("counts_when", "must be \"placed\" or \"delivered\".");
                yield CountsWhen.PLACED;
            }
        };
    }

    /** {@code views[pageView]} keeps the event's name as it is. */
    private static String snakeCase(String field) {
        int bracket = field.indexOf('[');
        String name = bracket < 0 ? field : field.substring(0, bracket);
        String rest = bracket < 0 ? "" : field.substring(bracket);
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) + rest;
    }
}
