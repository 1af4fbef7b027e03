package io.warmtag.console;

import io.vertx.core.MultiMap;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.ParamSpec;
import io.warmtag.catalog.TypeSpec;
import io.warmtag.catalog.Value;
import io.warmtag.text.Digits;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sent form as the JSON of an entity. The fields' names are the places of their values, so that what is wrong with a value
 * finds its field. What can't be read is left as it was typed, for the domain to say what is wrong with it.
 */
final class EntityForm {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,17}(\\.[0-9]{1,17})?");
    private static final Pattern BETWEEN_NUMBERS = Pattern.compile("[,;\n]");

    private final MultiMap form;
    private final ZoneId zone;

    EntityForm(MultiMap form, ZoneId zone) {
        this.form = form;
        this.zone = zone;
    }

    /**
     * Everything that the page of this kind asks for.
     *
     * @param before the entity as it was shown; {@link Value.Fields#NONE} when it is to be made
     */
    Value.Fields read(Kind kind, TypeSpec type, Value.Fields before) {
        var json = new TreeMap<String, Value>();
        json.put("type", Value.of(type.id()));
        json.put("name", Value.of(text("name").strip()));
        json.put("notes", Value.of(text("notes")));
        json.put("folder", number("folder"));
        json.put("params", params(type.params()));
        switch (kind) {
            case TAG -> tag(json);
            case TRIGGER -> json.put("conditions", conditions("conditions"));
            case VARIABLE ->
                json.put("format", format(Inputs.object(before, "format").orElse(Value.Fields.NONE)));
            default -> throw new IllegalArgumentException("no form for a " + kind.code());
        }
        return new Value.Fields(json);
    }

    /**
     * An event's definition.
     *
     * @param source where it comes from, as it was: what the form doesn't ask for stays
     */
    Value.Fields event(List<ParamSpec> columns, Value.Fields source) {
        var json = new TreeMap<String, Value>();
        json.put("name", Value.of(text("name").strip()));
        json.put("notes", Value.of(text("notes")));
        json.put("folder", number("folder"));
        json.put("meaning", Value.of(text("meaning").strip()));
        json.put("source", source.with("kind", Value.of(text("source.kind"))));
        json.put("params", table("params", columns));
        json.put("conversion", Value.of(!text("conversion").isEmpty()));
        json.put("weight", number("weight"));
        return new Value.Fields(json);
    }

    private Value.Fields params(List<ParamSpec> specs) {
        var all = new TreeMap<String, Value>();
        for (ParamSpec spec : specs) {
            param("params.", spec).ifPresent(value -> all.put(spec.id(), value));
        }
        // What isn't shown doesn't count; what it depends on must be read first.
        Value.Fields typed = new Value.Fields(all);
        specs.stream().filter(spec -> !spec.isShown(typed, specs)).forEach(spec -> all.remove(spec.id()));
        return new Value.Fields(all);
    }

    private Optional<Value> param(String place, ParamSpec spec) {
        String name = place + spec.id();
        return switch (spec.kind()) {
            case BOOLEAN -> Optional.of(Value.of(!text(name).isEmpty()));
            case NUMBER -> filled(spec, name).map(EntityForm::numeric);
            case NUMBERS -> filled(spec, name).map(EntityForm::numbers);
            case TRIGGERS -> Optional.of(rowsOfIds(name));
            case CONDITIONS -> Optional.of(conditions(name));
            case TABLE -> Optional.of(table(name, spec.limits().columns()));
            case CHOICE, VARIABLE, SELECTOR, URL ->
                filled(spec, name).map(String::strip).map(Value::of);
            default -> filled(spec, name).map(Value::of);
        };
    }

    /** An empty text is worth keeping only where it differs from saying nothing. */
    private Optional<String> filled(ParamSpec spec, String name) {
        String text = text(name);
        return text.isBlank() && spec.usual().isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private Value.Items table(String name, List<ParamSpec> columns) {
        var rows = new ArrayList<Value>();
        for (int index : indexes(name)) {
            String place = name + "[" + index + "].";
            var row = new TreeMap<String, Value>();
            boolean isBlank = true;
            for (ParamSpec column : columns) {
                param(place, column).ifPresent(value -> row.put(column.id(), value));
                isBlank &= text(place + column.id()).isBlank() || isAlwaysFilled(column);
            }
            if (!isBlank) {
                rows.add(new Value.Fields(row));
            }
        }
        return new Value.Items(rows);
    }

    /** In their order; one may stand there more than once. */
    private Value.Items rowsOfIds(String name) {
        return new Value.Items(indexes(name).stream()
                .map(index -> text(name + "[" + index + "]"))
                .filter(text -> !text.isEmpty())
                .map(EntityForm::numeric)
                .toList());
    }

    private static boolean isAlwaysFilled(ParamSpec column) {
        return switch (column.kind()) {
            case CHOICE, BOOLEAN -> true;
            default -> column.usual().isPresent();
        };
    }

    /** The rows that were sent; their numbers may have gaps. */
    private TreeSet<Integer> indexes(String name) {
        Pattern row = Pattern.compile(Pattern.quote(name) + "\\[([0-9]{1,4})\\](\\..*)?");
        var indexes = new TreeSet<Integer>();
        for (String field : form.names()) {
            Matcher matcher = row.matcher(field);
            if (matcher.matches()) {
                indexes.add(Integer.parseInt(matcher.group(1)));
            }
        }
        return indexes;
    }

    private void tag(TreeMap<String, Value> json) {
        json.put("firing", ids("firing"));
        json.put("blocking", ids("blocking"));
        filled("once").ifPresent(once -> json.put("once", once));
        json.put("priority", number("priority"));
        json.put("from", instant("from"));
        json.put("to", instant("to"));
        json.put("liveOnly", Value.of(!text("liveOnly").isEmpty()));
        json.put("timeout", number("timeout"));
        json.put("setup", step("setup"));
        json.put("cleanup", step("cleanup"));
        filled("consent.mode").ifPresent(mode -> {
            var consent = new TreeMap<String, Value>();
            consent.put("mode", mode);
            boolean isMore = mode.equals(Value.of("additional"));
            consent.put("types", isMore ? texts("consent.types") : new Value.Items(List.of()));
            json.put("consent", new Value.Fields(consent));
        });
    }

    private Optional<Value> filled(String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty()).map(Value::of);
    }

    private Value step(String name) {
        Value tag = number(name + ".tag");
        if (tag.equals(Value.NOTHING)) {
            return Value.NOTHING;
        }
        var step = new TreeMap<String, Value>();
        step.put("tag", tag);
        step.put("stopOnFailure", Value.of(!text(name + ".stopOnFailure").isEmpty()));
        return new Value.Fields(step);
    }

    private Value.Items conditions(String name) {
        var rows = new ArrayList<Value>();
        for (int index : indexes(name)) {
            String place = name + "[" + index + "].";
            String left = text(place + "left");
            String right = text(place + "right");
            if (left.isBlank() && right.isBlank()) {
                continue;
            }
            String operator = text(place + "operator");
            boolean negate = operator.startsWith("!");
            var row = new TreeMap<String, Value>();
            row.put("left", Value.of(left));
            row.put("operator", Value.of(negate ? operator.substring(1) : operator));
            row.put("right", Value.of(right));
            row.put("negate", Value.of(negate));
            row.put("ignoreCase", Value.of(!text(place + "ignoreCase").isEmpty()));
            rows.add(new Value.Fields(row));
        }
        return new Value.Items(rows);
    }

    private Value format(Value.Fields before) {
        var format = new TreeMap<String, Value>();
        format.put("case", text("format.case").isEmpty() ? Value.NOTHING : Value.of(text("format.case")));
        filled("format.to").ifPresent(to -> format.put("to", to));
        for (String name : List.of("undefined", "null", "true", "false")) {
            instead(text("format." + name), before.get(name)).ifPresent(value -> format.put(name, value));
        }
        return new Value.Fields(format);
    }

    /** A text; but what was given as a number or a flag, and left as it was shown, stays one. */
    private static Optional<Value> instead(String typed, Optional<Value> before) {
        return before.filter(value -> Inputs.text(value).equals(typed))
                .or(() -> Optional.of(typed).filter(text -> !text.isEmpty()).map(Value::of));
    }

    private Value.Items ids(String name) {
        return new Value.Items(form.getAll(name).stream()
                .filter(text -> !text.isEmpty())
                .map(EntityForm::numeric)
                .toList());
    }

    private Value.Items texts(String name) {
        return new Value.Items(form.getAll(name).stream().map(Value::of).toList());
    }

    /** As typed in the site's time zone; as UTC for the domain. */
    private Value instant(String name) {
        String text = text(name).strip();
        if (text.isEmpty()) {
            return Value.NOTHING;
        }
        try {
            return Value.of(LocalDateTime.parse(text).atZone(zone).toInstant().toString());
        } catch (DateTimeException e) {
            return Value.of(text);
        }
    }

    private Value number(String name) {
        String text = text(name).strip();
        return text.isEmpty() ? Value.NOTHING : numeric(text);
    }

    private static Value numbers(String text) {
        return new Value.Items(BETWEEN_NUMBERS
                .splitAsStream(text)
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(EntityForm::numeric)
                .toList());
    }

    /** A number in Latin or Bengali digits; any other text as it is. */
    private static Value numeric(String text) {
        String latin = Digits.latin(text.strip()).replace('−', '-');
        return NUMBER.matcher(latin).matches() ? Value.of(Double.parseDouble(latin)) : Value.of(text.strip());
    }

    /** Empty when it wasn't sent; lines end as they do everywhere else but in forms. */
    private String text(String name) {
        String value = form.get(name);
        return value == null ? "" : value.replace("\r\n", "\n");
    }
}
