package io.warmtag.preview;

import io.warmtag.catalog.Value;
import java.util.ArrayList;
import java.util.List;

/** What the indexes of a page's compiled tags mean: {@code config.tags} with its names. */
final class Names {
    private final Value.Fields tags;

    Names(Value.Fields tags) {
        this.tags = tags;
    }

    int count(String list) {
        return Json.items(tags, list).size();
    }

    /** @param list {@code t}, {@code r} or {@code v} */
    String name(String list, int index) {
        Value name = Json.at(Json.items(Json.object(tags, "n"), list), index);
        return name instanceof Value.Text text ? text.text() : "#" + index;
    }

    /** In the workspace; 0 for a built-in variable and where the page didn't say. */
    int id(String list, int index) {
        Value id = Json.at(Json.items(Json.object(Json.object(tags, "n"), "ids"), list), index);
        return id instanceof Value.Numeric numeric ? (int) numeric.number() : 0;
    }

    String type(String list, int index) {
        return Json.text(Json.at(entry(list, index), 0));
    }

    /** @param option {@code f} firing or {@code b} blocking triggers */
    List<Integer> triggers(int tag, String option) {
        var triggers = new ArrayList<Integer>();
        if (Json.at(entry("t", tag), 2) instanceof Value.Fields options) {
            for (Value each : Json.items(options, option)) {
                if (each instanceof Value.Numeric numeric) {
                    triggers.add((int) numeric.number());
                }
            }
        }
        return triggers;
    }

    /** Each is {@code [left, operator, right, flags]}. */
    List<Value> conditions(int trigger) {
        return Json.items(Json.at(entry("r", trigger), 2));
    }

    /** A compiled value as it was written, with the names of variables. */
    String written(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Fields fields && fields.get("$").orElse(Value.NOTHING) instanceof Value.Numeric n) {
            return "{{" + name("v", (int) n.number()) + "}}";
        }
        if (value instanceof Value.Fields fields && fields.get("+").isPresent()) {
            var text = new StringBuilder();
            Json.items(fields, "+").forEach(piece -> text.append(written(piece)));
            return text.toString();
        }
        return Json.shown(value);
    }

    private List<Value> entry(String list, int index) {
        return Json.items(Json.at(Json.items(tags, list), index));
    }
}
