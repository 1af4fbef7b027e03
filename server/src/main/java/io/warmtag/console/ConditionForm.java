package io.warmtag.console;

import io.warmtag.catalog.Value;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.ConditionJson;
import io.warmtag.text.Digits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Between what is typed into the fields of conditions and their JSON. What can't be read is handed on for the reader to say so. */
final class ConditionForm {
    private static final Map<String, Integer> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("days", 1_440);
        UNITS.put("hours", 60);
        UNITS.put("minutes", 1);
    }

    private ConditionForm() {}

    /** A form filled with a condition; always a group at the top. */
    static ConditionNode of(Condition condition) {
        ConditionNode node = node(ConditionJson.write(condition));
        return node.isGroup() ? node : ConditionNode.group("all", List.of(node));
    }

    private static ConditionNode node(Value.Fields json) {
        String kind = json.text("kind").orElse("");
        List<Value.Fields> of = Inputs.rows(json.get("of").orElse(Value.NOTHING));
        boolean opposite =
                kind.equals("none") && of.size() == 1 && !node(of.get(0)).isGroup();
        if (opposite) {
            ConditionNode part = node(of.get(0));
            return new ConditionNode(part.kind(), true, part.fields(), List.of());
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        json.fields().forEach((name, value) -> put(fields, name, value));
        units(fields, json);
        return new ConditionNode(
                kind, false, fields, of.stream().map(ConditionForm::node).toList());
    }

    private static void put(Map<String, List<String>> fields, String name, Value value) {
        List<Value.Fields> rows = Inputs.rows(value);
        for (int i = 0; i < rows.size() && !name.equals("of"); i++) {
            String place = name + "[" + i + "].";
            rows.get(i).fields().forEach((column, cell) -> fields.put(place + column, List.of(joined(cell))));
        }
        boolean chosen = name.equals("is") && value instanceof Value.Items;
        if (chosen) {
            fields.put(
                    name,
                    ((Value.Items) value).items().stream().map(Inputs::text).toList());
        } else if (rows.isEmpty()) {
            fields.put(name, List.of(joined(value)));
        }
    }

    private static String joined(Value value) {
        return value instanceof Value.Items items
                ? String.join(", ", items.items().stream().map(Inputs::text).toList())
                : Inputs.text(value);
    }

    /** Minutes are shown in the largest unit in which all of them are whole. */
    private static void units(Map<String, List<String>> fields, Value.Fields json) {
        boolean last = json.text("measure").orElse("").equals("last");
        List<String> names = last ? List.of("least", "most") : List.of("minutes");
        var numbers = new LinkedHashMap<String, Double>();
        for (String name : names) {
            if (json.get(name).orElse(Value.NOTHING) instanceof Value.Numeric numeric) {
                numbers.put(name, numeric.number());
            }
        }
        for (var unit : UNITS.entrySet()) {
            if (numbers.values().stream().allMatch(number -> number % unit.getValue() == 0)) {
                numbers.forEach((name, number) ->
                        fields.put(name, List.of(Inputs.text(Value.of(number / unit.getValue())))));
                fields.put("unit", List.of(unit.getKey()));
                return;
            }
        }
    }

    /** JSON of what was typed. */
    static Value.Fields json(ConditionNode node) {
        var json = new TreeMap<String, Value>();
        json.put("kind", Value.of(node.kind()));
        if (node.isGroup()) {
            json.put(
                    "of",
                    new Value.Items(node.parts().stream()
                            .<Value>map(ConditionForm::json)
                            .toList()));
            return new Value.Fields(json);
        }
        for (String name : fields(node)) {
            put(json, node, name);
        }
        var leaf = new Value.Fields(json);
        return node.not()
                ? new Value.Fields(
                        new TreeMap<>(Map.of("kind", Value.of("none"), "of", new Value.Items(List.of(leaf)))))
                : leaf;
    }

    /** The fields of a kind that count by what stands in the others. */
    private static List<String> fields(ConditionNode node) {
        boolean last = node.text("measure").equals("last");
        return switch (node.kind()) {
            case "temperature", "buyer" -> List.of("is");
            case "score" -> List.of("least", "most");
            case "event" -> {
                var fields = new ArrayList<>(List.of("name", "measure", "least", "most", "data", "items"));
                if (!last) {
                    fields.add("minutes");
                }
                if (node.text("measure").equals("sum")) {
                    fields.add("field");
                }
                yield fields;
            }
            case "product" -> List.of("did", "by", "values", "minutes");
            case "bought" -> node.text("what").equals("product") ? List.of("what") : List.of("what", "minutes");
            case "orders" -> {
                var fields = new ArrayList<>(List.of("stage", "measure", "least", "most"));
                if (!last) {
                    fields.add("minutes");
                }
                if (node.text("measure").equals("sum")) {
                    fields.add("currency");
                }
                yield fields;
            }
            case "visit" -> {
                var fields = new ArrayList<>(List.of("which", "field", "op"));
                if (!node.text("op").equals("exists")) {
                    fields.add("values");
                }
                if (node.text("which").equals("any")) {
                    fields.add("minutes");
                }
                yield fields;
            }
            case "consent" -> List.of("purpose", "granted");
            case "reach" -> List.of("is");
            case "audience" -> List.of("audience");
            default -> List.of();
        };
    }

    private static void put(TreeMap<String, Value> json, ConditionNode node, String name) {
        switch (name) {
            case "is" -> json.put(name, texts(node.all(name)));
            case "values" -> json.put(name, texts(List.of(node.text(name).split(","))));
            case "data", "items" -> {
                Value.Items tests = tests(node, name);
                if (!tests.items().isEmpty()) {
                    json.put(name, tests);
                }
            }
            case "granted" -> json.put(name, Value.of(node.text(name).equals("true")));
            case "minutes", "least", "most", "audience" -> {
                if (!node.text(name).isEmpty()) {
                    boolean time = name.equals("minutes")
                            || !name.equals("audience") && node.text("measure").equals("last");
                    json.put(name, number(node.text(name), time ? UNITS.getOrDefault(node.text("unit"), 1) : 1));
                }
            }
            default -> json.put(name, Value.of(node.text(name)));
        }
    }

    private static Value texts(List<String> all) {
        return new Value.Items(all.stream()
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .map(Value::of)
                .toList());
    }

    private static Value.Items tests(ConditionNode node, String name) {
        var tests = new ArrayList<Value>();
        for (String place : rows(node, name)) {
            var test = new TreeMap<String, Value>();
            String op = node.text(place + "op");
            test.put("path", Value.of(node.text(place + "path")));
            test.put("op", Value.of(op.isEmpty() ? "is" : op));
            boolean compares = !op.equals("exists");
            List<String> values = op.equals("least") || op.equals("most")
                    ? List.of(Digits.number(node.text(place + "values")))
                    : List.of(node.text(place + "values").split(","));
            if (compares || !node.text(place + "values").isEmpty()) {
                test.put("values", texts(values));
            }
            tests.add(new Value.Fields(test));
        }
        return new Value.Items(tests);
    }

    /** Beginnings of the names of the rows in which something was typed, in their order. */
    static List<String> rows(ConditionNode node, String name) {
        return node.fields().keySet().stream()
                .filter(field -> field.startsWith(name + "[") && field.endsWith("].path"))
                .map(field -> field.substring(0, field.length() - "path".length()))
                .filter(place -> !node.text(place + "path").isEmpty()
                        || !node.text(place + "values").isEmpty())
                .toList();
    }

    /** In Latin or Bengali digits; what is no number is kept as a text. */
    private static Value number(String typed, int factor) {
        try {
            return Value.of(Double.parseDouble(Digits.number(typed)) * factor);
        } catch (NumberFormatException e) {
            return Value.of(typed);
        }
    }
}
