package io.warmtag.container.model;

import io.warmtag.catalog.Template;
import io.warmtag.catalog.TypeSpec;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.regex.Regexes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Triggers by what a page has to do for them: most wait for one happening whose name is known, and cost it nothing before
 * that; the others are started. Triggers are counted from 0 in the order in which they are asked for.
 */
final class Waiting {
    private final Map<String, List<Value>> named = new LinkedHashMap<>();
    private final List<Value> started = new ArrayList<>();
    private int count;

    /**
     * Takes the next trigger.
     *
     * @param params compiled
     * @return whether it has to be started
     */
    boolean starts(TypeSpec.Ships ships, Value.Fields params) {
        Value trigger = Value.of(count++);
        List<String> names = ships.waits()
                .flatMap(waits -> name(waits, params))
                .map(List::of)
                .or(() -> ships.lists().map(lists -> listed(lists, params)))
                .orElse(List.of());
        names.forEach(
                name -> named.computeIfAbsent(name, none -> new ArrayList<>()).add(trigger));
        if (names.isEmpty()) {
            started.add(trigger);
        }
        return names.isEmpty();
    }

    private static List<String> listed(TypeSpec.Lists lists, Value.Fields params) {
        return params.text(lists.pattern())
                .filter(pattern -> params.get(lists.unless()).isEmpty())
                .map(Regexes::listed)
                .orElse(List.of());
    }

    /** Where a parameter is a variable, or asks for more than waiting, the page has to see. */
    private static Optional<String> name(String waits, Value.Fields params) {
        return Template.parse(waits).names().stream()
                .findFirst()
                .map(params::text)
                .orElseGet(() -> params.fields().isEmpty() ? Optional.of(waits) : Optional.empty());
    }

    /** Each name with the triggers that wait for it. */
    Value.Items named() {
        var pairs = new ArrayList<Value>();
        named.forEach(
                (name, triggers) -> pairs.add(new Value.Items(List.of(Value.of(name), new Value.Items(triggers)))));
        return new Value.Items(pairs);
    }

    /** Those that are started. */
    Value.Items started() {
        return new Value.Items(started);
    }
}
