package io.warmtag.console;

import io.warmtag.catalog.BuiltIn;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.ParamSpec;
import io.warmtag.catalog.Template;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.catalog.Words;
import io.warmtag.console.Input.Group;
import io.warmtag.console.Input.Label;
import io.warmtag.console.Input.Option;
import io.warmtag.console.Input.Row;
import io.warmtag.console.Input.Table;
import io.warmtag.console.Input.When;
import io.warmtag.container.model.Condition;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes fields of values and their descriptions. */
final class Inputs {
    private final Visit visit;
    private final Catalog catalog;
    private final Content content;
    private final Wrongs wrongs;
    private final String oneMore;

    /** @param oneMore the table that is to have another empty row, by the name of its field; empty: none */
    Inputs(Visit visit, Catalog catalog, Content content, Wrongs wrongs, String oneMore) {
        this.visit = visit;
        this.catalog = catalog;
        this.content = content;
        this.wrongs = wrongs;
        this.oneMore = oneMore;
    }

    /** A type's parameters. */
    List<Input> params(List<ParamSpec> specs, Value.Fields params) {
        return specs.stream().map(spec -> param("params.", spec, params)).toList();
    }

    private Input param(String place, ParamSpec spec, Value.Fields values) {
        Value value = values.get(spec.id()).or(spec::usual).orElse(Value.NOTHING);
        var label = new Label(
                place + spec.id(),
                words(spec.title()),
                spec.help().map(this::words).orElse(""),
                spec.required());
        Input input = switch (spec.kind()) {
            case TEXT -> line(label, text(value), text(value).contains("\n") ? "area" : "text");
            case NUMBER -> line(label, text(value), "text");
            case SELECTOR, URL, REGEX -> line(label, text(value), "code");
            case BOOLEAN -> line(label, text(value), "check");
            case HTML -> line(label, text(value), "html");
            case JAVASCRIPT -> line(label, text(value), "javascript");
            case JSON -> line(label, text(value), "area");
            case NUMBERS -> numbers(label, value);
            case CHOICE -> choice(label, text(value), choices(spec));
            case VARIABLE -> variable(label, text(value));
            case TRIGGERS -> triggers(label, value);
            case CONDITIONS -> conditions(label, value);
            case TABLE -> table(label, value, spec.limits().columns());
        };
        return spec.showIf()
                .map(showIf -> input.withWhen(new When(place + showIf.param(), texts(showIf.is()))))
                .orElse(input);
    }

    /** As the browser compares them: what a field holds is a text. */
    private static String texts(List<Value> values) {
        return ValueJson.write(new Value.Items(
                values.stream().map(value -> Value.of(text(value))).toList()));
    }

    Input line(Label label, String value, String kind) {
        return new Input(label, kind, value, List.of(), Table.NONE, wrongs.take(label.name()), When.ALWAYS);
    }

    private Input numbers(Label label, Value value) {
        String all = value instanceof Value.Items items
                ? items.items().stream().map(Inputs::text).collect(Collectors.joining(", "))
                : text(value);
        return new Input(label, "text", all, List.of(), Table.NONE, wrongs.takeWithin(label.name()), When.ALWAYS);
    }

    private Map<String, String> choices(ParamSpec spec) {
        Map<String, String> choices = new LinkedHashMap<>();
        if (!spec.required() && spec.usual().isEmpty()) {
            choices.put("", visit.text("form.none"));
        }
        spec.limits().choices().forEach(choice -> choices.put(choice.id(), words(choice.title())));
        return choices;
    }

    /** @param choices titles by value, in order; a value that is none of them is kept and shown as it is */
    Input choice(Label label, String value, Map<String, String> choices) {
        List<Option> options = new ArrayList<>();
        choices.forEach((each, title) -> options.add(new Option(each, title, each.equals(value))));
        if (!choices.containsKey(value)) {
            options.add(0, new Option(value, value.isEmpty() ? visit.text("form.choose") : value, true));
        }
        return chosen(label, "choice", List.of(new Group("", options)));
    }

    private Input chosen(Label label, String kind, List<Group> groups) {
        return new Input(label, kind, "", groups, Table.NONE, wrongs.takeWithin(label.name()), When.ALWAYS);
    }

    private Input variable(Label label, String value) {
        List<Group> groups = new ArrayList<>();
        boolean known = value.isEmpty();
        groups.add(new Group("", new ArrayList<>(List.of(new Option("", visit.text("form.none"), value.isEmpty())))));
        List<String> own = content.variables().stream()
                .map(Variable::name)
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .toList();
        List<String> builtIn = catalog.builtIns().stream().map(BuiltIn::name).toList();
        for (var names : List.of(own, builtIn)) {
            List<Option> options = names.stream()
                    .map(name -> new Option(
                            Template.reference(name),
                            name,
                            Template.reference(name).equals(value)))
                    .toList();
            known |= options.stream().anyMatch(Option::selected);
            groups.add(new Group(visit.text(names == own ? "variables.own" : "variables.built_in"), options));
        }
        if (!known) {
            groups.get(0).options().add(new Option(value, value, true));
        }
        return chosen(
                label,
                "choice",
                groups.stream().filter(each -> !each.options().isEmpty()).toList());
    }

