package io.warmtag.container.model;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.ParamKind;
import io.warmtag.catalog.ParamSpec;
import io.warmtag.catalog.Template;
import io.warmtag.catalog.TypeSpec;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.catalog.html.CustomHtml;
import io.warmtag.container.code.CustomFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parameters as the engine reads them: variables, maps, triggers and functions by index. */
final class ValueCompiler {
    private static final List<String> NAME_AND_VALUE = List.of("name", "value");

    private final Reach reach;
    private final Catalog catalog;
    private final List<String> functions = new ArrayList<>();

    ValueCompiler(Reach reach, Catalog catalog) {
        this.reach = reach;
        this.catalog = catalog;
    }

    /** Functions of the part {@code code}, in the order in which values refer to them. */
    List<String> functions() {
        return functions;
    }

    /** What is hidden by other parameters, or means nothing anyway, is left out; usual values are put in. */
    Value.Fields params(Kind kind, String type, Value.Fields params) {
        TypeSpec spec = catalog.type(kind, type)
                .orElseThrow(() -> new IllegalStateException("no type " + kind.code() + "." + type));
        return fields(spec.params(), params);
    }

    private Value.Fields fields(List<ParamSpec> specs, Value.Fields params) {
        var json = new TreeMap<String, Value>();
        for (ParamSpec spec : specs) {
            // Conditions reach the page with those of the trigger.
            if (spec.isShown(params, specs) && spec.kind() != ParamKind.CONDITIONS) {
                params.get(spec.id())
                        .filter(value -> !value.equals(Value.NOTHING))
                        .or(spec::usual)
                        .filter(value -> says(spec, value))
                        .ifPresent(value -> put(json, spec, value));
            }
        }
        return new Value.Fields(json);
    }

    private void put(Map<String, Value> json, ParamSpec spec, Value value) {
        if (spec.kind() == ParamKind.HTML && value instanceof Value.Text text) {
            CustomHtml html = CustomHtml.read(text.text());
            json.put(html.isScript() ? "script" : spec.id(), html(html));
        } else {
            json.put(spec.id(), value(spec, value));
        }
    }

    /** Whether a value says more than none would. */
    private static boolean says(ParamSpec spec, Value value) {
        boolean empty = value.equals(Value.of(false))
                || value.equals(Value.of(""))
                || value.equals(Value.NOTHING)
                || value instanceof Value.Items items && items.items().isEmpty();
        return !empty || spec.usual().filter(usual -> !usual.equals(value)).isPresent();
    }

    private Value value(ParamSpec spec, Value value) {
        if (spec.kind() == ParamKind.TRIGGERS) {
            return tagged("r", new Value.Items(reach.indexes(Kind.TRIGGER, References.ids(value))));
        } else if (spec.kind() == ParamKind.TABLE && value instanceof Value.Items rows) {
            return table(spec.limits().columns(), rows.items());
        } else if (value instanceof Value.Text text) {
            return switch (spec.kind()) {
                case JAVASCRIPT -> function(text.text());
                case JSON -> json(text.text());
                default -> text(text.text());
            };
        }
        return any(value);
    }

    /** Names with their values are one map, the later row counting; other tables are lists of maps. */
    private Value table(List<ParamSpec> columns, List<Value> rows) {
        var compiled =
                rows.stream().map(row -> fields(columns, (Value.Fields) row)).toList();
        return columns.stream().map(ParamSpec::id).toList().equals(NAME_AND_VALUE)
                ? tagged(
                        "{",
                        new Value.Items(
                                compiled.stream().map(ValueCompiler::pair).toList()))
                : new Value.Items(compiled.stream().map(ValueCompiler::map).toList());
    }

    /** Without a value it is a name alone. */
    private static Value pair(Value.Fields row) {
        return new Value.Items(NAME_AND_VALUE.stream()
                .flatMap(column -> row.get(column).stream())
                .toList());
    }

    private static Value map(Value.Fields compiled) {
        var pairs = new ArrayList<Value>();
        compiled.fields().forEach((name, value) -> pairs.add(new Value.Items(List.of(Value.of(name), value))));
        return tagged("{", new Value.Items(pairs));
    }

    /** Another variable's text turned into something else. */
    Value converted(Conversion conversion, int variable) {
        functions.add(conversion.script(variable));
        return tagged("f", Value.of(functions.size() - 1));
    }

    private Value function(String code) {
        CustomFunction.Reading reading = CustomFunction.read(code, reach::variable);
        if (!(reading instanceof CustomFunction.Reading.Good good)) {
            throw new IllegalStateException("Custom JavaScript that can't be read was saved");
        }
        functions.add(good.text());
        return tagged("f", Value.of(functions.size() - 1));
    }

    /** As text it may hold variables wherever JSON holds a text. */
    private Value json(String text) {
        Template template = Template.parse(text);
        if (template.pieces().size() == 1 && template.hasReferences()) {
            return text(text);
        }
        // A name may hold what means something in JSON: while it is read, numbers stand for names.
        List<String> names = List.copyOf(template.names());
        Value numbered = ValueJson.read(Template.renamed(text, name -> String.valueOf(names.indexOf(name))));
        return any(Renaming.of(numbered, number -> names.get(Integer.parseInt(number))));
    }

    Value any(Value value) {
        if (value instanceof Value.Text text) {
            return text(text.text());
        } else if (value instanceof Value.Items items) {
            return new Value.Items(items.items().stream().map(this::any).toList());
        } else if (value instanceof Value.Fields fields) {
            var compiled = new TreeMap<String, Value>();
            fields.fields().forEach((name, inner) -> compiled.put(name, any(inner)));
            return map(new Value.Fields(compiled));
        }
        return value;
    }

    /** A text as it is, one variable as its value, and a mixture as what is to be joined. */
    Value text(String text) {
        List<Value> joined = Template.parse(text).pieces().stream()
                .map(piece -> piece instanceof Template.Piece.Reference reference
                        ? variable(reference.name())
                        : Value.of(((Template.Piece.Literal) piece).text()))
                .toList();
        if (joined.isEmpty()) {
            return Value.of("");
        }
        return joined.size() == 1 ? joined.get(0) : tagged("+", new Value.Items(joined));
    }

    /** A list in which variables are lists, with the number of their place unless it's the first. */
    private Value html(CustomHtml html) {
        List<Value> pieces = html.pieces().stream().map(this::piece).toList();
        boolean isFixed = html.pieces().stream().noneMatch(CustomHtml.Piece.Variable.class::isInstance);
        return !isFixed ? new Value.Items(pieces) : pieces.isEmpty() ? Value.of("") : pieces.get(0);
    }

    private Value piece(CustomHtml.Piece piece) {
        if (piece instanceof CustomHtml.Piece.Variable variable) {
            Value value = variable(variable.name());
            int place = variable.place().code();
            return new Value.Items(place == 0 ? List.of(value) : List.of(value, Value.of(place)));
        }
        return Value.of(((CustomHtml.Piece.Text) piece).text());
    }

    private Value variable(String name) {
        return tagged("$", Value.of(reach.variable(name)));
    }

    private static Value tagged(String name, Value value) {
        return Value.Fields.NONE.with(name, value);
    }
}
