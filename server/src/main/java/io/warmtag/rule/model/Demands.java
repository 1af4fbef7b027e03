package io.warmtag.rule.model;

import io.warmtag.catalog.FieldReader;
import io.warmtag.catalog.Problem;
import java.util.List;

/** What rules' JSON has to fulfil; of each field the first thing that is wrong is noted. */
record Demands(List<Problem> problems) {
    private static final int MOST_NAME = 100;

    void require(boolean holds, String field, String problem) {
        if (!holds && problems.stream().noneMatch(known -> known.field().equals(field))) {
            problems.add(Problem.of(field, problem));
        }
    }

    int number(FieldReader reader, String field, String problem) {
        int number = reader.whole(field).orElse(0);
        require(number > 0, reader.place(field), problem);
        return number;
    }

    String eventName(FieldReader reader, String field) {
        String name = reader.text(field, "").trim();
        require(isName(name), reader.place(field), "problem.rule.event");
        return name;
    }

    static boolean isName(String name) {
        return !name.isBlank() && name.length() <= MOST_NAME;
    }
}