    /** A row for each, since one may stand there more than once. */
    private Input triggers(Label label, Value value) {
        List<Value> chosen = value instanceof Value.Items items ? items.items() : List.of();
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("", visit.text("form.none"));
        content.triggers().stream()
                .sorted(Comparator.comparing(Entity::name, String.CASE_INSENSITIVE_ORDER))
                .forEach(trigger -> titles.put(String.valueOf(trigger.id()), trigger.name()));
        String title = visit.text("kind.trigger");
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < chosen.size() + blanks(label, chosen); i++) {
            String id = i < chosen.size() ? text(chosen.get(i)) : "";
            var place = new Label(label.name() + "[" + i + "]", title, "", false);
            rows.add(new Row(List.of(choice(place, id, titles))));
        }
        return table(label, List.of(title), rows);
    }

    /** Things of the container, any number of which can be chosen; the chosen ones first. */
    Input checklist(Label label, Value value, List<? extends Entity> all) {
        Set<Integer> ids = value instanceof Value.Items items
                ? items.items().stream()
                        .filter(Value.Numeric.class::isInstance)
                        .map(id -> (int) ((Value.Numeric) id).number())
                        .collect(Collectors.toSet())
                : Set.of();
        List<Option> options = all.stream()
                .map(entity -> new Option(String.valueOf(entity.id()), entity.name(), ids.contains(entity.id())))
                .sorted(Comparator.comparing(Option::selected)
                        .reversed()
                        .thenComparing(Option::title, String.CASE_INSENSITIVE_ORDER))
                .toList();
        return chosen(label, "checklist", List.of(new Group("", options)));
    }

    /** Some of a fixed set. */
    Input checklist(Label label, Value value, Map<String, String> choices) {
        List<Option> options = choices.entrySet().stream()
                .map(choice -> new Option(
                        choice.getKey(),
                        choice.getValue(),
                        value instanceof Value.Items items && items.items().contains(Value.of(choice.getKey()))))
                .toList();
        return chosen(label, "checklist", List.of(new Group("", options)));
    }

    Input table(Label label, Value value, List<ParamSpec> columns) {
        List<Value.Fields> values = rows(value);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < values.size() + blanks(label, values); i++) {
            Value.Fields row = i < values.size() ? values.get(i) : Value.Fields.NONE;
            String place = label.name() + "[" + i + "].";
            rows.add(new Row(
                    columns.stream().map(column -> param(place, column, row)).toList()));
        }
        return table(
                label, columns.stream().map(column -> words(column.title())).toList(), rows);
    }

    Input table(Label label, List<String> titles, List<Row> rows) {
        String wrong = wrongs.take(label.name());
        return new Input(label, "table", "", List.of(), new Table(titles, rows), wrong, When.ALWAYS);
    }

    /** How many empty rows are shown below those that are filled. */
    int blanks(Label label, List<?> rows) {
        return rows.isEmpty() || label.name().equals(oneMore) ? 1 : 0;
    }

    Input conditions(Label label, Value value) {
        List<Value.Fields> values = rows(value);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < values.size() + blanks(label, values); i++) {
            Value.Fields condition = i < values.size() ? values.get(i) : Value.Fields.NONE;
            rows.add(condition(label.name() + "[" + i + "].", condition));
        }
        List<String> titles = Stream.of("left", "operator", "right", "ignore_case")
                .map(title -> visit.text("form.condition." + title))
                .toList();
        return table(label, titles, rows);
    }

    private Row condition(String place, Value.Fields condition) {
        Map<String, String> operators = new LinkedHashMap<>();
        for (Condition.Operator operator : Condition.Operator.values()) {
            operators.put(operator.code(), visit.text("operator." + operator.code()));
            operators.put("!" + operator.code(), visit.text("operator.not." + operator.code()));
        }
        boolean negate = text(condition, "negate").equals("true");
        String typed = text(condition, "operator");
        String operator = typed.isEmpty() ? Condition.Operator.CONTAINS.code() : typed;
        return new Row(List.of(
                line(label(place + "left", "condition.left"), text(condition, "left"), "text"),
                choice(label(place + "operator", "condition.operator"), (negate ? "!" : "") + operator, operators),
                line(label(place + "right", "condition.right"), text(condition, "right"), "text"),
                line(label(place + "ignoreCase", "condition.ignore_case"), text(condition, "ignoreCase"), "check")));
    }

    static List<Value.Fields> rows(Value value) {
        return value instanceof Value.Items items
                ? items.items().stream()
                        .flatMap(each -> each instanceof Value.Fields row ? Stream.of(row) : Stream.empty())
                        .toList()
                : List.of();
    }

    String words(Words words) {
        return words.in(visit.language());
    }

    /** A label of the message files: {@code form.<key>}, and {@code form.<key>.hint} where there is one. */
    Label label(String name, String key) {
        String hint = "form." + key + ".hint";
        return new Label(name, visit.text("form." + key), visit.knows(hint) ? visit.text(hint) : "", false);
    }

    /** A value as it is typed. */
    static String text(Value value) {
        if (value instanceof Value.Text plain) {
            return plain.text();
        }
        return value.equals(Value.NOTHING) ? "" : ValueJson.write(value);
    }

    static String text(Value.Fields json, String name) {
        return text(json.get(name).orElse(Value.NOTHING));
    }

    static Optional<Value.Fields> object(Value.Fields json, String name) {
        return json.get(name)
                .flatMap(value -> value instanceof Value.Fields fields ? Optional.of(fields) : Optional.empty());
    }
}
