package io.warmtag.text;

/** Numbers in what programs sent: 1290 is 1290.0, but 36D, 36F, 1E5 and 007 are names. Pure. */
public final class Numbers {
    private static final int MOST_LENGTH = 40;
    /** A double tells longer ones no longer apart. */
    private static final int EXACT_DIGITS = 15;

    private Numbers() {}

    /** NaN, which compares with nothing, when it isn't one. */
    public static double of(String typed) {
        String text = typed.trim();
        if (text.isEmpty() || text.length() > MOST_LENGTH || !hasOnly(text, "+-.0123456789eE")) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Whether two texts are the same, or the same number; letters' case and blanks around them don't matter. */
    public static boolean same(String one, String other) {
        String left = one.trim();
        String right = other.trim();
        return left.equalsIgnoreCase(right) || (isAmount(left) && isAmount(right) && of(left) == of(right));
    }

    /** Whether it can't be but a number: who names something 007 or 12345678901234567890 means just that. */
    private static boolean isAmount(String text) {
        int begin = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        boolean padded = text.length() > begin + 1 && text.charAt(begin) == '0' && text.charAt(begin + 1) != '.';
        return !padded && text.length() <= EXACT_DIGITS + 2 && hasOnly(text, "+-.0123456789");
    }

    private static boolean hasOnly(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
