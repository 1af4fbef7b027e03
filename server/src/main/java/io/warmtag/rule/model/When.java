package io.warmtag.rule.model;

import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes a rule fire. */
public sealed interface When {

    /** An event came in whose data passes all the tests. */
    record Happens(String event, List<DataTest> where) implements When {
        public Happens {
            where = List.copyOf(where);
        }
    }

    /** The temperature changed; null: from or to any. */
    record Turns(@Nullable Temperature from, @Nullable Temperature to) implements When {
        public boolean takes(Temperature before, Temperature after) {
            return (from == null || from == before) && (to == null || to == after);
        }
    }

    /** Somebody came into an audience or left it. */
    record Moves(int audience, boolean entered) implements When {}

    /**
     * Once, for everybody who is in an audience then.
     *
     * @param at null: as soon as the rule is switched on
     */
    record Once(int audience, @Nullable Instant at) implements When {}
}
