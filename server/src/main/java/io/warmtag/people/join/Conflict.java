package io.warmtag.people.join;

import io.warmtag.people.join.Link.Identifier;
import java.util.Locale;
import java.util.UUID;

/**
 * Two persons share an identifier and were not joined.
 *
 * @param one the one who had it first, by his oldest visitor
 */
public record Conflict(UUID one, UUID other, Identifier identifier, Reason reason) {
    /** Why not. */
    public enum Reason {
        /** Both are known, and by different things: maybe two who share a phone. */
        TWO_PEOPLE,
        /** So many have it, or one has so many, that it joins no more: a call centre, a test address, a shop's own tablet. */
        TOO_MANY;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
