package io.warmtag.container.model;

import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with the definition of an event. */
final class EventCheck {
    private static final int MOST_MEANING = 2_000;
    private static final int MOST_PARAMS = 100;
    private static final double MOST_WEIGHT = 1_000;
    // What the collector takes as an event's name.
    private static final int MOST_NAME = 100;
    private static final Pattern PARAM = Pattern.compile("[^\\s\\p{Cntrl}]{1,100}");
    private static final Set<String> SOURCES = Set.of("data_layer", "click", "form", "page", "api");

    private EventCheck() {}

    static void addProblems(EventDefinition event, List<Problem> problems) {
        if (event.name().length() > MOST_NAME) {
            problems.add(Problem.of("name", "problem.name.length", "most", MOST_NAME));
        }
        if (event.meaning().length() > MOST_MEANING) {
            problems.add(Problem.of("meaning", "problem.notes.length", "most", MOST_MEANING));
        }
        if (event.source().text("kind").filter(SOURCES::contains).isEmpty()) {
            String known = String.join(", ", SOURCES.stream().sorted().toList());
            problems.add(Problem.of("source.kind", "problem.param.choice", "choices", known));
        }
        if (io.warmtag.catalog.ValueJson.write((Value) event.source()).length() > MOST_MEANING * 5) {
            problems.add(Problem.of("source", "problem.notes.length", "most", MOST_MEANING * 5));
        }
        event.weight()
                .filter(weight -> !(weight >= 0 && weight <= MOST_WEIGHT))
                .ifPresent(weight -> problems.add(Problem.of("weight", "problem.event.weight", "most", MOST_WEIGHT)));
        params(event, problems);
    }

    private static void params(EventDefinition event, List<Problem> problems) {
        if (event.params().size() > MOST_PARAMS) {
            problems.add(Problem.of("params", "problem.param.items", "most", MOST_PARAMS));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < event.params().size(); i++) {
            String name = event.params().get(i).name();
            if (!PARAM.matcher(name).matches()) {
                problems.add(Problem.of("params[" + i + "].name", "problem.event.param"));
            } else if (!names.add(name)) {
                problems.add(Problem.of("params[" + i + "].name", "problem.name.taken", "name", name));
            }
        }
    }
}
