package io.warmtag.catalog;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.catalog.html.CustomHtml;
import io.warmtag.catalog.regex.Regexes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds parameters against their type's description. Whether what they refer to exists, and whether their JavaScript can be
 * read, is for others.
 */
public final class ParamCheck {
    private static final int MOST_ITEMS = 1_000;
    private static final Pattern URL =
            Pattern.compile("(https?:)?//[^\\s]+|[^\\s:]*([/?#][^\\s]*)?|data:image/[^\\s]+", Pattern.CASE_INSENSITIVE);

    private final List<Problem> problems = new ArrayList<>();
    private final List<ParamSpec> specs;
    private final Value.Fields params;
    private final Function<String, Optional<String>> fixed;

    private ParamCheck(List<ParamSpec> specs, Value.Fields params, Function<String, Optional<String>> fixed) {
        this.specs = specs;
        this.params = params;
        this.fixed = fixed;
    }

    /**
     * What is wrong, with fields like {@code params.map[2].key}.
     *
     * @param fixed the value of a variable that is the same on every page
     */
    public static List<Problem> problems(
            List<ParamSpec> specs, Value.Fields params, Function<String, Optional<String>> fixed) {
        var check = new ParamCheck(specs, params, fixed);
        check.all("params.", specs, params);
        return check.problems;
    }

    private void all(String place, List<ParamSpec> specs, Value.Fields params) {
        for (String name : params.fields().keySet()) {
            if (specs.stream().noneMatch(spec -> spec.id().equals(name))) {
                String known = specs.stream().map(ParamSpec::id).collect(Collectors.joining(", "));
                problems.add(Problem.of(place + name, "problem.param.unknown", "known", known));
            }
        }
        for (ParamSpec spec : specs) {
            if (spec.isShown(params, specs)) {
                Optional<Value> value = params.get(spec.id()).filter(given -> !given.equals(Value.NOTHING));
                one(place + spec.id(), spec, spec.most(params, specs), value);
            }
        }
    }

    private void one(String field, ParamSpec spec, Optional<Double> most, Optional<Value> value) {
        if (value.isEmpty() || isEmpty(value.get())) {
            if (spec.required() && (spec.usual().isEmpty() || value.isPresent())) {
                problems.add(Problem.of(field, "problem.param.required", "title", spec.title()));
            }
            return;
        }
        check(field, spec, most, value.get());
    }

    private static boolean isEmpty(Value value) {
        return value instanceof Value.Text text && text.text().isBlank()
                || value instanceof Value.Items items && items.items().isEmpty();
    }

    private void check(String field, ParamSpec spec, Optional<Double> most, Value value) {
        switch (spec.kind()) {
            case TEXT, JAVASCRIPT -> text(field, spec, value);
            case HTML ->
                text(field, spec, value)
                        .flatMap(text -> CustomHtml.read(text).unsafe())
                        .ifPresent(attribute ->
                                problems.add(Problem.of(field, "problem.param.address", "attribute", attribute)));
            case NUMBER -> number(field, spec, most, value);
            case BOOLEAN -> {
                if (!(value instanceof Value.Flag)) {
                    problems.add(Problem.of(field, "problem.param.boolean"));
                }
            }
            case CHOICE -> choice(field, spec, value);
            case SELECTOR ->
                text(field, spec, value)
                        .flatMap(text -> Selectors.problem(sample(text)))
                        .ifPresent(key -> problems.add(Problem.of(field, key)));
            case URL ->
                text(field, spec, value)
                        .filter(text -> !URL.matcher(sample(text)).matches())
                        .ifPresent(text -> problems.add(Problem.of(field, "problem.param.url")));
            case REGEX ->
                text(field, spec, value)
                        .flatMap(text ->
                                pattern(text, fixed, isWhole(spec) ? Regexes::problemWhenWhole : Regexes::problem))
                        .ifPresent(message -> problems.add(new Problem(field, message)));
            case NUMBERS ->
                items(field, value).forEach(item -> number(field + "[" + item.index + "]", spec, most, item.value));
            case TABLE -> items(field, value).forEach(item -> row(field + "[" + item.index + "]", spec, item.value));
            case VARIABLE ->
                text(field, spec, value)
                        .filter(text -> Template.parse(text).pieces().size() != 1
                                || !Template.parse(text).hasReferences())
                        .ifPresent(text -> problems.add(Problem.of(field, "problem.param.variable")));
            case TRIGGERS ->
                items(field, value).stream()
                        .filter(item -> !(item.value instanceof Value.Numeric))
                        .forEach(item ->
                                problems.add(Problem.of(field + "[" + item.index + "]", "problem.param.trigger")));
            case CONDITIONS -> {
                // They are checked as those of the trigger are.
            }
            case JSON -> json(field, spec, value);
        }
    }

