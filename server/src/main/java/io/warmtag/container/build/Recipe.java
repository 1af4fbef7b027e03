package io.warmtag.container.build;

import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Selectors;
import io.warmtag.catalog.Value;
import io.warmtag.container.model.Condition.Operator;
import io.warmtag.container.model.EventDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the page sends an event, as the builder notes it in the {@code source} of a definition:
 *
 * <pre>
 * {"kind":"click","selector":".buy","page":{"operator":"equals","value":"/product"},
 *  "read":[{"param":"price","from":"element","selector":".price","near":true,"variable":4}]}
 * </pre>
 *
 * @param selector of the element that is clicked, or of the form; empty for a page
 * @param place which pages; empty: all
 */
public record Recipe(Kind kind, String selector, Optional<Place> place, List<Read> reads) {
    private static final Set<String> OPERATORS = Set.of("equals", "contains", "starts_with", "ends_with");
    private static final int MOST_CHARACTERS = 500;

    public Recipe {
        reads = List.copyOf(reads);
    }

    /** What happens in the page. */
    public enum Kind {
        CLICK,
        FORM,
        PAGE
    }

    /** @param value what the path of the page's address is compared with */
    public record Place(Operator operator, String value) {}

    /**
     * Where a parameter's value comes from.
     *
     * @param type that the value is to have
     * @param index of the note in the source
     * @param name of the attribute (empty: the text), of the query's parameter, or of the key in the page's structured data
     * @param within structured data: the type of the thing that has the key; empty: any
     * @param near the match that is nearest to what was clicked, instead of the page's first
     * @param variable that was made for it
     */
    public record Read(
            String param,
            EventDefinition.Type type,
            int index,
            From from,
            String selector,
            String name,
            String within,
            boolean near,
            Optional<Integer> variable) {}

    /** Where in the page something is read. */
    public enum From {
        /** An element of the page. */
        ELEMENT,
        /** What was clicked or sent. */
        OWN,
        /** The address of the page. */
        QUERY,
        /** JSON-LD, which shops write for search engines. */
        JSON_LD,
        /** {@code name} itself, always the same. */
        FIXED,
        /** A list of one product, of what the other parameters read about it. */
        ITEM
    }

    /** The code of a source of this kind; empty when the builder makes nothing of it. */
    public static Optional<Kind> kind(Value.Fields source) {
        return source.text("kind").flatMap(code -> named(Kind.values(), code));
    }

