package io.warmtag.catalog.regex;

/**
 * What an escape stands for.
 *
 * @param chars one character, or a class of them
 * @param single the character; -1 for a class
 * @param end where it ends in the pattern
 */
record Escape(CharSet chars, int single, int end) {

    /** @param at behind the backslash, where something stands */
    static Escape read(String pattern, int at) {
        char c = pattern.charAt(at);
        return switch (c) {
            case 'd' -> of(CharSet.digits(), at);
            case 'D' -> of(CharSet.digits().not(), at);
            case 'w' -> of(CharSet.word(), at);
            case 'W' -> of(CharSet.word().not(), at);
            case 's' -> of(CharSet.space(), at);
            case 'S' -> of(CharSet.space().not(), at);
            case 'n' -> one('\n', at + 1);
            case 'r' -> one('\r', at + 1);
            case 't' -> one('\t', at + 1);
            case 'f' -> one('\f', at + 1);
            case 'v' -> one('\u000b', at + 1);
            case '0' -> one('\0', at + 1);
            case 'x' -> hex(pattern, at, 2);
            case 'u' -> hex(pattern, at, 4);
            case 'c' -> control(pattern, at);
            default -> one(c, at + 1);
        };
    }

    private static Escape of(CharSet chars, int at) {
        return new Escape(chars, -1, at + 1);
    }

    private static Escape one(char c, int end) {
        return new Escape(CharSet.of(c), c, end);
    }

    /** Annex B: without its digits the letter stands for itself. */
    private static Escape hex(String pattern, int at, int digits) {
        int end = at + 1 + digits;
        boolean whole =
                end <= pattern.length() && pattern.substring(at + 1, end).matches("[0-9A-Fa-f]+");
        return whole
                ? one((char) Integer.parseInt(pattern.substring(at + 1, end), 16), end)
                : one(pattern.charAt(at), at + 1);
    }

    /** Annex B: without a letter the backslash stands for itself, and the c is read again. */
    private static Escape control(String pattern, int at) {
        boolean letter =
                at + 1 < pattern.length() && pattern.substring(at + 1, at + 2).matches("[A-Za-z]");
        return letter ? one((char) (pattern.charAt(at + 1) % 32), at + 2) : one('\\', at);
    }
}
