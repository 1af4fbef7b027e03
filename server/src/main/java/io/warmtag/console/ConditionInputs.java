package io.warmtag.console;

import io.warmtag.console.Input.Group;
import io.warmtag.console.Input.Label;
import io.warmtag.console.Input.Option;
import io.warmtag.console.Input.Row;
import io.warmtag.console.Input.Table;
import io.warmtag.console.Input.When;
import io.warmtag.rule.Audience;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The fields of one condition. */
final class ConditionInputs {
    private static final List<String> FIELDS_OF_VISIT = List.of(
            "url",
            "referrer",
            "utm_source",
            "utm_medium",
            "utm_campaign",
            "utm_content",
            "utm_term",
            "fbclid",
            "gclid",
            "ttclid",
            "country",
            "device",
            "system",
            "browser",
            "language",
            "title");
    private static final List<String> OPS = List.of("is", "contains", "starts", "least", "most", "exists");

    private final Visit visit;
    private final Wrongs wrongs;
    private final Collection<Audience> audiences;
    private final String oneMore;
    private final ConditionNode node;
    private final String path;
    private final String json;

    /**
     * @param oneMore the table to which an empty row is added
     * @param path of the fields' names
     * @param json its path in the JSON, for what is wrong with it
     */
    ConditionInputs(
            Visit visit,
            Wrongs wrongs,
            Collection<Audience> audiences,
            String oneMore,
            ConditionNode node,
            String path,
            String json) {
        this.visit = visit;
        this.wrongs = wrongs;
        this.audiences = audiences;
        this.oneMore = oneMore;
        this.node = node;
        this.path = path;
        this.json = json;
    }

    /** How a group joins its parts. */
    Input mode() {
        return choice(label("kind"), node.kind(), titles("condition.mode", List.of("all", "any", "none")), "");
    }

    List<Input> inputs() {
        return switch (node.kind()) {
            case "temperature" -> List.of(several("is", "temperature", List.of("hot", "warm", "cold")));
            case "buyer" ->
                List.of(several("is", "condition.buyer", List.of("new", "repeat", "lapsing", "lapsed", "none")));
            case "score" -> List.of(text("least"), text("most"));
            case "event" -> events();
            case "product" ->
                List.of(
                        one("did", "condition.did", List.of("seen", "wished", "carted", "bought")),
                        one("by", "condition.by", List.of("item_id", "item_category")),
                        text("values"),
                        text("minutes"),
                        unit());
            case "bought" -> {
                // Only rules that fire for a product speak of it.
                var of = new ArrayList<>(List.of("carted", "wished", "seen"));
                if (node.text("what").equals("product")) {
                    of.add("product");
                }
                yield List.of(
                        one("what", "condition.what", of),
                        when(text("minutes"), "what", "[\"carted\",\"wished\",\"seen\"]"),
                        when(unit(), "what", "[\"carted\",\"wished\",\"seen\"]"));
            }
            case "orders" ->
                List.of(
                        one("stage", "condition.stage", List.of("placed", "kept", "delivered")),
                        one("measure", "condition.measure", List.of("count", "sum", "last")),
                        text("least"),
                        text("most"),
                        when(text("minutes", node.text("minutes")), "measure", "[\"count\",\"sum\"]"),
                        unit(),
                        when(text("currency", currency()), "measure", "[\"sum\"]"));
            case "visit" -> visits();
            case "consent" ->
                List.of(
                        one(
                                "purpose",
                                "condition.purpose",
                                List.of(
                                        "ad_storage",
                                        "ad_user_data",
                                        "ad_personalization",
                                        "analytics_storage",
                                        "personalization_storage")),
                        one("granted", "condition.granted", List.of("true", "false")));
            case "reach" -> List.of(several("is", "condition.channel", List.of("email", "phone")));
            case "audience" -> {
                Map<String, String> names = new LinkedHashMap<>();
                audiences.forEach(audience -> names.put(String.valueOf(audience.id()), audience.name()));
                yield List.of(choice(label("audience"), node.text("audience"), names, wrong("audience")));
            }
            default -> List.of();
        };
    }

    private List<Input> events() {
        return List.of(
                text("name"),
                one("measure", "condition.measure", List.of("count", "sum", "last")),
                when(text("field"), "measure", "[\"sum\"]"),
                text("least"),
                text("most"),
                when(text("minutes"), "measure", "[\"count\",\"sum\"]"),
                unit(),
                tests("data"),
                tests("items"));
    }

