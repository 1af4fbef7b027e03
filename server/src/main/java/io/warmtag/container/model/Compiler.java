package io.warmtag.container.model;

import io.warmtag.catalog.BuiltIn;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Template;
import io.warmtag.catalog.TypeSpec;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.regex.Regexes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes of a content what the engine runs ({@code config.tags}): only what can be reached from a tag that fires, everything
 * by index. Equal contents give equal results on every node.
 */
public final class Compiler {
    /** The container's other parts don't run tags; this one does. */
    public static final String ENGINE = "module.engine";

    private static final String JAVASCRIPT = "custom_javascript";

    private final Catalog catalog;
    private final Reach reach;
    private final ValueCompiler values;
    private final Set<String> parts = new TreeSet<>();
    private final boolean preview;

    private Compiler(Catalog catalog, Reach reach, boolean preview) {
        this.catalog = catalog;
        this.preview = preview;
        this.reach = reach;
        this.values = new ValueCompiler(reach, catalog);
    }

    /**
     * @param content without missing references
     * @param live whether tags that are only for the live environment are in it
     */
    public static Compiled compile(Content content, Catalog catalog, boolean live) {
        return new Compiler(catalog, Reach.of(content, catalog, live), false).compile();
    }

    /** With what things are called, and with the tags that are held; the preview tells what happens even where no tag is. */
    public static Compiled preview(Content content, Catalog catalog) {
        return new Compiler(catalog, Reach.ofPreview(content, catalog), true).compile();
    }

    private Compiled compile() {
        if (reach.tags().isEmpty() && !preview) {
            return Compiled.EMPTY;
        }
        var tags = reach.tags().stream().map(this::tag).toList();
        var waiting = new Waiting();
        var triggers =
                reach.triggers().stream().map(each -> trigger(each, waiting)).toList();
        var variables = new ArrayList<Value>();
        var texts = new ArrayList<Value>();
        for (Variable each : reach.variables()) {
            Variable variable = GoogleKeys.shipped(each);
            variables.add(
                    variable.format().to().isPresent()
                            ? converted(variable, variable.format().to().get(), texts)
                            : variable(variable));
        }
        reach.builtIns().forEach(builtIn -> variables.add(builtIn(builtIn)));
        variables.addAll(texts);
        var json = new TreeMap<String, Value>();
        json.put("t", new Value.Items(tags));
        json.put("r", new Value.Items(triggers));
        json.put("w", waiting.named());
        json.put("s", waiting.started());
        json.put("v", new Value.Items(variables));
        if (preview) {
            json.put("n", names());
        }
        parts.add(ENGINE);
        return new Compiled(Optional.of(new Value.Fields(json)), inOrder(), values.functions());
    }

    private List<String> inOrder() {
        return catalog.parts().stream().filter(parts::contains).toList();
    }

    private Value tag(Tag tag) {
        Optional<Reach.Held> held = reach.held(tag);
        if (held.isPresent()) {
            return items(Value.of(tag.type()), Value.Fields.NONE, TagOptions.held(tag, reach, held.get()));
        }
        use(Kind.TAG, tag.type());
        return items(
                Value.of(tag.type()),
                values.params(Kind.TAG, tag.type(), tag.params()),
                TagOptions.of(tag, reach, ships(Kind.TAG, tag.type()).consent()));
    }

    /** Code is shipped only for triggers that are started. */
    private Value trigger(Trigger trigger, Waiting waiting) {
        Value.Fields params = values.params(Kind.TRIGGER, trigger.type(), trigger.params());
        if (waiting.starts(ships(Kind.TRIGGER, trigger.type()), params)) {
            use(Kind.TRIGGER, trigger.type());
        }
        var json = new ArrayList<Value>();
        json.add(Value.of(trigger.type()));
        json.add(params);
        json.add(new Value.Items(trigger.tested().stream().map(this::condition).toList()));
        List<Value> fired = reach.fired(trigger);
        int enabling = trigger.enabling().size();
        if (!fired.isEmpty() || enabling > 0) {
            json.add(new Value.Items(fired));
        }
        if (enabling > 0) {
            json.add(Value.of(enabling));
        }
        return new Value.Items(json);
    }

