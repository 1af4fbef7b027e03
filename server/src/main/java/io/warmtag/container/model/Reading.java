package io.warmtag.container.model;

import io.warmtag.catalog.Problem;
import java.util.List;

/** What reading somebody's input came to. */
public sealed interface Reading {
    record Good(Entity entity) implements Reading {}

    record Wrong(List<Problem> problems) implements Reading {
        public Wrong {
            problems = List.copyOf(problems);
        }
    }
}