    private List<Input> visits() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : FIELDS_OF_VISIT) {
            String key = "condition.visit." + field;
            fields.put(field, visit.knows(key) ? visit.text(key) : field);
        }
        return List.of(
                one("which", "condition.which", List.of("first", "last", "any")),
                choice(
                        new Label(path + ".field", visit.text("condition.f.visit_field"), countryHelp(), false),
                        node.text("field"),
                        fields,
                        wrong("field")),
                one("op", "condition.compare", OPS),
                when(text("values"), "op", "[\"is\",\"contains\",\"starts\",\"least\",\"most\"]"),
                when(text("minutes"), "which", "[\"any\"]"),
                when(unit(), "which", "[\"any\"]"));
    }

    private String countryHelp() {
        return visit.text("condition.f.visit_field." + (visit.hearsCountries() ? "country" : "no_country"));
    }

    private String currency() {
        return node.fields().containsKey("currency")
                ? node.text("currency")
                : visit.site().currency();
    }

    private Input text(String name) {
        return text(name, node.text(name));
    }

    private Input text(String name, String value) {
        return new Input(label(name), "text", value, List.of(), Table.NONE, wrong(name), When.ALWAYS);
    }

    private Input unit() {
        return one("unit", "condition.unit", List.of("days", "hours", "minutes"));
    }

    private Input one(String name, String prefix, List<String> values) {
        return choice(label(name), node.text(name), titles(prefix, values), wrong(name));
    }

    private Input several(String name, String prefix, List<String> values) {
        List<Option> options = titles(prefix, values).entrySet().stream()
                .map(each -> new Option(
                        each.getKey(), each.getValue(), node.all(name).contains(each.getKey())))
                .toList();
        return new Input(
                label(name),
                "checklist",
                "",
                List.of(new Group("", options)),
                Table.NONE,
                wrongs.takeWithin(json + "." + name),
                When.ALWAYS);
    }

    private Input when(Input input, String field, String is) {
        return input.withWhen(new When(path + "." + field, is));
    }

    private String wrong(String name) {
        return wrongs.takeWithin(json + "." + name);
    }

    private Input tests(String name) {
        List<String> places = ConditionForm.rows(node, name);
        boolean blank = places.isEmpty() || oneMore.equals(path + "." + name);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < places.size() + (blank ? 1 : 0); i++) {
            String from = i < places.size() ? places.get(i) : "";
            rows.add(row(name + "[" + i + "].", from));
        }
        var table = new Table(
                Stream.of("path", "op", "value")
                        .map(column -> visit.text("condition.f.test." + column))
                        .toList(),
                rows);
        return new Input(label(name), "table", "", List.of(), table, wrong(name), When.ALWAYS);
    }

    private Row row(String place, String from) {
        String op = from.isEmpty() ? "is" : node.text(from + "op");
        return new Row(List.of(
                cell(place + "path", "path", from.isEmpty() ? "" : node.text(from + "path")),
                choice(
                        new Label(path + "." + place + "op", visit.text("condition.f.test.op"), "", false),
                        op,
                        titles("condition.compare", OPS),
                        ""),
                cell(place + "values", "value", from.isEmpty() ? "" : node.text(from + "values"))));
    }

    private Input cell(String name, String title, String value) {
        return new Input(
                new Label(path + "." + name, visit.text("condition.f.test." + title), "", false),
                "text",
                value,
                List.of(),
                Table.NONE,
                wrong(name),
                When.ALWAYS);
    }

    private Label label(String name) {
        String key = "condition.f." + name;
        return new Label(
                path + "." + name, visit.text(key), visit.knows(key + ".hint") ? visit.text(key + ".hint") : "", false);
    }

    private Map<String, String> titles(String prefix, List<String> values) {
        Map<String, String> titles = new LinkedHashMap<>();
        values.forEach(value -> titles.put(value, visit.text(prefix + "." + value)));
        return titles;
    }

    private static Input choice(Label label, String value, Map<String, String> titles, String wrong) {
        List<Option> options = titles.entrySet().stream()
                .map(each ->
                        new Option(each.getKey(), each.getValue(), each.getKey().equals(value)))
                .toList();
        return new Input(label, "choice", value, List.of(new Group("", options)), Table.NONE, wrong, When.ALWAYS);
    }
}
