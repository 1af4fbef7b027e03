package io.warmtag.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.ValueJson;
import io.warmtag.rule.model.Step;
import io.warmtag.text.Digits;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes of a rule's form the JSON that is checked, and finds the fields that problems with it belong to. */
final class RuleFormJson {
    /** Where a problem of the JSON belongs in the form. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("when", "kind"),
            Map.entry("when.kind", "kind"),
            Map.entry("when.event", "event"),
            Map.entry("when.where", "where"),
            Map.entry("when.from", "from"),
            Map.entry("when.to", "to"),
            Map.entry("when.audience", "audience"),
            Map.entry("when.at", "at"),
            Map.entry("when.did", "did"),
            Map.entry("when.days", "did_days"),
            Map.entry("when.percent", "percent"),
            Map.entry("when.category", "category"),
            Map.entry("when.after", "after"),
            Map.entry("when.unless", "unless_events"),
            Map.entry("when.unless.events", "unless_events"),
            Map.entry("limits.per_person.times", "person_times"),
            Map.entry("limits.per_person.days", "person_days"),
            Map.entry("limits.overall.times", "all_times"),
            Map.entry("limits.overall.days", "all_days"),
            Map.entry("limits.quiet.from", "quiet_from"),
            Map.entry("limits.quiet.to", "quiet_to"),
            Map.entry("when.property", "property"),
            Map.entry("when.offset", "date_days"),
            Map.entry("when.time", "date_time"),
            Map.entry("limits.budget", "budget"),
            Map.entry("limits.start", "start"),
            Map.entry("limits.end", "end"));

    private final RuleValues values;
    private final ConditionNode condition;
    // Which row of the form became which member of the JSON's list; a wait is part of the row after it.
    private final List<Integer> tests = new ArrayList<>();
    private final List<Integer> steps = new ArrayList<>();

    /** @param condition without parts: there is none */
    RuleFormJson(RuleValues values, ConditionNode condition) {
        this.values = values;
        this.condition = condition;
    }

    /** What was typed, as JSON to be checked; what can't be read stays as it is, so that the check says so. */
    JsonObject json() {
        var json = new JsonObject()
                .put("name", values.get("name"))
                .put("when", jsonWhen())
                .put("steps", jsonSteps())
                .put("limits", jsonLimits())
                .put("exit", values.get("exit"))
                .put("purpose", values.get("purpose"));
        if (!values.get("holdout").isEmpty()) {
            json.put("holdout", number(values.get("holdout")));
        }
        if (!condition.parts().isEmpty()) {
            json.put("if", new JsonObject(ValueJson.write(ConditionForm.json(condition))));
        }
        return json;
    }

    private JsonObject jsonWhen() {
        String kind = values.get("kind");
        var when = new JsonObject();
        switch (kind) {
            case "event" ->
                when.put("kind", "event").put("event", values.get("event")).put("where", jsonTests());
            case "entered", "left" ->
                when.put("kind", "audience").put("change", kind).put("audience", number(values.get("audience")));
            case "price_drop", "back_in_stock", "new_product" -> {
                when.put("kind", kind)
                        .put("did", values.get("did"))
                        .put("days", number(values.get("did_days")))
                        .put("category", values.get("category"));
                if (kind.equals("price_drop") && !values.get("percent").isEmpty()) {
                    when.put("percent", number(values.get("percent")));
                }
            }
            case "once" -> {
                when.put("kind", "once").put("audience", number(values.get("audience")));
                instant(when, "at", values.get("at"));
            }
            case "date" -> jsonDate(when);
            default -> when.put("kind", kind).put("from", values.get("from")).put("to", values.get("to"));
        }
        if (!values.get("after").isEmpty() && !kind.equals("once") && !kind.equals("date")) {
            var events = new JsonArray();
            for (String name : values.get("unless_events").split(",")) {
                if (!name.isBlank()) {
                    events.add(name.trim());
                }
            }
            when.put("after", minutes(values.get("after"), values.get("after_unit")))
                    .put(
                            "unless",
                            new JsonObject()
                                    .put("order", !values.get("unless_order").isEmpty())
                                    .put("events", events));
        }
        return when;
    }

    private void jsonDate(JsonObject when) {
        Object days = values.get("date_days").isEmpty() ? Integer.valueOf(0) : number(values.get("date_days"));
        boolean before = values.get("date_side").equals("before") && days instanceof Integer;
        when.put("kind", "date")
                .put("property", values.get("property"))
                .put("offset", before ? (Object) (-(Integer) days) : days)
                .put("yearly", !values.get("yearly").isEmpty());
        if (!values.get("date_time").isEmpty()) {
            when.put("time", values.get("date_time"));
        }
    }

