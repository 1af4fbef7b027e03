package io.warmtag.catalog.regex;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where a regular expression must hold besides its characters.
 *
 * @param anchored it is tried at the beginning of the text only, not at each character
 * @param atEnd {@code $} stands in it
 * @param elsewhere something else takes no character and may fail: after it a search may have to go back
 */
record Borders(boolean anchored, boolean atEnd, boolean elsewhere) {

    static Borders of(RegexNode node) {
        boolean anchored = isAnchored(node);
        Set<RegexNode.Place> places = EnumSet.noneOf(RegexNode.Place.class);
        boolean looks = collect(node, places);
        boolean strayStart = places.contains(RegexNode.Place.START) && !anchored;
        return new Borders(
                anchored,
                places.contains(RegexNode.Place.END),
                looks || strayStart || places.contains(RegexNode.Place.BORDER));
    }

    private static boolean isAnchored(RegexNode node) {
        if (node instanceof RegexNode.Empty empty) {
            return empty.place() == RegexNode.Place.START;
        } else if (node instanceof RegexNode.Either either) {
            return either.choices().stream().allMatch(Borders::isAnchored);
        } else if (node instanceof RegexNode.Sequence sequence) {
            return sequence.parts().stream()
                    .filter(part -> isAnchored(part) || !takesNothing(part))
                    .findFirst()
                    .filter(Borders::isAnchored)
                    .isPresent();
        }
        return false;
    }

    private static boolean takesNothing(RegexNode node) {
        return node instanceof RegexNode.Empty || node instanceof RegexNode.Look;
    }

    /** Whether it looks ahead or behind; notes all places besides. */
    private static boolean collect(RegexNode node, Set<RegexNode.Place> places) {
        List<RegexNode> inner = List.of();
        if (node instanceof RegexNode.Empty empty) {
            places.add(empty.place());
        } else if (node instanceof RegexNode.Either either) {
            inner = either.choices();
        } else if (node instanceof RegexNode.Sequence sequence) {
            inner = sequence.parts();
        } else if (node instanceof RegexNode.Repeat repeat) {
            inner = List.of(repeat.what());
        }
        boolean looks = node instanceof RegexNode.Look;
        for (RegexNode each : inner) {
            looks |= collect(each, places);
        }
        return looks;
    }
}
