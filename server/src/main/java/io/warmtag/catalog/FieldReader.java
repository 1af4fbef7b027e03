package io.warmtag.catalog;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A JSON object read field by field; what is wrong with it is collected, fields that nobody asked for too. */
public final class FieldReader {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Value.Fields json;
    private final String place;
    private final List<Problem> problems;
    private final Set<String> known = new TreeSet<>();

    public FieldReader(Value.Fields json) {
        this(json, "", new ArrayList<>());
    }

    /**
     * @param place what stands before the names of its fields
     * @param problems where problems are noted
     */
    public FieldReader(Value.Fields json, String place, List<Problem> problems) {
        this.json = json;
        this.place = place;
        this.problems = problems;
    }

    /** A field's value; one that is null counts as absent. */
    public Optional<Value> value(String name) {
        known.add(name);
        return json.get(name).filter(value -> !value.equals(Value.NOTHING));
    }

    public String text(String name, String otherwise) {
        return value(name)
                .map(value ->
                        value instanceof Value.Text text ? text.text() : wrong(name, "problem.field.text", otherwise))
                .orElse(otherwise);
    }

    public boolean flag(String name) {
        return value(name)
                .map(value -> value instanceof Value.Flag flag ? flag.on() : wrong(name, "problem.field.flag", false))
                .orElse(false);
    }

    public Optional<Integer> whole(String name) {
        return value(name).flatMap(value -> whole(place + name, value));
    }

    private Optional<Integer> whole(String field, Value value) {
        // Of one that is too large the range is to be said, not that it is no whole number: the cast leaves the largest
        // there is.
        if (value instanceof Value.Numeric numeric && numeric.number() == Math.rint(numeric.number())) {
            return Optional.of((int) numeric.number());
        }
        problems.add(Problem.of(field, "problem.field.whole"));
        return Optional.empty();
    }

    public Optional<Double> number(String name) {
        Optional<Value> value = value(name);
        if (value.isPresent() && !(value.get() instanceof Value.Numeric)) {
            return wrong(name, "problem.field.number", Optional.empty());
        }
        return value.map(number -> ((Value.Numeric) number).number());
    }

    public Optional<Instant> instant(String name) {
        String text = text(name, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.parse(text);
            boolean isOfOurTime = !at.isBefore(EARLIEST) && at.isBefore(LATEST);
            return isOfOurTime ? Optional.of(at) : wrong(name, "problem.field.year", Optional.empty());
        } catch (DateTimeException e) {
            return wrong(name, "problem.field.instant", Optional.empty());
        }
    }

    /** One of some words. */
    public <T> T choice(String name, T[] all, Function<T, String> code, T otherwise) {
        String text = text(name, code.apply(otherwise));
        var codes = new ArrayList<String>();
        for (T each : all) {
            if (code.apply(each).equals(text)) {
                return each;
            }
            codes.add(code.apply(each));
        }
        problems.add(Problem.of(place + name, "problem.param.choice", "choices", String.join(", ", codes)));
        return otherwise;
    }

    public Value.Fields fields(String name) {
        return value(name)
                .map(value -> value instanceof Value.Fields fields
                        ? fields
                        : wrong(name, "problem.field.object", Value.Fields.NONE))
                .orElse(Value.Fields.NONE);
    }

    /** An object inside of this one; its problems are this one's. */
    public Optional<FieldReader> object(String name) {
        return value(name).map(value -> new FieldReader(fields(name), place + name + ".", problems));
    }

    public List<Integer> wholes(String name) {
        var wholes = new ArrayList<Integer>();
        List<Value> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            whole(place + name + "[" + i + "]", items.get(i)).ifPresent(wholes::add);
        }
        return wholes;
    }

    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        List<Value> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Value.Text text) {
                texts.add(text.text());
            } else {
                problems.add(Problem.of(place + name + "[" + i + "]", "problem.field.text"));
            }
        }
        return texts;
    }

    public List<FieldReader> objects(String name) {
        var objects = new ArrayList<FieldReader>();
        List<Value> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            String field = place + name + "[" + i + "]";
            if (items.get(i) instanceof Value.Fields fields) {
                objects.add(new FieldReader(fields, field + ".", problems));
            } else {
                problems.add(Problem.of(field, "problem.field.object"));
            }
        }
        return objects;
    }

    private List<Value> items(String name) {
        return value(name)
                .map(value -> value instanceof Value.Items items
                        ? items.items()
                        : wrong(name, "problem.param.list", List.<Value>of()))
                .orElse(List.of());
    }

    @CanIgnoreReturnValue
    public <T> T wrong(String name, String key, T otherwise) {
        problems.add(Problem.of(place + name, key));
        return otherwise;
    }

    /** Notes the fields that were never asked for. */
    public void refuseOthers() {
        for (String name : json.fields().keySet()) {
            if (!known.contains(name)) {
                problems.add(Problem.of(place + name, "problem.param.unknown", "known", String.join(", ", known)));
            }
        }
    }

    /** The path of one of its fields. */
    public String place(String name) {
        return place + name;
    }

    public List<Problem> problems() {
        return problems;
    }
}
