package io.warmtag.console;

import io.warmtag.console.Input.Group;
import io.warmtag.console.Input.Label;
import io.warmtag.console.Input.Option;
import io.warmtag.console.Input.Row;
import io.warmtag.console.Input.Table;
import io.warmtag.console.Input.When;
import io.warmtag.rule.Available;
import io.warmtag.rule.model.DataTest;
import io.warmtag.rule.model.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The form of a rule: when, for whom, what then, how often. */
final class RuleInputs {
    private static final int LEAST_ROWS = 2;
    private static final String[] OF_PRODUCTS = {"price_drop", "back_in_stock", "new_product"};
    private static final List<String> KINDS = List.of(
            "event", "temperature", "entered", "left", "price_drop", "back_in_stock", "new_product", "date", "once");

    private final Visit visit;
    private final RuleValues values;
    private final Available available;
    private final List<String> events;
    private final List<String> dates;
    private final Wrongs wrongs;

    /** @param key of its title in the message files: {@code rule.section.<key>} */
    record Section(String key, List<Input> inputs) {}

    /**
     * @param events names that the site has had
     * @param dates names of what profiles have dates in
     */
    RuleInputs(
            Visit visit,
            RuleValues values,
            Available available,
            List<String> events,
            List<String> dates,
            Wrongs wrongs) {
        this.visit = visit;
        this.values = values;
        this.available = available;
        this.events = events;
        this.dates = dates;
        this.wrongs = wrongs;
    }

    /** @param more the table that gets another row, or empty */
    List<Section> sections(String more) {
        return List.of(
                new Section("when", when(more)),
                new Section("if", List.of()),
                new Section("then", List.of(steps(more))),
                new Section("limits", limits()),
                new Section("proof", proof()));
    }

    private List<Input> when(String more) {
        List<Input> inputs = new ArrayList<>();
        inputs.add(line("name", "plain"));
        inputs.add(choice("kind", titled("rule.kind", KINDS)));
        inputs.add(line("event", "name").withWhen(is("event")));
        inputs.add(tests(more).withWhen(is("event")));
        Map<String, String> temperatures = titled("temperature", List.of("hot", "warm", "cold"));
        inputs.add(choice("from", any(temperatures)).withWhen(is("temperature")));
        inputs.add(choice("to", any(temperatures)).withWhen(is("temperature")));
        inputs.add(choice("audience", named(available.audiences())).withWhen(is("entered", "left", "once")));
        inputs.add(line("at", "time").withWhen(is("once")));
        inputs.add(choice("did", titled("rule.did", List.of("viewed", "carted", "bought")))
                .withWhen(is(OF_PRODUCTS)));
        inputs.add(line("did_days", "number").withWhen(is(OF_PRODUCTS)));
        inputs.add(line("percent", "number").withWhen(is("price_drop")));
        inputs.add(line("category", "plain").withWhen(is(OF_PRODUCTS)));
        inputs.add(line("property", "name").withWhen(is("date")));
        inputs.add(line("date_days", "number").withWhen(is("date")));
        inputs.add(choice("date_side", titled("rule.side", List.of("after", "before")))
                .withWhen(is("date")));
        inputs.add(line("date_time", "clock").withWhen(is("date")));
        inputs.add(check("yearly").withWhen(is("date")));
        When notOnce = is(KINDS.stream()
                .filter(kind -> !kind.equals("once") && !kind.equals("date"))
                .toArray(String[]::new));
        inputs.add(line("after", "number").withWhen(notOnce));
        inputs.add(choice("after_unit", units()).withWhen(notOnce));
        inputs.add(check("unless_order").withWhen(notOnce));
        inputs.add(line("unless_events", "plain").withWhen(notOnce));
        return inputs;
    }

    private static When is(String... kinds) {
        return new When(
                "kind",
                "["
                        + String.join(
                                ",",
                                Arrays.stream(kinds)
                                        .map(kind -> '"' + kind + '"')
                                        .toList()) + "]");
    }

