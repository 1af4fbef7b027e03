package io.warmtag.container.build;

import io.warmtag.catalog.Template;
import io.warmtag.catalog.Value;
import io.warmtag.container.build.Recipe.From;
import io.warmtag.container.build.Recipe.Read;
import io.warmtag.container.model.EventDefinition.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What an event is built of, as the editor takes it: type and parameters of variables, trigger and tag. */
final class Pieces {
    private Pieces() {}

    /** Type and parameters of the variable that reads it: one that needs no code where there is one. */
    static Value.Fields variable(Recipe recipe, Read read) {
        String clicked = recipe.kind() == Recipe.Kind.FORM ? "Form Element" : "Click Element";
        return switch (read.from()) {
            case ELEMENT ->
                isText(read) && !read.near()
                        ? typed("dom_element", params("selector", read.selector(), "attribute", read.name()))
                        : code(ReadCode.element(read, clicked));
            case OWN ->
                isText(read) && !read.name().isEmpty()
                        ? typed("auto_event", params("what", "attribute", "attribute", read.name()))
                        : code(ReadCode.element(read, clicked));
            case QUERY ->
                isText(read)
                        ? typed("url", params("component", "query", "queryKey", read.name()))
                        : code(ReadCode.query(read));
            case JSON_LD -> code(ReadCode.structured(read));
            case FIXED, ITEM -> code(ReadCode.fixed(read));
        };
    }

    static boolean isText(Read read) {
        return read.type() == Type.STRING || read.type() == Type.ANY;
    }

    /** The variable that makes a product of its fields. */
    static Value.Fields item(Map<String, String> fields) {
        return code(ReadCode.item(fields));
    }

    private static Value.Fields code(String javascript) {
        return typed("custom_javascript", params("javascript", javascript));
    }

    private static Value.Fields typed(String type, Value.Fields params) {
        return Value.Fields.of(Map.of("type", Value.of(type), "params", params));
    }

    /** Names and values in turn; empty values are left out. */
    private static Value.Fields params(String... pairs) {
        var params = new TreeMap<String, Value>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i + 1].isEmpty()) {
                params.put(pairs[i], Value.of(pairs[i + 1]));
            }
        }
        return new Value.Fields(params);
    }

    /** What tells a trigger's name from the event's. */
    static String word(Recipe recipe) {
        return recipe.kind().name().toLowerCase(Locale.ROOT);
    }

    static Value.Fields trigger(Recipe recipe) {
        List<Value> conditions = recipe.place().stream().map(Pieces::condition).toList();
        return when(recipe).with("conditions", new Value.Items(conditions));
    }

    private static Value.Fields when(Recipe recipe) {
        boolean reads =
                recipe.reads().stream().anyMatch(read -> read.from() != From.FIXED && read.from() != From.QUERY);
        return switch (recipe.kind()) {
            case CLICK -> typed("click", params("selector", recipe.selector()));
            case FORM -> typed("form_submit", params("selector", recipe.selector()));
            // What is read must be there by then.
            case PAGE ->
                reads
                        ? typed("window_loaded", Value.Fields.NONE)
                        : typed("page_view", Value.Fields.of(Map.of("virtual", Value.of(true))));
        };
    }

    private static Value condition(Recipe.Place place) {
        var json = new TreeMap<String, Value>();
        json.put("left", Value.of(Template.reference("Page Path")));
        json.put("operator", Value.of(place.operator().code()));
        json.put("right", Value.of(place.value()));
        return new Value.Fields(json);
    }

    /** @param values of the event's parameters, by their names */
    static Value.Fields tag(String event, Map<String, String> values) {
        var rows = new ArrayList<Value>();
        values.forEach(
                (name, value) -> rows.add(Value.Fields.of(Map.of("name", Value.of(name), "value", Value.of(value)))));
        Map<String, Value> params = Map.of("name", Value.of(event), "parameters", new Value.Items(rows));
        return typed("warmtag_event", Value.Fields.of(params));
    }
}
