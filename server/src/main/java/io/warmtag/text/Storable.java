package io.warmtag.text;

/** What PostgreSQL can keep: texts without the character zero and without halves of surrogate pairs. Pure. */
public final class Storable {
    private static final char REPLACEMENT = '\uFFFD';

    private Storable() {}

    public static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isOdd(text, i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it can be kept and stands in one line: a name. */
    public static boolean isLine(String text) {
        return is(text) && text.chars().noneMatch(Character::isISOControl);
    }

    /** With U+FFFD for each character that can't be kept. */
    public static String made(String text) {
        if (is(text)) {
            return text;
        }
        var made = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (isOdd(text, i)) {
                made.setCharAt(i, REPLACEMENT);
            }
        }
        return made.toString();
    }

    private static boolean isOdd(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return c == 0 || Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