    private Input tests(String more) {
        Map<String, String> operators = titled(
                "rule.op",
                Arrays.stream(DataTest.Op.values()).map(DataTest.Op::code).toList());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count("where", more); i++) {
            String place = "where[" + i + "].";
            rows.add(new Row(List.of(
                    cell(place, "path", "where.path", "plain"),
                    choice(place + "op", "where.op", operators),
                    cell(place, "value", "where.value", "plain"))));
        }
        return table("where", List.of("where.path", "where.op", "where.value"), rows);
    }

    private Input steps(String more) {
        Map<String, String> what = new LinkedHashMap<>(Map.of("", visit.text("rule.field.none")));
        available
                .offers()
                .forEach((id, name) -> what.put("offer:" + id, visit.text("rule.show", Map.of("name", name))));
        available.destinations().forEach((id, name) -> {
            if (available.lists().contains(id)) {
                what.put("enlist:" + id, visit.text("rule.enlist", Map.of("name", name)));
                what.put("delist:" + id, visit.text("rule.delist", Map.of("name", name)));
            } else {
                what.put("send:" + id, visit.text("rule.tell", Map.of("name", name)));
            }
        });
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count("steps", more); i++) {
            String place = "steps[" + i + "].";
            rows.add(new Row(List.of(
                    cell(place, "after", "steps.after", "number"),
                    choice(place + "unit", "steps.unit", units()),
                    choice(place + "what", "steps.what", what),
                    cell(place, "event", "steps.event", "plain"))));
        }
        return table("steps", List.of("steps.after", "steps.unit", "steps.what", "steps.event"), rows);
    }

    private int count(String table, String more) {
        return Math.max(LEAST_ROWS, values.rows(table) + (more.equals(table) ? 1 : 0));
    }

    private Map<String, String> units() {
        return titled("rule.unit", List.of("minutes", "hours", "days"));
    }

    private List<Input> limits() {
        return List.of(
                line("person_times", "number"),
                line("person_days", "number"),
                line("all_times", "number"),
                line("all_days", "number"),
                line("budget", "number"),
                check("together"),
                line("quiet_from", "clock"),
                line("quiet_to", "clock"),
                line("start", "time"),
                line("end", "time"));
    }

    private List<Input> proof() {
        Map<String, String> purposes = new LinkedHashMap<>(Map.of("", visit.text("rule.purpose.none")));
        purposes.putAll(titled("rule.purpose", Rule.PURPOSES));
        return List.of(
                line("holdout", "number"),
                choice("exit", titled("rule.exit", List.of("order", "none"))),
                choice("purpose", purposes));
    }

    private Map<String, String> any(Map<String, String> options) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("", visit.text("rule.field.any")));
        all.putAll(options);
        return all;
    }

    private Map<String, String> named(Map<Integer, String> names) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("", visit.text("rule.field.none")));
        names.forEach((id, name) -> all.put(String.valueOf(id), name));
        return all;
    }

    private Map<String, String> titled(String prefix, List<String> codes) {
        Map<String, String> titles = new LinkedHashMap<>();
        codes.forEach(code -> titles.put(code, visit.text(prefix + "." + code)));
        return titles;
    }

    private Label label(String name, String key) {
        String help = "rule.field." + key + ".help";
        return new Label(
                name, visit.text("rule.field." + key), visit.knows(help) ? visit.text(help) : "", key.equals("name"));
    }

    private Input line(String name, String kind) {
        List<Group> known = kind.equals("name")
                ? List.of(new Group(
                        "",
                        (name.equals("property") ? dates : events)
                                .stream()
                                        .map(each -> new Option(each, each, false))
                                        .toList()))
                : List.of();
        return new Input(label(name, name), kind, values.get(name), known, Table.NONE, wrongs.take(name), When.ALWAYS);
    }

    private Input check(String name) {
        String on = values.get(name).isEmpty() ? "false" : "true";
        return new Input(label(name, name), "check", on, List.of(), Table.NONE, wrongs.take(name), When.ALWAYS);
    }

    private Input cell(String place, String name, String key, String kind) {
        String field = place + name;
        return new Input(
                label(field, key), kind, values.get(field), List.of(), Table.NONE, wrongs.take(field), When.ALWAYS);
    }

    private Input choice(String name, Map<String, String> options) {
        return choice(name, name, options);
    }

    private Input choice(String name, String key, Map<String, String> options) {
        String chosen = values.get(name);
        List<Option> all = options.entrySet().stream()
                .map(each ->
                        new Option(each.getKey(), each.getValue(), each.getKey().equals(chosen)))
                .toList();
        return new Input(
                label(name, key),
                "choice",
                chosen,
                List.of(new Group("", all)),
                Table.NONE,
                wrongs.take(name),
                When.ALWAYS);
    }

    private Input table(String name, List<String> titles, List<Row> rows) {
        var table = new Table(
                titles.stream().map(title -> visit.text("rule.field." + title)).toList(), rows);
        return new Input(label(name, name), "table", "", List.of(), table, wrongs.take(name), When.ALWAYS);
    }
}
