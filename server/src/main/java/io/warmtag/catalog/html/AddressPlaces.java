package io.warmtag.catalog.html;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where variables stand in an address. Each is held against its place alone: one that is a whole address must have a harmless
 * scheme, others are encoded. Two side by side could still form {@code javascript:}, so none stands before the scheme is
 * settled.
 */
final class AddressPlaces {
    private static final String CODE = "javascript:";
    private static final Pattern IGNORED = Pattern.compile("[\\x00-\\x20]+");

    private AddressPlaces() {}

    static List<Place> of(String address, char mark) {
        int first = address.indexOf(mark);
        String before = IGNORED.matcher(address.substring(0, first)).replaceAll("");
        if (before.toLowerCase(Locale.ROOT).startsWith(CODE)) {
            return ScriptPlaces.of(address, mark, Place.CODE);
        }
        String after = IGNORED.matcher(address.substring(first + 1)).replaceAll("");
        boolean isSettled = before.matches(".*[:/?#].*") || before.isEmpty() && after.matches("([/?#].*)?");
        if (!isSettled) {
            return Collections.nCopies(
                    (int) address.chars().filter(c -> c == mark).count(), Place.NOWHERE);
        }
        var places = new ArrayList<Place>();
        for (int at = first; at >= 0; at = address.indexOf(mark, at + 1)) {
            places.add(
                    places.isEmpty() && before.isEmpty()
                            ? Place.ADDRESS
                            : address.substring(0, at).contains("?") ? Place.QUERY : Place.PATH);
        }
        return places;
    }
}
