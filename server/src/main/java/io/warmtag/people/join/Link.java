package io.warmtag.people.join;

import java.util.Comparator;
import java.util.UUID;

/**
 * A visitor was heard to have an identifier.
 *
 * @param first ms at which that was said first
 */
public record Link(UUID visitor, Identifier identifier, long first) {
    /** In the order in which it would have been heard without any delay. */
    static final Comparator<Link> IN_ORDER = Comparator.comparingLong(Link::first)
            .thenComparing(Link::identifier)
            .thenComparing(Link::visitor);

    /**
     * What somebody is called.
     *
     * @param kind 0 user id, 1 e-mail, 2 phone
     * @param hash hexadecimal
     */
    public record Identifier(int kind, String hash) implements Comparable<Identifier> {
        @Override
        public int compareTo(Identifier other) {
            int byKind = Integer.compare(kind, other.kind);
            return byKind != 0 ? byKind : hash.compareTo(other.hash);
        }
    }
}