    private Value condition(Condition condition) {
        var json = new ArrayList<Value>();
        json.add(values.text(condition.left()));
        boolean isAddress = condition.operator() == Condition.Operator.URL_MATCHES;
        json.add(Value.of((isAddress ? Condition.Operator.MATCHES_REGEX : condition.operator()).code()));
        json.add(
                isAddress
                        ? Value.of(AddressPattern.of(condition.right()).orElseThrow())
                        : values.text(right(condition)));
        int flags = (condition.negate() ? 1 : 0) + (condition.ignoreCase() || isAddress ? 2 : 0);
        if (flags > 0) {
            json.add(Value.of(flags));
        }
        return new Value.Items(json);
    }

    /** Who looks at a preview wants to see what he has written. */
    private String right(Condition condition) {
        boolean isLean = !preview
                && condition.operator() == Condition.Operator.MATCHES_REGEX
                && !Template.parse(condition.right()).hasReferences();
        return isLean ? Regexes.lean(condition.right()) : condition.right();
    }

    /** @param texts get the variable as it is, behind all others */
    private Value converted(Variable variable, Conversion conversion, List<Value> texts) {
        int index = reach.variables().size() + reach.builtIns().size() + texts.size();
        texts.add(variable(variable.withContent(variable.params(), Variable.Format.NONE)));
        use(Kind.VARIABLE, JAVASCRIPT);
        Value.Fields params = Value.Fields.NONE.with("javascript", values.converted(conversion, index));
        return items(Value.of(JAVASCRIPT), params, format(variable.format()));
    }

    private Value variable(Variable variable) {
        use(Kind.VARIABLE, variable.type());
        Value params = values.params(Kind.VARIABLE, variable.type(), variable.params());
        return variable.format().equals(Variable.Format.NONE)
                ? items(Value.of(variable.type()), params)
                : items(Value.of(variable.type()), params, format(variable.format()));
    }

    private Value format(Variable.Format format) {
        var json = new TreeMap<String, Value>();
        format.letters().ifPresent(letters -> json.put("case", Value.of(letters.code())));
        format.instead().fields().forEach((name, value) -> json.put(name, values.any(value)));
        return new Value.Fields(json);
    }

    private Value builtIn(BuiltIn builtIn) {
        use(Kind.VARIABLE, builtIn.type());
        return items(Value.of(builtIn.type()), values.params(Kind.VARIABLE, builtIn.type(), builtIn.params()));
    }

    private TypeSpec.Ships ships(Kind kind, String type) {
        return catalog.type(kind, type).orElseThrow().ships();
    }

    private void use(Kind kind, String type) {
        catalog.type(kind, type).ifPresent(spec -> addPart(spec.part()));
    }

    /** A part with what it needs, and what that needs. */
    private void addPart(String part) {
        if (parts.add(part)) {
            catalog.needs(part).forEach(this::addPart);
        }
    }

    private Value names() {
        var names = new TreeMap<String, Value>();
        var ids = new TreeMap<String, Value>();
        add("t", reach.tags(), names, ids);
        add("r", reach.triggers(), names, ids);
        add("v", reach.variables(), names, ids);
        var variables = new ArrayList<>(((Value.Items) names.getOrDefault("v", items())).items());
        var variableIds = new ArrayList<>(((Value.Items) ids.getOrDefault("v", items())).items());
        for (BuiltIn builtIn : reach.builtIns()) {
            variables.add(Value.of(builtIn.name()));
            // A built-in variable has no id.
            variableIds.add(Value.of(0));
        }
        for (Variable variable : reach.variables()) {
            if (variable.format().to().isPresent()) {
                variables.add(Value.of(variable.name() + " (text)"));
                variableIds.add(Value.of(variable.id()));
            }
        }
        names.put("v", new Value.Items(variables));
        ids.put("v", new Value.Items(variableIds));
        names.put("ids", new Value.Fields(ids));
        return new Value.Fields(names);
    }

    private static void add(
            String place, List<? extends Entity> entities, TreeMap<String, Value> names, TreeMap<String, Value> ids) {
        names.put(
                place,
                new Value.Items(
                        entities.stream().map(each -> Value.of(each.name())).toList()));
        ids.put(
                place,
                new Value.Items(
                        entities.stream().map(each -> Value.of(each.id())).toList()));
    }

    private static Value.Items items(Value... values) {
        return new Value.Items(List.of(values));
    }
}
