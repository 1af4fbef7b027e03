package io.warmtag.people.join;

import java.util.UUID;

/**
 * What somebody decided about two visitors and the persons that they belong to.
 *
 * @param together one person, whatever they are called; else never one by themselves
 * @param at ms
 */
public record Decision(UUID one, UUID other, boolean together, long at) {
    /** The same for both directions. */
    Pair pair() {
        return Pair.of(one, other);
    }
}