    private static <E extends Enum<E>> Optional<E> named(E[] all, String code) {
        for (E each : all) {
            if (each.name().toLowerCase(java.util.Locale.ROOT).equals(code)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Reads it of a definition; what is wrong is noted with the fields of the definition. */
    static Optional<Recipe> read(EventDefinition event, List<Problem> problems) {
        Value.Fields source = event.source();
        Optional<Kind> kind = kind(source);
        if (kind.isEmpty()) {
            problems.add(Problem.of("source.kind", "problem.build.kind"));
            return Optional.empty();
        }
        String selector = kind.get() == Kind.PAGE ? "" : source.text("selector").orElse("");
        if (kind.get() != Kind.PAGE) {
            selector("source.selector", selector, "problem.build.selector", problems);
        }
        Optional<Place> place = place(source, problems);
        if (kind.get() == Kind.PAGE && place.isEmpty()) {
            problems.add(Problem.of("source.page.value", "problem.build.page"));
        }
        List<Read> reads = reads(event, kind.get(), problems);
        return Optional.of(new Recipe(kind.get(), selector, place, reads));
    }

    private static void selector(String field, String selector, String missing, List<Problem> problems) {
        if (selector.isBlank()) {
            problems.add(Problem.of(field, missing));
        } else if (selector.length() > MOST_CHARACTERS) {
            problems.add(Problem.of(field, "problem.notes.length", "most", MOST_CHARACTERS));
        } else {
            Selectors.problem(selector).ifPresent(key -> problems.add(Problem.of(field, key)));
        }
    }

    private static Optional<Place> place(Value.Fields source, List<Problem> problems) {
        if (!(source.get("page").orElse(Value.NOTHING) instanceof Value.Fields page)) {
            return Optional.empty();
        }
        String code = page.text("operator").orElse("");
        String value = page.text("value").orElse("").strip();
        if (!OPERATORS.contains(code)) {
            String known = String.join(", ", OPERATORS.stream().sorted().toList());
            problems.add(Problem.of("source.page.operator", "problem.param.choice", "choices", known));
        } else if (value.isEmpty() || value.length() > MOST_CHARACTERS) {
            problems.add(Problem.of("source.page.value", "problem.build.page"));
        }
        return named(Operator.values(), code).map(operator -> new Place(operator, value));
    }

    private static List<Read> reads(EventDefinition event, Kind kind, List<Problem> problems) {
        var reads = new ArrayList<Read>();
        List<Value> notes = event.source().get("read").orElse(Value.NOTHING) instanceof Value.Items items
                ? items.items()
                : List.of();
        for (int i = 0; i < notes.size(); i++) {
            Value.Fields note = notes.get(i) instanceof Value.Fields fields ? fields : Value.Fields.NONE;
            read(event, kind, note, i, problems).ifPresent(reads::add);
        }
        for (int i = 0; i < event.params().size(); i++) {
            EventDefinition.Param param = event.params().get(i);
            boolean isRead = notes.stream()
                    .anyMatch(note -> note instanceof Value.Fields fields
                            && fields.text("param").equals(Optional.of(param.name())));
            if (param.required() && !isRead) {
                problems.add(Problem.of("params[" + i + "]", "problem.build.unread", "name", param.name()));
            }
        }
        return reads;
    }

    private static Optional<Read> read(
            EventDefinition event, Kind kind, Value.Fields note, int index, List<Problem> problems) {
        String field = "source.read[" + index + "]";
        String name = note.text("param").orElse("");
        Optional<EventDefinition.Param> param =
                event.params().stream().filter(each -> each.name().equals(name)).findFirst();
        Optional<From> from = note.text("from").flatMap(code -> named(From.values(), code));
        if (param.isEmpty()) {
            problems.add(Problem.of(field + ".param", "problem.build.param", "name", name));
        } else if (from.isEmpty()) {
            problems.add(Problem.of(
                    field + ".from", "problem.param.choice", "choices", "element, fixed, item, json_ld, own, query"));
        } else {
            var read = new Read(
                    name,
                    param.get().type(),
                    index,
                    from.get(),
                    note.text("selector").orElse("").strip(),
                    note.text("name").orElse(""),
                    note.text("within").orElse(""),
                    note.get("near").equals(Optional.of(Value.of(true))),
                    note.get("variable").flatMap(Recipe::id));
            check(read, kind, field, problems);
            return Optional.of(read);
        }
        return Optional.empty();
    }

    private static Optional<Integer> id(Value value) {
        return value instanceof Value.Numeric numeric ? Optional.of((int) numeric.number()) : Optional.empty();
    }

    private static void check(Read read, Kind kind, String field, List<Problem> problems) {
        boolean needsElement = read.from == From.OWN || read.near;
        if (kind == Kind.PAGE && needsElement) {
            problems.add(Problem.of(field + ".from", "problem.build.near"));
        }
        if (read.from == From.ELEMENT) {
            selector(field + ".selector", read.selector, "problem.selector.empty", problems);
        }
        boolean needsName = read.from == From.QUERY || read.from == From.JSON_LD || read.from == From.FIXED;
        if (read.name.length() > MOST_CHARACTERS || needsName && read.name.isBlank()) {
            problems.add(Problem.of(field + ".name", "problem.build.name", "most", MOST_CHARACTERS));
        }
        boolean isList = read.type == EventDefinition.Type.ITEMS;
        if (isList != (read.from == From.ITEM)) {
            problems.add(Problem.of(field + ".from", isList ? "problem.build.items" : "problem.build.item"));
        }
    }
}
