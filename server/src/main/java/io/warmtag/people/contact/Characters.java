package io.warmtag.people.contact;

import java.text.Normalizer;
import java.util.Locale;

/** What can be said of a text letter by letter, in any script. */
final class Characters {
    private Characters() {}

    /** Without what can't be seen: marks of direction, zero-width characters, controls; odd spaces become usual ones. */
    static String visible(String text) {
        var visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                visible.append(' ');
            } else if (Character.getType(c) != Character.FORMAT && !Character.isISOControl(c)) {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString().trim();
    }

    /** Lower case, composed, and only letters, their marks (the vowels of Bengali are marks) and digits. */
    static String lettersOnly(String text) {
        var letters = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(c -> {
                    boolean mark = switch (Character.getType(c)) {
                        case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
                            true;
                        default -> false;
                    };
                    if (mark || Character.isLetterOrDigit(c)) {
                        letters.appendCodePoint(c);
                    }
                });
        return letters.toString();
    }
}
