package io.warmtag.rule.past;

import io.warmtag.rule.audience.model.Condition;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is run over the past: says of each person when it would have happened to him, had it been on. */
public interface Replay {
    /**
     * Finds out what would have happened to somebody.
     *
     * @param all his chapters and those of everybody who was ever one with him
     */
    Found chances(Chapter chapter, List<Chapter> all);

    /**
     * What there was.
     *
     * @param chances in the order of their instants
     * @param aside how often it made way for something that happened meanwhile
     * @param waiting how often its time had not come by the end of the past
     */
    record Found(List<Chance> chances, int aside, int waiting) {}

    /** Decides what of the chances comes to pass: a new one for those of one person, or for all where that is shared. */
    Choice choice();

    /** What it looks at. */
    Looks looks();

    /** What it would have to know and can't. */
    default List<Unknown> unknown() {
        return List.of();
    }

    /** Decides chances in the order in which they are given. */
    interface Choice {
        /** To be told of each visitor of a person before his chances; again makes no difference. */
        void begins(UUID visitor, Before before);

        Chance.Decided decide(Chance chance);
    }

    /** Whether what happens to one person depends on what happened to others, so that all are decided in one order. */
    default boolean isShared() {
        return false;
    }

    /**
     * What has to be read for it.
     *
     * @param names of events beside those of the conditions
     * @param data names of the events whose data is looked into, beside those of the conditions
     * @param fields of every event's context, see {@link io.warmtag.rule.audience.model.Needs}
     * @param everybody every event may matter
     * @param turns whether changes of temperature are looked at
     * @param property the date in profiles that is looked at; null: none is
     */
    record Looks(
            List<Condition> conditions,
            Set<String> names,
            Set<String> data,
            Set<String> fields,
            boolean everybody,
            boolean turns,
            @Nullable String property) {}
}
