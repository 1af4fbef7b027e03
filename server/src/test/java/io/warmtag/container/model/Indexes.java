package io.warmtag.container.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Every index that stands in compiled tags. */
final class Indexes {
    private static final Pattern GETTER = Pattern.compile("\\bv\\d*\\((\\d+)\\)");

    private final Value.Fields tags;
    private final int functionCount;
    private final Set<Integer> variables = new TreeSet<>();
    private final Set<Integer> triggers = new TreeSet<>();
    private final Set<Integer> functions = new TreeSet<>();

    record Reached(Set<Integer> variables, Set<Integer> triggers, Set<Integer> functions) {}

    Indexes(Value.Fields tags, List<String> code) {
        this.tags = tags;
        this.functionCount = code.size();
        code.forEach(function ->
                GETTER.matcher(function).results().forEach(found -> variables.add(Integer.parseInt(found.group(1)))));
        var withoutNames = new java.util.TreeMap<>(tags.fields());
        withoutNames.remove("n");
        visit(new Value.Fields(withoutNames));
        List<Value> found = list("r");
        for (int trigger = 0; trigger < found.size(); trigger++) {
            List<Value> parts = ((Value.Items) found.get(trigger)).items();
            if (parts.size() > 3) {
                triggers.add(trigger);
                var fired = new TreeSet<Integer>();
                numbers(parts.get(3), fired);
                fired.forEach(tag -> inside(tag, list("t").size()));
            }
        }
        for (Value tag : list("t")) {
            Value.Fields options = (Value.Fields) ((Value.Items) tag).items().get(2);
            options.get("b").ifPresent(all -> numbers(all, triggers));
            for (String name : new String[] {"a", "z"}) {
                options.get(name)
                        .ifPresent(step -> inside(
                                (int) ((Value.Numeric)
                                                ((Value.Items) step).items().get(0))
                                        .number(),
                                list("t").size()));
            }
        }
    }

    private List<Value> list(String name) {
        return ((Value.Items) tags.get(name).orElseThrow()).items();
    }

    private void visit(Value value) {
        if (value instanceof Value.Items items) {
            items.items().forEach(this::visit);
        } else if (value instanceof Value.Fields fields) {
            fields.fields().forEach((name, inner) -> {
                if (name.equals("$")) {
                    variables.add((int) ((Value.Numeric) inner).number());
                } else if (name.equals("f") && inner instanceof Value.Numeric function) {
                    functions.add((int) function.number());
                } else if (name.equals("r") && fields.fields().size() == 1) {
                    numbers(inner, triggers);
                } else {
                    visit(inner);
                }
            });
        }
    }

    private static void numbers(Value list, Set<Integer> into) {
        ((Value.Items) list).items().forEach(each -> into.add((int) ((Value.Numeric) each).number()));
    }

    void check() {
        variables.forEach(index -> inside(index, list("v").size()));
        triggers.forEach(index -> inside(index, list("r").size()));
        functions.forEach(index -> inside(index, functionCount));
    }

    private static void inside(int index, int size) {
        assertTrue(index >= 0 && index < size, () -> index + " of " + size);
    }

    Reached reached() {
        return new Reached(variables, triggers, functions);
    }
}
