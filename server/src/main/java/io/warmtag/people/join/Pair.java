package io.warmtag.people.join;

import java.util.UUID;

/** Two visitors; the smaller id first. */
record Pair(UUID one, UUID other) {
    static Pair of(UUID one, UUID other) {
        return one.compareTo(other) <= 0 ? new Pair(one, other) : new Pair(other, one);
    }
}
