package io.warmtag.console;

import io.warmtag.visitor.model.BuyerRule;
import io.warmtag.visitor.model.CountsWhen;
import io.warmtag.visitor.model.ModelSettings;
import io.warmtag.visitor.model.SettingsCheck;
import io.warmtag.visitor.model.WarmRule;
import io.warmtag.visitor.model.Weights;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Between the temperature settings and what is typed: days and hours for people, ms for the model. */
final class TemperatureForm {
    /** Fields that ask for a number in days or hours, by the name that {@link SettingsCheck} gives them. */
    private static final Map<String, String> FIELDS = Map.of(
            "halfLife", "half_life",
            "enter", "enter",
            "leave", "leave",
            "minimumStay", "minimum_stay",
            "viewCap", "view_cap",
            "hotWindow", "hot_window",
            "lapsingAfter", "lapsing_after",
            "lapsingGaps", "lapsing_gaps",
            "lapsedAfterOnlyOrder", "lapsed_after");

    private final Form form;

    TemperatureForm(Form form) {
        this.form = form;
    }

    /** Every event name that has a weight or was given one. */
    static Set<String> names(ModelSettings settings) {
        Set<String> names = new TreeSet<>(settings.weights().actions().keySet());
        names.addAll(settings.weights().views().keySet());
        return names;
    }

    /** The name of a weight's field. */
    static String weight(String event) {
        return "weight." + event;
    }

    /** The settings as typed; what is wrong with them is noted in the form. */
    ModelSettings read(ModelSettings before, List<String> events) {
        Map<String, Double> actions = new HashMap<>();
        Map<String, Double> views = new HashMap<>();
        for (String event : events) {
            boolean isView = before.weights().views().containsKey(event);
            double weight = form.text(weight(event)).isEmpty() ? 0 : form.number(weight(event));
            if (weight != 0) {
                (isView ? views : actions).put(event, weight);
            }
        }
        addNew(actions);
        ModelSettings settings = new ModelSettings(
                before.version() + 1,
                new Weights(actions, views, form.number("view_cap")),
                days("half_life"),
                new WarmRule(form.number("enter"), form.number("leave"), hours("minimum_stay")),
                new BuyerRule(
                        form.text("counts_when").equals("delivered") ? CountsWhen.DELIVERED : CountsWhen.PLACED,
                        days("hot_window"),
                        days("lapsing_after"),
                        form.number("lapsing_gaps"),
                        days("lapsed_after")));
        check(settings);
        return settings;
    }

    private void addNew(Map<String, Double> actions) {
        String name = form.text("new_name");
        if (!name.isEmpty()) {
            actions.put(name, form.number("new_weight"));
        }
    }

    private long days(String field) {
        return ms(field, Duration.ofDays(1));
    }

    private long hours(String field) {
        return ms(field, Duration.ofHours(1));
    }

    private long ms(String field, Duration unit) {
        double value = form.number(field);
        return Double.isNaN(value) ? 0 : Math.round(value * unit.toMillis());
    }

    private void check(ModelSettings settings) {
        for (SettingsCheck.Problem problem : SettingsCheck.problems(settings)) {
            String field = problem.field();
            int bracket = field.indexOf('[');
            if (bracket > 0) {
                String event = field.substring(bracket + 1, field.length() - 1);
                boolean added = event.equals(form.text("new_name"));
                form.wrong(added ? "new_weight" : weight(event), "wrong.weight");
            } else {
                String name = FIELDS.getOrDefault(field, "new_name");
                form.wrong(name, "wrong." + name);
            }
        }
    }
}
