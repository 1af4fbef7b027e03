package io.warmtag.container.model;

import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import java.util.List;

/** Finds texts that the database can't store: with the character zero, or half of a surrogate pair. */
final class Characters {
    private Characters() {}

    static void addProblems(String field, Value value, List<Problem> problems) {
        if (value instanceof Value.Text text && isOdd(text.text())) {
            problems.add(Problem.of(field, "problem.text.characters"));
        } else if (value instanceof Value.Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                addProblems(field + "[" + i + "]", items.items().get(i), problems);
            }
        } else if (value instanceof Value.Fields fields) {
            fields.fields().forEach((name, inner) -> {
                if (isOdd(name)) {
                    problems.add(Problem.of(field, "problem.text.characters"));
                }
                addProblems(field.isEmpty() ? name : field + "." + name, inner, problems);
            });
        }
    }

    private static boolean isOdd(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return true;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
