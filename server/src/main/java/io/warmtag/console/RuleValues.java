package io.warmtag.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.ValueJson;
import io.warmtag.rule.model.DataTest;
import io.warmtag.rule.model.Delay;
import io.warmtag.rule.model.Limits;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.Step;
import io.warmtag.rule.model.When;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule as the fields of its form have it: there and back, and where a problem belongs. */
final class RuleValues {
    private static final Map<String, Integer> UNITS = Map.of("minutes", 1, "hours", 60, "days", 1_440);
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
            Map.entry("when.after", "after"),
            Map.entry("when.unless", "unless_events"),
            Map.entry("when.unless.events", "unless_events"),
            Map.entry("if", "only"),
            Map.entry("limits.per_person.times", "person_times"),
            Map.entry("limits.per_person.days", "person_days"),
            Map.entry("limits.overall.times", "all_times"),
            Map.entry("limits.overall.days", "all_days"),
            Map.entry("limits.quiet.from", "quiet_from"),
            Map.entry("limits.quiet.to", "quiet_to"),
            Map.entry("limits.start", "start"),
            Map.entry("limits.end", "end"));

    private final Map<String, String> values;
    private final ZoneId zone;
    // Which row of the form became which member of the JSON's list; a wait is part of the row after it.
    private final List<Integer> tests = new ArrayList<>();
    private final List<Integer> steps = new ArrayList<>();

    private RuleValues(Map<String, String> values, ZoneId zone) {
        this.values = values;
        this.zone = zone;
    }

    static RuleValues typed(Visit visit) {
        Map<String, String> values = new HashMap<>();
        visit.ctx()
                .request()
                .formAttributes()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().trim()));
        return new RuleValues(values, visit.site().timeZone());
    }

    static RuleValues of(Rule rule, ZoneId zone) {
        var out = new RuleValues(new HashMap<>(), zone);
        out.put("name", rule.name());
        out.when(rule.when());
        out.delay(rule.delay());
        if (rule.condition() != null) {
            JsonObject condition = new JsonObject(ValueJson.write(rule.condition()));
            boolean simple = "audience".equals(condition.getString("kind")) && condition.size() == 2;
            out.put(simple ? "only" : "if", simple ? condition.getInteger("audience") : condition.encode());
        }
        out.steps(rule.steps());
        out.limits(rule.limits());
        out.put("holdout", rule.holdout());
        out.put("exit", rule.exit().name().toLowerCase(Locale.ROOT));
        out.put("purpose", rule.purpose());
        return out;
    }

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** How many rows of a table have been typed or are there. */
    int rows(String table) {
        int rows = 0;
        for (String name : values.keySet()) {
            if (name.startsWith(table + "[")) {
                String index = name.substring(table.length() + 1, name.indexOf(']'));
                rows = Math.max(rows, index.matches("\\d{1,2}") ? Integer.parseInt(index) + 1 : 0);
            }
        }
        return rows;
    }

    private void put(String name, @Nullable Object value) {
        values.put(name, value == null ? "" : String.valueOf(value));
    }

    private void when(When when) {
        if (when instanceof When.Happens happens) {
            put("kind", "event");
            put("event", happens.event());
            for (int i = 0; i < happens.where().size(); i++) {
                DataTest test = happens.where().get(i);
                put("where[" + i + "].path", test.path());
                put("where[" + i + "].op", test.op().code());
                put("where[" + i + "].value", test.value());
            }
        } else if (when instanceof When.Turns turns) {
            put("kind", "temperature");
            put("from", turns.from() == null ? "" : VisitorsPages.word(turns.from()));
            put("to", turns.to() == null ? "" : VisitorsPages.word(turns.to()));
        } else if (when instanceof When.Moves moves) {
            put("kind", moves.entered() ? "entered" : "left");
            put("audience", moves.audience());
        } else if (when instanceof When.Once once) {
            put("kind", "once");
            put("audience", once.audience());
            put("at", local(once.at()));
        }
    }

    private void delay(Delay delay) {
        time("after", "after_unit", delay.minutes());
        put("unless_order", delay.unlessOrder() ? "on" : "");
        put("unless_events", String.join(", ", delay.unlessEvents()));
    }

    private void time(String field, String unit, int minutes) {
        String largest = minutes > 0 && minutes % 1_440 == 0 ? "days" : minutes > 0 && minutes % 60 == 0 ? "hours" : "minutes";
        put(field, minutes == 0 ? "" : minutes / UNITS.getOrDefault(largest, 1));
        put(unit, minutes == 0 ? "hours" : largest);
    }

    private void steps(List<Step> all) {
        int row = 0;
        int waits = 0;
        for (Step step : all) {
            String place = "steps[" + row + "].";
            if (step instanceof Step.Wait wait) {
                waits += wait.minutes();
                continue;
            }
            time(place + "after", place + "unit", waits);
            if (step instanceof Step.Offer offer) {
                put(place + "what", "offer:" + offer.offer());
            } else if (step instanceof Step.Send send) {
                put(place + "what", "send:" + send.destination());
                put(place + "event", send.event());
            }
            waits = 0;
            row++;
        }
    }

    private void limits(Limits limits) {
        often("person", limits.perPerson());
        often("all", limits.overall());
        put("quiet_from", limits.quiet() == null ? "" : limits.quiet().from());
        put("quiet_to", limits.quiet() == null ? "" : limits.quiet().to());
        put("start", local(limits.start()));
        put("end", local(limits.end()));
    }

    private void often(String name, @Nullable Often often) {
        put(name + "_times", often == null ? "" : often.times());
        put(name + "_days", often == null ? "" : often.days());
    }

    private String local(@Nullable Instant time) {
        return time == null
                ? ""
                : LocalDateTime.ofInstant(time, zone).withSecond(0).withNano(0).toString();
    }

    /** What was typed, as JSON to be checked; what can't be read stays as it is, so that the check says so. */
    JsonObject json() {
        var json = new JsonObject()
                .put("name", get("name"))
                .put("when", jsonWhen())
                .put("steps", jsonSteps())
                .put("limits", jsonLimits())
                .put("exit", get("exit"))
                .put("purpose", get("purpose"));
        if (!get("holdout").isEmpty()) {
            json.put("holdout", number(get("holdout")));
        }
        if (!get("only").isEmpty()) {
            json.put("if", new JsonObject().put("kind", "audience").put("audience", number(get("only"))));
        } else if (!get("if").isEmpty()) {
            json.put("if", new JsonObject(get("if")));
        }
        return json;
    }

    private JsonObject jsonWhen() {
        String kind = get("kind");
        var when = new JsonObject();
        switch (kind) {
            case "event" -> when.put("kind", "event").put("event", get("event")).put("where", jsonTests());
            case "entered", "left" ->
                when.put("kind", "audience").put("change", kind).put("audience", number(get("audience")));
            case "once" -> {
                when.put("kind", "once").put("audience", number(get("audience")));
                instant(when, "at", get("at"));
            }
            default -> when.put("kind", kind).put("from", get("from")).put("to", get("to"));
        }
        if (!get("after").isEmpty() && !kind.equals("once")) {
            var events = new JsonArray();
            for (String name : get("unless_events").split(",")) {
                if (!name.isBlank()) {
                    events.add(name.trim());
                }
            }
            when.put("after", minutes(get("after"), get("after_unit")))
                    .put("unless", new JsonObject().put("order", !get("unless_order").isEmpty()).put("events", events));
        }
        return when;
    }

    private JsonArray jsonTests() {
        var all = new JsonArray();
        for (int row = 0; row < rows("where"); row++) {
            String place = "where[" + row + "].";
            if (!get(place + "path").isEmpty() || !get(place + "value").isEmpty()) {
                tests.add(row);
                all.add(new JsonObject()
                        .put("path", get(place + "path"))
                        .put("op", get(place + "op"))
                        .put("value", latin(get(place + "value"))));
            }
        }
        return all;
    }

    private JsonArray jsonSteps() {
        var all = new JsonArray();
        for (int row = 0; row < rows("steps"); row++) {
            String place = "steps[" + row + "].";
            String[] what = get(place + "what").split(":", 2);
            if (what.length < 2) {
                continue;
            }
            if (!get(place + "after").isEmpty() && !get(place + "after").equals("0")) {
                steps.add(row);
                all.add(new JsonObject()
                        .put("kind", "wait")
                        .put("minutes", minutes(get(place + "after"), get(place + "unit"))));
            }
            steps.add(row);
            all.add(
                    what[0].equals("offer")
                            ? new JsonObject().put("kind", "offer").put("offer", number(what[1]))
                            : new JsonObject()
                                    .put("kind", "send")
                                    .put("destination", number(what[1]))
                                    .put("event", get(place + "event")));
        }
        return all;
    }

    private JsonObject jsonLimits() {
        var limits = new JsonObject();
        jsonOften(limits, "per_person", "person");
        jsonOften(limits, "overall", "all");
        if (!get("quiet_from").isEmpty() || !get("quiet_to").isEmpty()) {
            limits.put("quiet", new JsonObject().put("from", get("quiet_from")).put("to", get("quiet_to")));
        }
        instant(limits, "start", get("start"));
        instant(limits, "end", get("end"));
        return limits;
    }

    private void jsonOften(JsonObject limits, String name, String field) {
        String times = get(field + "_times");
        String days = get(field + "_days");
        if (!times.isEmpty() || !days.isEmpty()) {
            limits.put(name, new JsonObject().put("times", number(times)).put("days", number(days)));
        }
    }

    private void instant(JsonObject json, String name, String typed) {
        if (!typed.isEmpty()) {
            try {
                json.put(name, LocalDateTime.parse(typed).atZone(zone).toInstant().toString());
            } catch (DateTimeException e) {
                json.put(name, typed);
            }
        }
    }

    private static Object minutes(String typed, String unit) {
        return number(typed) instanceof Integer count && count < 1_000_000
                ? (Object) (count * UNITS.getOrDefault(unit, 1))
                : typed;
    }

    /** A whole number in Latin or Bengali digits; else the text itself. */
    private static Object number(String typed) {
        String latin = latin(typed);
        return latin.matches("\\d{1,9}") ? (Object) Integer.parseInt(latin) : typed;
    }

    private static String latin(String typed) {
        var latin = new StringBuilder();
        typed.codePoints()
                .forEach(c -> latin.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        return latin.toString();
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