    /** The text where variables have a harmless value: only what stands there for sure can be checked. */
    public static String sample(String text) {
        return Template.parse(text).filled(name -> "x");
    }

    /**
     * What is wrong with a regular expression. A variable in it must be fixed: whatever else it holds on a page could freeze
     * the page.
     */
    public static Optional<Message> pattern(
            String text, Function<String, Optional<String>> fixed, Function<String, Optional<Message>> problem) {
        Template template = Template.parse(text);
        return template.names().stream()
                .filter(name -> fixed.apply(name).isEmpty())
                .findFirst()
                .map(name -> Message.of("problem.regex.variable", "name", name))
                .or(() ->
                        problem.apply(template.filled(name -> fixed.apply(name).orElseThrow())));
    }

    private boolean isWhole(ParamSpec spec) {
        return spec.wholeIf().filter(when -> when.holds(params, specs)).isPresent();
    }

    @CanIgnoreReturnValue
    private Optional<String> text(String field, ParamSpec spec, Value value) {
        if (!(value instanceof Value.Text text)) {
            problems.add(Problem.of(field, "problem.param.text"));
            return Optional.empty();
        }
        int most = spec.limits().length();
        if (text.text().length() > most) {
            problems.add(Problem.of(
                    field, "problem.param.length", "length", text.text().length(), "most", most));
            return Optional.empty();
        }
        return Optional.of(text.text());
    }

    private void number(String field, ParamSpec spec, Optional<Double> most, Value value) {
        if (value instanceof Value.Text text && Template.parse(text.text()).hasReferences()) {
            return;
        }
        if (!(value instanceof Value.Numeric numeric)) {
            problems.add(Problem.of(field, "problem.param.number"));
            return;
        }
        spec.limits()
                .min()
                .filter(min -> numeric.number() < min)
                .ifPresent(min -> problems.add(Problem.of(field, "problem.param.min", "min", min)));
        most.filter(max -> numeric.number() > max)
                .ifPresent(max -> problems.add(Problem.of(field, "problem.param.max", "max", max)));
    }

    private void choice(String field, ParamSpec spec, Value value) {
        List<String> ids =
                spec.limits().choices().stream().map(ParamSpec.Choice::id).toList();
        String id = value instanceof Value.Text text
                ? text.text()
                : value instanceof Value.Numeric numeric ? ValueJson.number(numeric.number()) : "";
        if (!ids.contains(id)) {
            problems.add(Problem.of(field, "problem.param.choice", "choices", String.join(", ", ids)));
        }
    }

    private record Item(int index, Value value) {}

    private List<Item> items(String field, Value value) {
        if (!(value instanceof Value.Items items)) {
            problems.add(Problem.of(field, "problem.param.list"));
            return List.of();
        }
        if (items.items().size() > MOST_ITEMS) {
            problems.add(Problem.of(field, "problem.param.items", "most", MOST_ITEMS));
            return List.of();
        }
        var all = new ArrayList<Item>();
        for (Value each : items.items()) {
            all.add(new Item(all.size(), each));
        }
        return all;
    }

    private void row(String field, ParamSpec spec, Value value) {
        if (value instanceof Value.Fields row) {
            all(field + ".", spec.limits().columns(), row);
        } else {
            problems.add(Problem.of(field, "problem.param.row"));
        }
    }

    /** Any value; as text it must be JSON wherever its variables leave it one. */
    private void json(String field, ParamSpec spec, Value value) {
        if (!(value instanceof Value.Text)) {
            return;
        }
        text(field, spec, value).ifPresent(text -> {
            try {
                Value read = ValueJson.read(sample(text));
                if (read.equals(Value.NOTHING)) {
                    problems.add(Problem.of(field, "problem.param.json", "reason", "null"));
                }
            } catch (IllegalArgumentException e) {
                problems.add(Problem.of(field, "problem.param.json", "reason", String.valueOf(e.getMessage())));
            }
        });
    }
}