    private JsonArray jsonTests() {
        var all = new JsonArray();
        for (int row = 0; row < values.rows("where"); row++) {
            String place = "where[" + row + "].";
            if (!values.get(place + "path").isEmpty()
                    || !values.get(place + "value").isEmpty()) {
                tests.add(row);
                all.add(new JsonObject()
                        .put("path", values.get(place + "path"))
                        .put("op", values.get(place + "op"))
                        .put("value", Digits.latin(values.get(place + "value"))));
            }
        }
        return all;
    }

    private JsonArray jsonSteps() {
        var all = new JsonArray();
        for (int row = 0; row < values.rows("steps"); row++) {
            String place = "steps[" + row + "].";
            String[] what = values.get(place + "what").split(":", 2);
            if (what.length < 2) {
                continue;
            }
            if (!values.get(place + "after").isEmpty()
                    && !values.get(place + "after").equals("0")) {
                steps.add(row);
                all.add(new JsonObject()
                        .put("kind", "wait")
                        .put("minutes", minutes(values.get(place + "after"), values.get(place + "unit"))));
            }
            steps.add(row);
            all.add(
                    what[0].equals("offer")
                            ? new JsonObject().put("kind", "offer").put("offer", number(what[1]))
                            : new JsonObject()
                                    .put("kind", "send")
                                    .put("destination", number(what[1]))
                                    .put("event", event(what[0], values.get(place + "event"))));
        }
        return all;
    }

    private static String event(String what, String typed) {
        return switch (what) {
            case "enlist" -> Step.Send.ENLIST;
            case "delist" -> Step.Send.DELIST;
            default -> typed;
        };
    }

    private JsonObject jsonLimits() {
        var limits = new JsonObject();
        jsonOften(limits, "per_person", "person");
        jsonOften(limits, "overall", "all");
        if (!values.get("quiet_from").isEmpty() || !values.get("quiet_to").isEmpty()) {
            limits.put(
                    "quiet",
                    new JsonObject().put("from", values.get("quiet_from")).put("to", values.get("quiet_to")));
        }
        instant(limits, "start", values.get("start"));
        instant(limits, "end", values.get("end"));
        if (!values.get("budget").isEmpty()) {
            limits.put("budget", number(values.get("budget")));
        }
        limits.put("together", !values.get("together").isEmpty());
        return limits;
    }

    private void jsonOften(JsonObject limits, String name, String field) {
        String times = values.get(field + "_times");
        String days = values.get(field + "_days");
        if (!times.isEmpty() || !days.isEmpty()) {
            limits.put(name, new JsonObject().put("times", number(times)).put("days", number(days)));
        }
    }

    private void instant(JsonObject json, String name, String typed) {
        if (!typed.isEmpty()) {
            try {
                json.put(
                        name,
                        LocalDateTime.parse(typed)
                                .atZone(values.zone())
                                .toInstant()
                                .toString());
            } catch (DateTimeException e) {
                json.put(name, typed);
            }
        }
    }

    private static Object minutes(String typed, String unit) {
        return number(typed) instanceof Integer count && count < 1_000_000
                ? (Object) (count * RuleValues.UNITS.getOrDefault(unit, 1))
                : typed;
    }

    /** A whole number in Latin or Bengali digits; else the text itself. */
    private static Object number(String typed) {
        String latin = Digits.latin(typed);
        return latin.matches("\\d{1,9}") ? (Object) Integer.parseInt(latin) : typed;
    }

    /** The same problem, at the field of the form that it is about; to be asked after {@link #json}. */
    Problem placed(Problem problem) {
        String field = problem.field();
        String placed = FIELDS.getOrDefault(field, field);
        if (field.startsWith("when.where[")) {
            placed = row("where", tests, field.substring("when.where".length()));
        } else if (field.startsWith("steps[")) {
            placed = row("steps", steps, field.substring("steps".length()))
                    .replace(".minutes", ".after")
                    .replaceAll("\\.(offer|destination|kind)$", ".what");
        }
        return new Problem(placed, problem.message());
    }

    private static String row(String table, List<Integer> rows, String rest) {
        int end = rest.indexOf(']');
        return table + "[" + rows.get(Integer.parseInt(rest.substring(1, end))) + rest.substring(end);
    }
}
