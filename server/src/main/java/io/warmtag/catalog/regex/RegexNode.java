package io.warmtag.catalog.regex;

import java.util.List;

/** What a regular expression is made of, as far as it matters for how long it may search. */
sealed interface RegexNode {
    /** Takes no character: holds at some places only. */
    record Empty(Place place) implements RegexNode {}

    /** {@code ^}, {@code $}, {@code \b} and {@code \B}. */
    enum Place {
        START,
        END,
        BORDER
    }

    /** One character of a set. */
    record One(CharSet of) implements RegexNode {}

    record Sequence(List<RegexNode> parts) implements RegexNode {}

    record Either(List<RegexNode> choices) implements RegexNode {}

    /** @param most {@link #ENDLESS} or a number */
    record Repeat(RegexNode what, int least, int most) implements RegexNode {}

    /** Looked for at each place without taking characters. */
    record Look(RegexNode what) implements RegexNode {}

    /** The same characters as a group has found: anything, as far as is known here. */
    record Back() implements RegexNode {}

    int ENDLESS = Integer.MAX_VALUE;
}
