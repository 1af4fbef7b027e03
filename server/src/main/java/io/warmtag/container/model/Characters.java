package io.warmtag.container.model;

import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.text.Storable;
import java.util.List;

/** Finds texts that the database can't store: with the character zero, or half of a surrogate pair. */
final class Characters {
    private Characters() {}

    static void addProblems(String field, Value value, List<Problem> problems) {
        if (value instanceof Value.Text text && !Storable.is(text.text())) {
            problems.add(Problem.of(field, "problem.text.characters"));
        } else if (value instanceof Value.Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                addProblems(field + "[" + i + "]", items.items().get(i), problems);
            }
        } else if (value instanceof Value.Fields fields) {
            fields.fields().forEach((name, inner) -> {
                if (!Storable.is(name)) {
                    problems.add(Problem.of(field, "problem.text.characters"));
                }
                addProblems(field.isEmpty() ? name : field + "." + name, inner, problems);
            });
        }
    }
}
